from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0012_find_what_lists_ask"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                models.F("id"), condition=models.Q(("is_example", True)), name="editions_examples"
            ),
        ),
    ]
