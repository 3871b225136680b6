from django.conf import settings
from django.db import models
from django.utils import timezone

from .edition import Edition


class DraftReader(models.Model):
    """A text that is not yet public may be limited to some people: these alone see it then. One
    without any is open to the whole desk."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("edition", "person", name="editions_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} may see {self.edition_id}"
