"""The Privacy page says what the worker keeps to, in six languages."""

import re

import pytest

from cultural_alliance.contact import keeping as enquiries
from cultural_alliance.languages import LANGUAGES
from cultural_alliance.outbox import keeping as mail
from cultural_alliance.pages.opening import read
from members.joining import keeping as applications
from messages.subscribing import asking, links


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_the_privacy_page_states_the_numbers_that_the_worker_keeps_to(language) -> None:
    assert enquiries.MONTHS_KEPT == 12, "the page writes this one as a word"
    assert links.CONFIRM.good_for == asking.UNANSWERED_FOR
    words = re.sub(r"<[^>]*>", " ", read("privacy", language).body)
    assert [int(number) for number in re.findall(r"\d+", words)] == [
        enquiries.SPAM_KEPT.days,
        asking.UNANSWERED_FOR.days,
        applications.DRAFT_KEPT.days,
        applications.DECLINED_MONTHS,
        applications.ACCEPTED_MONTHS,
        mail.GIVEN_UP_KEPT.days,
    ]
