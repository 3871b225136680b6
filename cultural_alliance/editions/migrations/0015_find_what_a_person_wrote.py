from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0014_walk_lists_without_the_texts")]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                models.F("person"),
                models.OrderBy(models.F("edition"), descending=True),
                name="editions_newest_of_person",
            ),
        ),
    ]
