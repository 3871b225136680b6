"""Limits hold on every connection and keep nobody's address; careful forms lose no word."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.limits import forms
from cultural_alliance.limits.counting import Limit, address_of
from cultural_alliance.limits.models import Count
from tests.support.careful import careful
from tests.support.mail import work_once
from tests.support.together import at_once

HOURLY = Limit("tests.hourly", most=3, within=timedelta(hours=1))


@pytest.mark.django_db
def test_a_share_is_used_up_and_comes_again_with_the_next_window() -> None:
    with time_machine.travel("2026-03-02T10:20:00Z", tick=False) as clock:
        assert [HOURLY.take("192.0.2.1") for _ in range(5)] == [True, True, True, False, False]
        assert HOURLY.left("192.0.2.1") == 0
        assert HOURLY.take("192.0.2.2"), "another's share was used up"
        clock.move_to("2026-03-02T11:00:01Z")
        assert HOURLY.take("192.0.2.1")


@pytest.mark.django_db
def test_two_limits_never_share_a_count() -> None:
    other = Limit("tests.other", most=3, within=timedelta(hours=1))
    for _ in range(4):
        HOURLY.take("somebody@example.org")
    assert other.left("somebody@example.org") == 3
    assert HOURLY.left(" Somebody@Example.org") == 0, "one address in two spellings"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_counted_past_the_share() -> None:
    answers = at_once(*[lambda: HOURLY.take("192.0.2.1") for _ in range(6)])
    assert sorted(answers) == [False, False, False, True, True, True]
    assert Count.objects.get().number == 3


@pytest.mark.django_db
def test_no_address_is_stored_and_none_can_be_tried_out_without_the_secret(settings) -> None:
    HOURLY.take("192.0.2.1")
    HOURLY.take("somebody@example.org")
    stored = str([*Count.objects.values_list()])
    assert "192.0" not in stored
    assert "somebody" not in stored
    settings.SECRET_KEY = "another" * 10
    assert HOURLY.left("192.0.2.1") == 3


@pytest.mark.django_db
def test_the_worker_forgets_the_counts_whose_window_is_over() -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=3)):
        HOURLY.take("192.0.2.1")
    HOURLY.take("192.0.2.1")
    assert "limits" in surfaces.due
    work_once()
    work_once()
    assert Count.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8::1", "2001:db8:0:0:ffff::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_an_ipv6_subscriber_counts_as_one(one: str, other: str, are_one: bool) -> None:
    def asked(address: str) -> str:
        return address_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert (asked(one) == asked(other)) is are_one


def test_behind_a_proxy_the_last_address_counts_and_alone_none_is_believed(settings) -> None:
    forged = {"REMOTE_ADDR": "192.0.2.9", "HTTP_X_FORWARDED_FOR": "203.0.113.5, 198.51.100.7"}
    assert address_of(RequestFactory().get("/", **forged)) == "192.0.2.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(RequestFactory().get("/", **forged)) == "198.51.100.7"


# Careful forms


def refusal(data: dict[str, str]) -> tuple[forms.CarefulForm, list[str]]:
    form = forms.CarefulForm(data)
    form.is_valid()
    return form, [error.code for error in form.non_field_errors().as_data()]


def test_whoever_takes_a_moment_is_let_through() -> None:
    assert refusal(careful())[1] == []
    assert refusal(careful(ago=timedelta(hours=40)))[1] == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (careful(ago=timedelta(0)), "quick"),
        (careful(ago=timedelta(days=3)), "old"),
        ({**careful(), forms.OPENED: "form:forged:forged"}, "old"),
        ({}, "old"),
        ({**careful(), forms.OPENED: "\x00"}, "old"),
        ({**careful(), forms.TRAP: "buy now"}, "trap"),
        ({**careful(ago=timedelta(days=3)), forms.TRAP: "buy now"}, "trap"),
    ],
    ids=["quick", "old", "forged", "missing", "nul", "trap", "both"],
)
def test_each_refusal_says_why_and_the_second_try_works(data: dict[str, str], code: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fresh = careful(ago=timedelta(0)) if code == "quick" else {}
        form, codes = refusal({**data, **fresh})
        assert codes == [code]
        again = {forms.OPENED: str(form["opened"].value()), forms.TRAP: ""}
        clock.shift(timedelta(seconds=4))
        assert refusal(again)[1] == []


def test_the_trap_is_hidden_from_people_with_and_without_a_style_sheet() -> None:
    from django.template.loader import render_to_string

    form, _codes = refusal({**careful(), forms.TRAP: "buy now"})
    page = render_to_string("includes/_trap.html", {"form": form})
    assert 'name="subject_line"' in page
    assert "buy now" not in page, "the second try would be refused as well"
    for needed in ("hidden", 'aria-hidden="true"', 'tabindex="-1"', 'autocomplete="off"'):
        assert needed in page
    assert "Leave this field empty" in page
    assert [field.name for field in form.asked] == []
