"""An instant is typed in one's own zone, shown in Paris and UTC, and confirmed before it counts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cultural_alliance.editions.admin import instants
from cultural_alliance.editions.models import Edition, State

from .support.cast import publisher
from .support.desk import step_of
from .support.record import approved, make_draft, submitted

pytestmark = pytest.mark.once

BEIRUT = "Asia/Beirut"


def test_an_instant_is_read_in_its_zone() -> None:
    at = instants.read("2030-09-12", "10:00", BEIRUT)
    assert at.astimezone(UTC) == datetime(2030, 9, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["Europe/Paris", "europe/paris", "Paris", " paris "])
def test_a_zone_is_known_by_its_name_or_its_city(typed: str) -> None:
    assert instants.read_zone(typed).key == "Europe/Paris"


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Europe/Pariss", "Europe/Paris"), ("Biruet", BEIRUT), ("§", "Europe/Paris")],
)
def test_a_zone_that_does_not_exist_is_told_with_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(instants.NoSuchInstant) as refusal:
        instants.read_zone(typed)
    assert (refusal.value.field, refusal.value.zone) == ("zone", nearest)
    assert nearest in refusal.value.sentence


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("2027-02-30", "2027-02-28"), ("2028-02-30", "2028-02-29"), ("2027-13-05", "2027-12-05")],
)
def test_a_day_that_does_not_exist_is_told_with_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(instants.NoSuchInstant) as refusal:
        instants.read_day(typed)
    assert nearest in refusal.value.sentence


@pytest.mark.parametrize("typed", ["", "tomorrow", "28.3.2027"])
def test_a_day_that_cannot_be_read_is_told_how_to_write_it(typed: str) -> None:
    with pytest.raises(instants.NoSuchInstant, match="2027-03-28"):
        instants.read_day(typed)


@pytest.mark.parametrize("typed", ["", "25:00", "12:60", "noon"])
def test_a_time_that_cannot_be_read_is_told_how_to_write_it(typed: str) -> None:
    with pytest.raises(instants.NoSuchInstant, match="00:00 to 23:59"):
        instants.read_clock(typed)


def test_a_time_that_the_clocks_skip_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(instants.NoSuchInstant, match="no 02:30") as refusal:
        instants.read("2027-03-28", "02:30", "Europe/Paris")
    assert refusal.value.nearest == (datetime(2027, 3, 28, 3, tzinfo=ZoneInfo("Europe/Paris")),)
    assert "Sunday 28 March 2027" in refusal.value.sentence


def test_a_time_that_comes_twice_asks_which_is_meant() -> None:
    typed = ("2027-10-31", "02:30", "Europe/Paris")
    with pytest.raises(instants.NoSuchInstant, match="comes twice") as refusal:
        instants.read(*typed)
    first, second = (each.astimezone(UTC) for each in refusal.value.nearest)
    assert second - first == timedelta(hours=1)
    assert instants.read(*typed, which="first").astimezone(UTC) == first
    assert instants.read(*typed, which="second").astimezone(UTC) == second


@pytest.mark.slow
@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(
        ["Europe/Paris", BEIRUT, "Australia/Lord_Howe", "America/St_Johns", "UTC"]
    ),
)
def test_every_instant_can_be_typed_as_it_is_shown(at: datetime, zone: str) -> None:
    at = at.replace(microsecond=0)
    moment, key, which = instants.show(at, zone).as_typed.split(" ")
    day, clock = moment.split("T")
    assert instants.read(day, clock, key, which=which).astimezone(UTC) == at


def typed(at: datetime, zone: str, **more: object) -> dict[str, object]:
    moment = at.astimezone(ZoneInfo(zone))
    return {
        "when": "later",
        "day": f"{moment:%Y-%m-%d}",
        "clock": f"{moment:%H:%M:%S}",
        "zone": zone,
        **more,
    }


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    person = publisher()
    person.time_zone = BEIRUT
    person.save()
    client.force_login(person)
    return client


@pytest.fixture
def text(db: None) -> Edition:
    return submitted()


def is_approved(text: Edition) -> bool:
    return Edition.objects.get(pk=text.pk).state == State.APPROVED


def test_the_form_offers_the_editors_own_zone(desk: Client, text: Edition) -> None:
    assert desk.get(step_of(text, "approve")).context["form"]["zone"].value() == BEIRUT


def test_an_instant_is_confirmed_in_three_zones_before_it_counts(
    desk: Client, text: Edition
) -> None:
    at = datetime(2035, 9, 12, 7, tzinfo=UTC)
    sent = typed(at, BEIRUT, revision=text.revision, comment="For the Day")
    page = desk.post(step_of(text, "approve"), sent).content.decode()
    assert not is_approved(text)
    assert "Wednesday 12 September 2035, 10:00:00" in page
    assert "Wednesday 12 September 2035, 09:00:00" in page
    assert "Wednesday 12 September 2035, 07:00:00" in page
    assert "For the Day" in page
    instant = instants.read(str(sent["day"]), str(sent["clock"]), BEIRUT)
    desk.post(step_of(text, "approve"), sent | {"confirmed": instant.isoformat()})
    assert Edition.objects.get(pk=text.pk).published_at == at


def test_the_confirmation_of_another_instant_does_not_count(desk: Client, text: Edition) -> None:
    at = datetime(2035, 9, 12, 7, tzinfo=UTC)
    sent = typed(at, BEIRUT, revision=text.revision, confirmed="2035-09-13T10:00:00+03:00")
    assert desk.post(step_of(text, "approve"), sent).status_code == 200
    assert not is_approved(text)


def test_an_instant_can_be_changed_before_it_is_confirmed(desk: Client, text: Edition) -> None:
    sent = typed(datetime(2035, 9, 12, 7, tzinfo=UTC), BEIRUT, revision=text.revision, change="yes")
    form = desk.post(step_of(text, "approve"), sent).context["form"]
    assert form["day"].value() == "2035-09-12"
    assert not is_approved(text)


def test_an_instant_in_the_past_is_told_with_the_nearest_right_one(
    desk: Client, text: Edition
) -> None:
    sent = typed(timezone.now() - timedelta(hours=1), BEIRUT, revision=text.revision)
    answer = desk.post(step_of(text, "approve"), sent)
    assert answer.status_code == 422
    assert b"That instant has passed" in answer.content
    [nearest] = answer.context["form"].nearest
    assert nearest.zone == BEIRUT
    assert timedelta() < nearest.moment - timezone.now() <= timedelta(minutes=1)
    taken = desk.post(step_of(text, "approve"), sent | {"take": nearest.as_typed})
    assert taken.status_code == 200
    assert taken.context["at"] == nearest.moment
    assert not is_approved(text)


def test_a_zone_that_was_offered_is_taken(desk: Client, text: Edition) -> None:
    sent = typed(datetime(2035, 9, 12, 7, tzinfo=UTC), "UTC", revision=text.revision)
    answer = desk.post(step_of(text, "approve"), sent | {"zone": "Europe/Pariss"})
    assert answer.status_code == 422
    assert b"is no time zone" in answer.content
    taken = sent | {"zone": "Europe/Pariss", "take_zone": answer.context["form"].nearest_zone}
    assert desk.post(step_of(text, "approve"), taken).context["shown"][0].zone == "Europe/Paris"


def test_an_instant_that_is_wanted_but_not_typed_is_asked_for(desk: Client, text: Edition) -> None:
    answer = desk.post(
        step_of(text, "approve"), {"when": "later", "revision": text.revision, "zone": BEIRUT}
    )
    assert answer.status_code == 422


def test_a_scheduled_text_is_rescheduled_and_confirmed_again(desk: Client, db: None) -> None:
    text = approved(make_draft(), at=datetime(2035, 1, 1, tzinfo=UTC))
    at = datetime(2036, 2, 29, 12, tzinfo=UTC)
    sent = typed(at, BEIRUT)
    desk.post(step_of(text, "reschedule"), sent)
    text.refresh_from_db()
    assert text.published_at != at
    instant = instants.read(str(sent["day"]), str(sent["clock"]), BEIRUT)
    desk.post(step_of(text, "reschedule"), sent | {"confirmed": instant.isoformat()})
    text.refresh_from_db()
    assert text.published_at == at


def test_a_translation_ahead_of_its_original_is_told_with_the_nearest_right_instant(
    desk: Client, db: None
) -> None:
    original = approved(make_draft(), at=datetime(2035, 1, 1, tzinfo=UTC))
    text = submitted(make_draft(original.document, "fr"))
    at = datetime(2034, 1, 1, tzinfo=UTC)
    sent = typed(at, "UTC", revision=text.revision, confirmed=at.isoformat())
    answer = desk.post(step_of(text, "approve"), sent)
    assert answer.status_code == 409
    assert b"before the text that it follows" in answer.content
    [nearest] = answer.context["form"].nearest
    assert nearest.moment == original.published_at
