"""Instants as people type them: a day, a time and a zone, which need not exist together."""

import difflib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.dateformat import format as written

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

PARIS = "Europe/Paris"


class NoSuchInstant(ValueError):
    """What was typed is no instant, or not one that may be chosen. `nearest` are the right ones
    nearest to it, `field` the name of what was typed wrongly (day, clock, zone)."""

    def __init__(self, field: str, sentence: str, *nearest: datetime, zone: str = "") -> None:
        super().__init__(sentence)
        self.field, self.sentence, self.nearest, self.zone = field, sentence, nearest, zone


@dataclass(frozen=True)
class Shown:
    """One instant in one zone, with the weekday in words."""

    zone: str
    text: str
    moment: datetime

    @property
    def offset(self) -> str:
        """Tells the two apart where a time comes twice."""
        return f"{self.moment:UTC%z}"

    @property
    def as_typed(self) -> str:
        """As the form takes it back: day and time, zone, and which of two it is."""
        which = "second" if self.moment.fold else "first"
        return f"{self.moment:%Y-%m-%dT%H:%M:%S} {self.zone} {which}"


def read(day: str, clock: str, zone: str, *, which: str = "") -> datetime:
    """The instant. Where the clocks go back a time comes twice: `which` is first or second."""
    place = read_zone(zone)
    naive = datetime.combine(read_day(day), read_clock(clock))
    first, second = (naive.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != naive:
        raise _gap(naive, place)
    if first.utcoffset() == second.utcoffset():
        return first
    if which not in ("first", "second"):
        raise NoSuchInstant(
            "clock",
            f"{_clock(naive)} comes twice on {_day(naive)} in {place.key}, because the clocks go "
            "back. Choose which of the two you mean.",
            first,
            second,
            zone=place.key,
        )
    return first if which == "first" else second


def require_ahead(at: datetime, zone: str, now: datetime | None = None) -> datetime:
    now = now or timezone.now()
    if at > now:
        return at
    nearest = (now + timedelta(minutes=1)).replace(second=0, microsecond=0)
    raise NoSuchInstant(
        "clock",
        f"That instant has passed: it is {show(now, zone).text} in {zone} now. "
        "Choose one that is still ahead.",
        nearest.astimezone(ZoneInfo(zone)),
        zone=zone,
    )


def read_zone(typed: str) -> ZoneInfo:
    names = {name.casefold(): name for name in available_timezones()}
    cities = {key.rsplit("/", 1)[-1]: name for key, name in sorted(names.items(), reverse=True)}
    wanted = typed.strip().casefold().replace(" ", "_")
    name = names.get(wanted) or cities.get(wanted)
    if name is None:
        close = difflib.get_close_matches(wanted, [*names, *cities], n=1, cutoff=0.5)
        nearest = next((names.get(found) or cities[found] for found in close), PARIS)
        raise NoSuchInstant(
            "zone", f"“{typed}” is no time zone. The nearest is {nearest}.", zone=nearest
        )
    return ZoneInfo(name)


def read_day(typed: str) -> date:
    found = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", typed)
    if not found:
        raise NoSuchInstant("day", "Write the day as year, month and day: 2027-03-28.")
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(typed, year, month, day) from None


def _no_such_day(typed: str, year: int, month: int, day: int) -> NoSuchInstant:
    year, month = min(max(year, 1), 9998), min(max(month, 1), 12)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    nearest = datetime(year, month, min(max(day, 1), last), tzinfo=UTC)
    return NoSuchInstant(
        "day",
        f"There is no day {typed.strip()}. The nearest is {nearest:%Y-%m-%d}, {_day(nearest)}.",
    )


def read_clock(typed: str) -> time:
    found = re.fullmatch(r"\s*(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*", typed)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (24, 0, 0)
    if hour < 24 and minute < 60 and second < 60:
        return time(hour, minute, second)
    raise NoSuchInstant("clock", "Write the time from 00:00 to 23:59, with seconds if they matter.")


def _gap(naive: datetime, place: ZoneInfo) -> NoSuchInstant:
    """The clocks go forward over this time: the nearest right one is where they go on."""
    offsets = [naive.replace(tzinfo=place, fold=fold).utcoffset() for fold in (0, 1)]
    low, high = sorted(naive.replace(tzinfo=UTC) - (each or timedelta()) for each in offsets)
    while high - low > timedelta(seconds=1):  # the instant at which the offset changes
        middle = low + (high - low) // 2
        if middle.astimezone(place).utcoffset() == high.astimezone(place).utcoffset():
            high = middle
        else:
            low = middle
    after = high.replace(microsecond=0).astimezone(place)
    return NoSuchInstant(
        "clock",
        f"There is no {_clock(naive)} on {_day(naive)} in {place.key}, because the clocks go "
        f"forward. The nearest right time is {_clock(after)}.",
        after,
        zone=place.key,
    )


def _clock(moment: datetime) -> str:
    return written(moment, "H:i:s" if moment.second else "H:i")


def _day(moment: datetime) -> str:
    return written(moment, "l j F Y")


def show(at: datetime, zone: str) -> Shown:
    moment = at.astimezone(ZoneInfo(zone))
    return Shown(zone, f"{_day(moment)}, {written(moment, 'H:i:s')}", moment)


def show_in_zones(at: datetime, person: "User", typed: str = "") -> list[Shown]:
    """As it was typed, in the person's own zone, in Paris and in UTC; each zone once."""
    zones = [typed or person.time_zone, person.time_zone, PARIS, "UTC"]
    return [show(at, zone) for zone in dict.fromkeys(zones)]
