from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0002_joining")]

    operations = [
        migrations.AddIndex(
            model_name="partnerrequest",
            index=models.Index(fields=["state", "-opened_at", "-id"], name="members_request_open"),
        ),
    ]
