"""A request ends with its deadline, its people are reminded once, and one click renews it."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.accounts.roles import Role
from cultural_alliance.outbox.models import Message
from members.models import PartnerRequest, RequestReminder, RequestState, RequestVerb
from members.requests import closing, deadlines, deciding, links, renewing
from members.requests.refusals import AlreadyDecided, WrongDeadline
from tests.support.cast import make_user
from tests.support.members import make_member, make_organisation, make_request
from tests.test_record_concurrency import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PARIS = ZoneInfo("Europe/Paris")


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=PARIS)


def work() -> int:
    """What the worker does with requests, through the registry that it asks."""
    return sum(surfaces.due[name]() for name in ("requests.expiries", "requests.reminders"))


@pytest.fixture
def opened():
    organisation = make_organisation("River House")
    make_member(organisation, email="owner@example.org")
    return make_request(organisation, deadline=day(60))


def subjects(mailoutbox) -> list[str]:
    return [letter.subject for letter in mailoutbox]


def test_it_is_reminded_fourteen_and_three_days_before_each_once(opened, mailoutbox) -> None:
    told = {}
    for number in (45, 46, 47, 56, 57, 58, 60):
        with time_machine.travel(noon(day(number)), tick=False):
            before = len(mailoutbox)
            work(), work()
            told[number] = [letter.body for letter in mailoutbox[before:]]
    assert {number: len(letters) for number, letters in told.items()} == {
        **{45: 0, 46: 1, 47: 0},
        **{56: 0, 57: 1, 58: 0, 60: 0},
    }
    assert "ends in 14 days" in told[46][0] and "ends in 3 days" in told[57][0]


def test_a_worker_that_slept_sends_only_the_nearest(opened, mailoutbox) -> None:
    with time_machine.travel(noon(day(58))):
        work(), work()
    assert len(mailoutbox) == 1 and "ends in 2 days" in mailoutbox[0].body


def test_a_worker_that_slept_past_the_deadline_tells_only_of_the_end(opened, mailoutbox) -> None:
    with time_machine.travel(noon(day(75))):
        assert work() == 1
        assert work() == 0
    assert subjects(mailoutbox) == [f"Your partner request has ended: {opened}"]
    opened.refresh_from_db()
    assert opened.state == RequestState.EXPIRED
    assert opened.events.get().verb == RequestVerb.EXPIRED and opened.events.get().by is None


def test_the_day_itself_is_the_last_one_in_paris(opened, client, mailoutbox) -> None:
    page = opened.get_absolute_url()
    last = datetime.combine(day(60), datetime.max.time(), PARIS).replace(microsecond=0)
    with time_machine.travel(last, tick=False):
        closing.expire_due()
        assert client.get(page).status_code == 200
    with time_machine.travel(last + timedelta(seconds=1), tick=False):
        assert client.get(page).status_code == 410  # before the worker has come by
        assert closing.expire_due() == 1
        assert client.get(page).status_code == 410


def test_a_renewed_request_is_reminded_of_its_new_deadline(opened, mailoutbox) -> None:
    with time_machine.travel(noon(day(50))):
        work()
        renewing.renew_by_link(opened, spoken_of=opened.deadline)
    opened.refresh_from_db()
    with time_machine.travel(noon(opened.deadline - timedelta(days=14))):
        work()
    assert len(mailoutbox) == 2
    assert set(RequestReminder.objects.values_list("days", flat=True)) == {14}


def test_a_deadline_that_is_set_near_needs_no_reminder_of_it(mailoutbox) -> None:
    organisation = make_organisation()
    make_member(organisation)
    near = make_request(organisation, state=RequestState.SUBMITTED, deadline=day(10))
    deciding.open_request(near, by=make_user(Role.MEMBERSHIP_DESK))
    mailoutbox.clear()
    assert work() == 0
    with time_machine.travel(noon(day(7))):
        assert work() == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("state", [state for state in RequestState if state != RequestState.OPENED])
def test_nothing_but_what_is_open_is_reminded_or_expires(state, mailoutbox) -> None:
    organisation = make_organisation()
    make_member(organisation)
    make_request(organisation, state=state, deadline=day(2))
    make_request(organisation, state=state, deadline=day(-2))
    assert work() == 0 and mailoutbox == []


def test_one_that_fails_stops_no_other(opened, settings) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    broken = make_request(make_organisation(), deadline=day(59))
    make_member(broken.organisation, email="no address\nat all")
    with time_machine.travel(noon(day(70))), pytest.raises(ExceptionGroup) as raised:
        closing.expire_due()
    assert f"Partner request {broken.pk}" in raised.value.exceptions[0].__notes__
    states = {each.pk: each.state for each in PartnerRequest.objects.all()}
    assert states == {broken.pk: RequestState.OPENED, opened.pk: RequestState.EXPIRED}


def link_in(letter) -> str:
    return re.search(r"/en/partners/renew/\S+", letter.body).group()


def test_one_click_in_the_reminder_renews_it_by_three_months(opened, client, mailoutbox) -> None:
    old = opened.deadline
    with time_machine.travel(noon(day(46))):
        work()
        link = link_in(mailoutbox[0])
        page = client.get(link)
        until = deadlines.months_after(old, 3)
        assert page.status_code == 200 and "About funding." in page.content.decode()
        opened.refresh_from_db()
        assert opened.deadline == old  # mail scanners open links
        assert "no-store" in page.headers["Cache-Control"]
        assert client.post(link).status_code == 200
        opened.refresh_from_db()
        assert opened.deadline == until and opened.state == RequestState.OPENED
        for answer in (client.post(link), client.get(link)):
            assert answer.status_code == 410  # it has done its work
        opened.refresh_from_db()
        assert opened.deadline == until
    assert [event.verb for event in opened.events.all()] == [RequestVerb.RENEWED]


def test_the_letter_of_the_end_opens_it_again_for_sixty_days(opened, client, mailoutbox) -> None:
    with time_machine.travel(noon(day(62))):
        work()
    link = link_in(mailoutbox[0])
    with time_machine.travel(noon(day(121))):
        assert client.get(link).status_code == 200
    with time_machine.travel(noon(day(123))):
        assert client.get(link).status_code == client.post(link).status_code == 410
    with time_machine.travel(noon(day(100))):
        assert client.post(link).status_code == 200
        opened.refresh_from_db()
        assert opened.state == RequestState.OPENED
        assert opened.deadline == deadlines.months_after(timezone.localdate(), 3)
        assert client.get(opened.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("change", ["renewed", "closed", "left", "forged", "nonsense", "gone"])
def test_a_link_dies_with_what_it_spoke_of(opened, client, change: str) -> None:
    token = links.token_for(opened)
    about = PartnerRequest.objects.filter(pk=opened.pk)
    if change == "renewed":
        about.update(deadline=day(61))
    elif change == "closed":
        about.update(state=RequestState.CLOSED)
    elif change == "left":
        opened.organisation.left_at = timezone.now()
        opened.organisation.save()
    elif change == "forged":
        token = signing.dumps([opened.pk, str(opened.deadline)], salt="another purpose")
    elif change == "nonsense":
        token = signing.dumps("nonsense", salt=links.PURPOSE)
    else:
        about.delete()
    for answer in (
        client.get(f"/ar/partners/renew/{token}/"),
        client.post(f"/ar/partners/renew/{token}/"),
    ):
        assert answer.status_code == 410


def test_signed_in_one_renews_to_a_day_within_twelve_months(opened, client) -> None:
    owner = opened.organisation.memberships.get().person
    client.force_login(owner)
    url = f"/en/partners/{opened.pk}/renew/"
    for wrong in (day(0), day(60), day(30), deadlines.latest() + timedelta(days=1), "soon"):
        answer = client.post(url, {"revision": 1, "deadline": str(wrong)})
        assert answer.status_code == 400 and str(wrong) in answer.content.decode()
    assert client.post(url, {"revision": 1, "deadline": str(deadlines.latest())}).status_code == 302
    opened.refresh_from_db()
    assert opened.deadline == deadlines.latest()
    assert opened.events.get().difference == {"deadline": [str(day(60)), str(deadlines.latest())]}
    with pytest.raises(WrongDeadline):
        renewing.renew(opened, by=owner, deadline=deadlines.latest())


def test_three_months_on_is_the_same_day_or_the_months_last() -> None:
    assert deadlines.months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert deadlines.months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert deadlines.months_after(date(2026, 1, 15), 12) == date(2027, 1, 15)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_and_end_once(settings) -> None:
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    organisation = make_organisation()
    make_member(organisation)
    make_request(organisation, deadline=day(2))
    make_request(organisation, deadline=day(-2))
    answers = at_once(work, work)
    assert sum(answers) == 2
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_on_the_link_at_once_one_renews() -> None:
    opened = make_request(make_organisation(), deadline=day(5))
    spoken_of = opened.deadline
    answers = at_once(*[lambda: renewing.renew_by_link(opened, spoken_of=spoken_of)] * 2)
    assert sorted(type(each) for each in answers if isinstance(each, Exception)) == [AlreadyDecided]
    assert PartnerRequest.objects.get().deadline == deadlines.months_after(day(5), 3)


@pytest.mark.once
def test_reminders_cost_as_much_where_nothing_is_due(opened, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        assert work() == 0
    for _number in range(5):
        make_request(opened.organisation, deadline=day(80))
    with django_assert_num_queries(3):
        assert work() == 0
