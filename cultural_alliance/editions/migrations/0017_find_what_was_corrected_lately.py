from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0016_find_documents_of_a_kind")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True),
                models.F("document"),
                models.F("language"),
                condition=models.Q(("number__gt", 1)),
                name="editions_newest_corrections",
            ),
        ),
    ]
