from django.db import models

from .document import Document


class Address(models.Model):
    """Every address a document ever had, below the language. One is current; the former ones
    redirect to it, for ever: no other document may take them."""

    path = models.CharField(max_length=300, unique=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="addresses")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return f"/{self.path}/"

    @property
    def is_current(self) -> bool:
        return self.path == self.document.path
