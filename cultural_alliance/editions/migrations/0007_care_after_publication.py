import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0006_two_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="review_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                help_text="From this day on the desk asks whether the text still holds.",
                null=True,
                verbose_name="to be reviewed on",
            ),
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("surface", models.CharField(max_length=40)),
                ("url", models.CharField(max_length=500)),
                ("fetched_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "seen",
                    models.CharField(
                        choices=[
                            ("in time", "In time"),
                            ("late", "Late"),
                            ("wrong", "Wrong"),
                            ("unreachable", "Unreachable"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=300)),
                ("tries", models.PositiveSmallIntegerField(default=1)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="editions.edition",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("edition"), models.F("url"), name="editions_one_receipt_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2000, unique=True)),
                ("checked_at", models.DateTimeField(db_index=True, null=True)),
                ("broken_since", models.DateTimeField(db_index=True, null=True)),
                ("detail", models.CharField(blank=True, max_length=300)),
                ("editions", models.ManyToManyField(related_name="links", to="editions.edition")),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
