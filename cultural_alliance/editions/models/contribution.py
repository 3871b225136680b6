from django.conf import settings
from django.db import models
from django.utils import timezone

from .edition import Edition


class Contribution(models.Model):
    """Who wrote at an edition or submitted it: whoever is here never approves it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    first = models.DateTimeField(default=timezone.now)
    last = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index("person", models.F("edition").desc(), name="editions_newest_of_person")
        ]
        constraints = [
            models.UniqueConstraint("edition", "person", name="editions_one_contribution_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.edition_id}"
