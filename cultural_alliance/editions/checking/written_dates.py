"""Dates as the six languages write them, and as ISO 8601 does."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

# Arabic has several names for a month: texts of the United Nations write two of them.
LOCALES = {
    "ar": ("ar", "ar_SY", "ar_DZ", "ar_MA", "ar_MR"),
    "zh": ("zh_Hans",),
    "en": ("en",),
    "fr": ("fr",),
    "ru": ("ru",),
    "es": ("es",),
}
MORE_MONTHS = {"es": {"setiembre": 9}}
MORE_WEEKDAYS = {
    "ru": {"среду": 2, "пятницу": 4, "субботу": 5},
    "zh": {"星期天": 6, "礼拜天": 6},
}
_ARABIC = str.maketrans("أإآٱ", "اااا")  # written with and without their marks
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_LINK = r"\s*(?:[-–—/~]|\b(?:to|and|until|au|et|à|y|al|a|и|по|до|و|إلى|الى|حتى)\b|至|到|和|及)\s*"
_AFTER_A_DAY = re.compile(rf"\d(?:日)?{_LINK}(?:(?:the|le|el)\s+)?$", re.IGNORECASE)
_BEFORE_A_DAY = re.compile(rf"^{_LINK}\d")


@dataclass(frozen=True)
class Written:
    """`weekday` counts from Monday, 0. One end of several days is `one_of_several`."""

    words: str
    start: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    one_of_several: bool
    in_figures: bool

    def of_year(self, year: int) -> date | None:
        """None for a day that the year does not have."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def falls_on(self, day: date) -> bool:
        """Whether it names the day, perhaps without its year."""
        return (self.day, self.month, self.year or day.year) == (day.day, day.month, day.year)


def written_in(text: str, language: str) -> Iterator[Written]:
    folded = text.translate(_ARABIC)
    months, weekdays = _names(language)
    end = 0
    found = (match for pattern in _patterns(language) for match in pattern.finditer(folded))
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        end = match.end()
        parts = match.groupdict()
        named = parts["month"].casefold().rstrip(".")
        month = int(named) if named.isdecimal() else months[named]
        if 1 <= month <= 12:
            yield Written(
                words=text[match.start() : end],
                start=match.start(),
                day=int(parts["day"]),
                month=month,
                year=int(parts["year"]) if parts.get("year") else None,
                weekday=weekdays[parts["weekday"].casefold()] if parts.get("weekday") else None,
                one_of_several=bool(
                    _AFTER_A_DAY.search(text[max(0, match.start() - 20) : match.start()])
                    or _BEFORE_A_DAY.search(text[end : end + 20])
                ),
                in_figures=named.isdecimal() and language != "zh",
            )


@cache
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    months, weekdays = dict(MORE_MONTHS.get(language, {})), dict(MORE_WEEKDAYS.get(language, {}))
    for name in LOCALES[language]:
        locale = Locale.parse(name)
        for width in ("wide", "abbreviated"):
            for number, month in locale.months["format"][width].items():
                months.setdefault(_folded(month), number)
            if width == "wide" or language == "zh":
                for number, day in locale.days["format"][width].items():
                    weekdays[_folded(day)] = number
    return months, weekdays


def _folded(name: str) -> str:
    return name.translate(_ARABIC).casefold().rstrip(".")


@cache
def _patterns(language: str) -> list[re.Pattern[str]]:
    months, weekdays = map(_any_of, _names(language))
    iso = rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    figures = rf"(?<![\d/.]){_DAY}[./](?P<month>\d{{1,2}})[./]{_YEAR}"
    if language == "zh":
        weekday = rf"(?:\s*[（(，,]?\s*(?P<weekday>{weekdays}))?"
        month = r"(?<!\d)(?P<month>1[0-2]|0?[1-9])"
        given = [rf"(?:{_YEAR}\s*年\s*)?{month}\s*月\s*(?P<day>[0-3]?\d)\s*[日号]{weekday}"]
    else:
        weekday = (
            rf"(?:\b(?P<weekday>{weekdays})\b[,،]?\s+"
            r"(?:(?:the|le|el|día|الموافق|المصادف)\s+)?)?"
        )
        month = rf"\b(?P<month>{months})\b\.?"
        second = rf"(?:\s*[/(]\s*(?:{months})\b\)?)?"
        year = rf"(?:,?\s+(?:de\s+|del\s+)?{_YEAR})?"
        ordinal = r"(?:st|nd|rd|th|er|º|°|-го|-е)?"
        given = [rf"{weekday}{_DAY}{ordinal}\s+(?:of\s+|de\s+|من\s+)?{month}{second}{year}"]
        if language == "en":
            given.append(rf"{weekday}{month}\s+{_DAY}{ordinal}{year}")
        else:
            given.append(figures)
    return [re.compile(pattern, re.IGNORECASE) for pattern in (iso, *given)]


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def named(day: date) -> str:
    """As the desk writes it."""
    return f"{day.day} {day:%B %Y}"
