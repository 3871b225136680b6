from django.conf import settings
from django.db import models
from django.utils import timezone

from .edition import Edition


class Presence(models.Model):
    """Who has a draft open, since when, and until when, unless the page is heard of again."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    since = models.DateTimeField(default=timezone.now)
    here_until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("edition", "person", name="editions_present_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.edition_id}"
