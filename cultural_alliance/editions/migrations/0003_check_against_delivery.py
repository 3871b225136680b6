from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0002_attachments"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="before_delivery",
            field=models.BooleanField(
                default=False,
                help_text="Published before it is given: readers learn that the words spoken may differ.",
                verbose_name="check against delivery",
            ),
        ),
    ]
