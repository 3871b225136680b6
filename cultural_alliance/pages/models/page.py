"""Editable pages and their tree."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from cultural_alliance.editions.models import Document
from cultural_alliance.editions.models.document import DocumentQuerySet
from cultural_alliance.editions.refusals import AddressTaken, Refused

from ..sections import FIXED, is_reserved


class Page(Document):
    """A page of the portal. Its address is that of its parent and its own slug."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    place_in_menu = models.PositiveSmallIntegerField(
        default=50, help_text="Where it stands among its neighbours: the least comes first."
    )

    objects: ClassVar = DocumentQuerySet.as_manager()

    def path_for(self, slug: str, first_published_at: datetime) -> str:
        if self.parent is not None and not self.parent.path:
            raise Refused("The page above this one has no address yet: publish that one first.")
        path = f"{self.parent.path}/{slug}" if self.parent else slug
        if is_reserved(path):
            raise AddressTaken(
                f"The address /{path}/ is another part of the portal. Choose another slug.",
                path=path,
            )
        return path

    def place(self, *, slug: str | None = None, **where: Any) -> None:
        """`parent=` a page, or None for a page at the top."""
        if self.path in FIXED:
            raise Refused("The portal's own menus lead to this page: it stays where it is.")
        if slug is not None:
            super().place(slug=slug)
        if "parent" in where:
            self.parent = where["parent"]
            self.require_no_ring()
            self.save(update_fields=["parent"])

    def require_no_ring(self) -> None:
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise Refused("A page cannot stand below itself.")
            above = above.parent

    def clean(self) -> None:
        super().clean()
        try:
            self.require_no_ring()
        except Refused as refusal:
            raise ValidationError({"parent": refusal.sentence}) from None

    def above(self) -> list[Document]:
        """Asked of the database: an address may just have been minted."""
        page = Page.objects.filter(children=self.pk).first()
        return [page, *page.above()] if page else []

    def below(self) -> list[Document]:
        found: list[Document] = []
        for child in self.children.order_by("pk"):
            found += [child, *child.below()]
        return found
