from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0008_presence_until")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.F("edition"),
                name="editions_urgent_publications",
                condition=models.Q(("verb", "published urgently")),
            ),
        ),
    ]
