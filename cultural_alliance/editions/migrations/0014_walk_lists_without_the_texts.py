from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0013_find_examples")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(models.F("id"), descending=True),
                models.F("language"),
                models.F("document"),
                models.F("number"),
                models.F("state"),
                models.F("published_at"),
                models.F("follows"),
                models.F("erased"),
                name="editions_newest_with_place",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.F("document"),
                models.F("language"),
                models.F("number"),
                models.F("published_at"),
                condition=models.Q(("number__gt", 1)),
                name="editions_corrections",
            ),
        ),
        migrations.RemoveIndex(model_name="edition", name="editions_corrected"),
    ]
