from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0017_find_what_was_corrected_lately")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index("state", "published_at", "id", name="editions_state_by_instant"),
        ),
    ]
