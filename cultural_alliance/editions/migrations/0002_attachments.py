import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="In bytes.")),
                (
                    "width",
                    models.PositiveIntegerField(help_text="In pixels, of an image.", null=True),
                ),
                ("height", models.PositiveIntegerField(null=True)),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="What it shows or holds, for those who do not see or open it.",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False,
                        help_text="An image that tells nothing: readers who do not see it lose none.",
                    ),
                ),
                ("sha256", models.CharField(help_text="Of its bytes.", max_length=64)),
                ("about_sha256", models.CharField(editable=False, max_length=64)),
                ("erased", models.BooleanField(default=False, editable=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="editions.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("edition"), models.F("sha256"), name="editions_each_file_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("description", ""), ("erased", True), ("name", "")),
                            ("erased", False),
                            _connector="OR",
                        ),
                        name="editions_erased_file_says_nothing",
                    ),
                ],
            },
        ),
    ]
