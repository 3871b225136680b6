from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0018_find_what_is_scheduled"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                models.F("created_at"),
                condition=models.Q(("first_published_at__isnull", True)),
                name="editions_never_published",
            ),
        ),
    ]
