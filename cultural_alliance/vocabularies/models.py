"""Rows that several sections share, each with its names in six languages."""

from django.db import models

from cultural_alliance.languages import Language, NamesField, name_in


class Term(models.Model):
    """A row of a vocabulary. Its slug is its lasting name: addresses and digests use it."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Its lasting name in addresses and in the record."
    )
    names = NamesField(help_text="English is required; other languages fall back to it.")

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_in()

    def name_in(self, language: Language | None = None) -> str:
        return name_in(self.names, language)


class Sector(Term):
    """A field of the cultural industries."""

    place = models.PositiveSmallIntegerField(default=50, help_text="Where it stands in lists.")

    class Meta(Term.Meta):
        ordering = ["place", "slug"]


class Region(Term):
    """A region of the world."""

    place = models.PositiveSmallIntegerField(default=50, help_text="Where it stands in lists.")

    class Meta(Term.Meta):
        ordering = ["place", "slug"]


class Resource(Term):
    """Something that partners bring to each other, or need of each other: funding, a venue."""

    place = models.PositiveSmallIntegerField(default=50, help_text="Where it stands in lists.")

    class Meta(Term.Meta):
        ordering = ["place", "slug"]
