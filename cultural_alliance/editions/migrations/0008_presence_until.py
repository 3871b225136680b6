from django.db import migrations, models


class Migration(migrations.Migration):
    """A page without scripts is never heard of again and counts longer than one with them."""

    dependencies = [("editions", "0007_care_after_publication")]

    operations = [
        migrations.RenameField("presence", "seen_at", "here_until"),
        migrations.AlterField("presence", "here_until", models.DateTimeField(db_index=True)),
    ]
