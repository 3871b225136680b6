from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_walk_open_requests"),
        ("vocabularies", "0002_resource"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="partnerrequest",
            index=models.Index(
                fields=["state", "submitted_at", "-saved_at", "-id", "deadline"],
                name="members_request_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="partnerrequesttext",
            index=models.Index(fields=["title", "request"], name="members_request_titles"),
        ),
    ]
