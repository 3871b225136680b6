"""Texts that people write: one row for each language, a first one chosen."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.languages import Language


class TextInLanguage(models.Model):
    """The words of one thing in one language."""

    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)

    class Meta:
        abstract = True

    @property
    def text_language(self) -> Language:
        return languages.get(self.language)


T = TypeVar("T", bound=TextInLanguage)


def best(texts: Iterable[T], language: Language, first: str) -> T | None:
    """The text in the language; or else in the first language; or else any."""
    by_language = {text.language: text for text in texts}
    for code in (language.code, first):
        if code in by_language:
            return by_language[code]
    return next(iter(by_language.values()), None)


def holds(field: str, code: str) -> models.Q:
    """Whether a list of codes holds this one: asked alike of both databases' JSON."""
    return models.Q(**{f"{field}__icontains": f'"{code}"'})


def validate_languages(codes: Any) -> None:
    if not isinstance(codes, list) or not set(codes) <= set(languages.CODES):
        raise ValidationError(_("Not all of these are languages of the portal."))


class LanguagesField(models.JSONField):
    """Codes of the six languages, as a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_languages])
        super().__init__(*args, **kwargs)
