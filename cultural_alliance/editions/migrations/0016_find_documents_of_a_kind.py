from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0015_find_what_a_person_wrote")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                models.F("kind"),
                models.OrderBy(models.F("id"), descending=True),
                name="editions_newest_of_kind",
            ),
        ),
    ]
