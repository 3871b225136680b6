"""The six languages: their addresses, their direction, and the language of a request.

The portal speaks of a language by its *code*, the one in its addresses and its rows (`zh`).
Django and HTML want a *tag* (`zh-hans`, `zh-Hans`): plain `zh` in `LANGUAGES` shows Django's own
texts in English and matches no `zh-CN` browser. This module alone maps the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls.resolvers import LocalePrefixPattern as DjangoLocalePrefixPattern
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    code: str
    tag: str
    name: str
    direction: str = "ltr"

    @property
    def django_code(self) -> str:
        return self.tag.lower()

    def __str__(self) -> str:
        return self.name


# In the order of the United Nations: that of the languages' English names.
LANGUAGES = (
    Language("ar", "ar", "العربية", "rtl"),
    Language("zh", "zh-Hans", "中文"),
    Language("en", "en", "English"),
    Language("fr", "fr", "Français"),
    Language("ru", "ru", "Русский"),
    Language("es", "es", "Español"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
BY_DJANGO_CODE = {language.django_code: language for language in LANGUAGES}
CODES = tuple(BY_CODE)
DEFAULT = BY_CODE["en"]
CHOICES = [(language.code, language.name) for language in LANGUAGES]


def get(code: str) -> Language:
    """The language with this code; English for a code that is none of the six."""
    return BY_CODE.get(code, DEFAULT)


def active() -> Language:
    """The language that is activated in this thread."""
    return BY_DJANGO_CODE.get((get_language() or "").lower(), DEFAULT)


def of(request: HttpRequest) -> Language:
    """The language of a request, which is that of its address."""
    return BY_DJANGO_CODE.get(getattr(request, "LANGUAGE_CODE", "").lower(), DEFAULT)


def in_path(path: str) -> Language | None:
    """The language that the address names (`/zh/info/` → Chinese), or None."""
    return BY_CODE.get(path.split("/", 2)[1] if path.startswith("/") else "")


def translated_path(path: str, language: Language) -> str:
    """The same page's address in another language."""
    return f"/{language.code}/{path.split('/', 2)[2]}" if in_path(path) else f"/{language.code}/"


def show_at(request: HttpRequest, path: str) -> None:
    """Names the public address that an answer stands for, where it is not the request's own: of a
    preview, an error, an edition that other languages do not have. Menus and language links ask
    `shown_at`."""
    request.__dict__["shown_at"] = path


def shown_at(request: HttpRequest) -> str:
    return str(request.__dict__.get("shown_at", request.path))


class LocalePrefixPattern(DjangoLocalePrefixPattern):
    """Django's language prefix, with our code where Django would write its own."""

    @property
    def language_prefix(self) -> str:
        return f"{active().code}/"


def name_in(names: Mapping[str, str], language: Language | None = None) -> str:
    """The name in the language (the active one unless given), or else in English."""
    return names.get((language or active()).code) or names.get(DEFAULT.code, "")


class NamesWidget(forms.MultiWidget):
    """One input for each language, each with the language's own direction."""

    template_name = "cultural_alliance/names_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            language.code: forms.TextInput(
                attrs={
                    "lang": language.tag,
                    "dir": language.direction,
                    "title": language.name,
                    "class": "vTextField",
                }
            )
            for language in LANGUAGES
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        names = value or {}
        return [names.get(code, "") for code in CODES]


class NamesFormField(forms.MultiValueField):
    widget = NamesWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(required=False, max_length=300) for code in CODES]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        return {code: name for code, name in zip(CODES, values, strict=False) if name}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.compress([value or "" for value in data or []])

    def clean(self, value: Any) -> dict[str, str]:
        names = self.compress([(text or "").strip() for text in value or []])
        if not names and not self.required:
            return {}
        if DEFAULT.code not in names:
            raise ValidationError(_("Give the English name: other languages fall back to it."))
        for field, text in zip(self.fields, value, strict=True):
            field.clean(text)
        return names


class NamesField(models.JSONField):
    """Names of a row by language code: English required, the rest fall back to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and (not isinstance(value, dict) or not value.get(DEFAULT.code)):
            raise ValidationError(_("Give the English name: other languages fall back to it."))
        if unknown := set(value or {}) - set(CODES):
            raise ValidationError(
                _("%(codes)s: not one of the six languages."),
                params={"codes": ", ".join(sorted(unknown))},
            )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NamesFormField, "widget": NamesWidget, **kwargs})
