"""Images and files that belong to an edition, frozen with it and covered by its digest."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from ..digests import of_json, sha256_of
from .edition import Edition


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def to_be_had(self) -> Self:
        """Those whose bytes are still there: a removal erases them."""
        return self.filter(erased=False)


class Attachment(models.Model):
    """One image or file of one edition. Its bytes are kept once, under their SHA-256, however many
    editions have them; `about_sha256` stays where a removal erases what it says of itself."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    width = models.PositiveIntegerField(null=True, help_text="In pixels, of an image.")
    height = models.PositiveIntegerField(null=True)
    description = models.TextField(
        blank=True, help_text="What it shows or holds, for those who do not see or open it."
    )
    decorative = models.BooleanField(
        default=False, help_text="An image that tells nothing: readers who do not see it lose none."
    )
    sha256 = models.CharField(max_length=64, help_text="Of its bytes.")
    about_sha256 = models.CharField(max_length=64, editable=False)
    erased = models.BooleanField(default=False, editable=False)

    objects: ClassVar = AttachmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("edition", "sha256", name="editions_each_file_once"),
            models.CheckConstraint(
                condition=Q(erased=True, name="", description="") | Q(erased=False),
                name="editions_erased_file_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "(erased)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.erased:
            self.about_sha256 = self.hash_about()
        super().save(*args, **kwargs)

    def hash_about(self) -> str:
        return of_json(
            {
                "name_sha256": sha256_of(self.name),
                "content_type": self.content_type,
                "description_sha256": sha256_of(self.description),
                "decorative": self.decorative,
            }
        )

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
