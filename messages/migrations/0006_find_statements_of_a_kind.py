from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0005_time_of_delivery")]

    operations = [
        migrations.AddIndex(
            model_name="statement",
            index=models.Index("statement_kind", "document_ptr", name="statements_of_kind"),
        ),
    ]
