"""One row for each transaction that changed something public."""

from django.db import models


class Change(models.Model):
    """Says only that it happened. One counter for all would be a row that every publication waits
    for; a row each is waited for by nobody."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
