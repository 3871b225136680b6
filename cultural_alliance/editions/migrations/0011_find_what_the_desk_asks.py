from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0010_find_texts_before_delivery")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index("state", "saved_at", "id", name="editions_state_by_save"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index("seen", "edition", name="editions_receipts_by_sight"),
        ),
    ]
