"""Counts. Whose they are cannot be read from them: the key is a keyed hash."""

from django.db import models


class Count(models.Model):
    """How often, within one window of time. `key` covers the limit, its subject and the window."""

    key = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at:%Y-%m-%d %H:%M}"
