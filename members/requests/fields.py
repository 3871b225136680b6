"""Fields of the forms about requests. A text that is too long is told, never cut off."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator

from cultural_alliance import languages
from cultural_alliance.languages import Language

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class Words(forms.CharField):
    """A text, its lines ended as they are stored: a browser ends them otherwise."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", self.widget(attrs={"rows": rows}))
        super().__init__(validators=[MaxLengthValidator(longest)], **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


class OneLine(Words):
    """Where there are two rows to write in, they are still one line."""

    def __init__(self, *, longest: int, rows: int = 1, **kwargs: Any) -> None:
        if rows == 1:
            kwargs["widget"] = forms.TextInput()
        super().__init__(longest=longest, rows=rows, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class Day(forms.DateField):
    """The browser's own calendar, which wants and gives ISO dates; others may be typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        limits = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
        super().__init__(widget=widget, validators=limits, **kwargs)


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class LanguageTicks(Ticks):
    """The six languages by their own names; the codes stay in the portal's order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=languages.CHOICES, **kwargs)

    def clean(self, value: Any) -> list[str]:
        given = super().clean(value)
        return [code for code in languages.CODES if code in given]


def written_in(language: Language, *fields: forms.Field) -> None:
    """Gives the inputs the language, and so the direction, of what is written in them."""
    for field in fields:
        field.widget.attrs |= {"lang": language.tag, "dir": language.direction}
