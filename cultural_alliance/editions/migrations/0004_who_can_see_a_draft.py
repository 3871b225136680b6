import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0003_check_against_delivery"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("started", "started a draft"),
                    ("changed facts", "changed the facts"),
                    ("saved", "saved the draft"),
                    ("set aside", "set the draft aside"),
                    ("deleted", "deleted the draft"),
                    ("submitted", "submitted it for approval"),
                    ("recalled", "took the submission back"),
                    ("sent back", "sent it back"),
                    ("approved", "approved it"),
                    ("rescheduled", "rescheduled it"),
                    ("unscheduled", "unscheduled it"),
                    ("published urgently", "published it urgently"),
                    ("countersigned", "countersigned the urgent publication"),
                    ("reversed", "reversed the urgent publication"),
                    ("withdrew", "withdrew it"),
                    ("restored", "restored it"),
                    ("proposed removal", "proposed its removal"),
                    ("dropped removal", "dropped the proposed removal"),
                    ("removed", "removed it"),
                    ("amended facts", "amended the facts"),
                    ("amended note", "amended the change note"),
                    ("moved", "moved it to another address"),
                    ("entered", "entered it in the record"),
                    ("limited", "limited who can see it"),
                    ("opened up", "opened it to the whole desk"),
                    ("shared", "made a preview link"),
                    ("revoked", "revoked a preview link"),
                    ("signed off", "signed off the text"),
                    ("cleared example", "took the example away"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="DraftReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readers",
                        to="editions.edition",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("edition"), models.F("person"), name="editions_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="Whom it is for.", max_length=120)),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="editions.edition",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="editions.previewlink",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As the holder signed.", max_length=120)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("text_digest", models.CharField(max_length=64)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_offs",
                        to="editions.previewlink",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "default_permissions": (),
            },
        ),
    ]
