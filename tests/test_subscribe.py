"""Subscribing: nothing is sent to who did not ask, nothing tells who did, one click leaves."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from cultural_alliance.languages import LANGUAGES
from messages.models import Subscriber, Topic
from messages.subscribing import asking, links
from tests.support.careful import careful
from tests.support.subscribers import path_in, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE, ADDRESS = "/en/subscribe/", "ada@example.org"


@pytest.fixture
def topics() -> list[Topic]:
    names = {"music": {"en": "Music", "fr": "Musique"}, "crafts": {"en": "Crafts"}}
    return [Topic.objects.create(slug=slug, names=name) for slug, name in names.items()]


def ask(client: Client, email: str = ADDRESS, page: str = PAGE, **given: Any) -> Any:
    wishes = {"email": email, "frequency": "at-once", "language": "en"}
    return client.post(page, {**careful(), **wishes, **given})


def test_who_asks_and_confirms_is_subscribed(client, topics, mailoutbox) -> None:
    answer = ask(client, topics=["music"], frequency="weekly", language="fr")
    assert answer.status_code == 302 and answer.url == "/en/subscribe/asked/"
    assert "Look into your mailbox" in client.get(answer.url).text
    [letter] = mailoutbox
    assert letter.to == [ADDRESS]
    link = path_in(letter, "confirm")
    assert link.startswith("/fr/"), "the letter is not in the language that was chosen"
    page = client.get(link)
    assert page.status_code == 200 and "Musique" in page.text
    assert not Subscriber.objects.confirmed().exists(), "looking at the page subscribed"
    assert client.post(link).status_code == 200
    subscriber = Subscriber.objects.confirmed().get()
    assert (subscriber.email, subscriber.language, subscriber.frequency) == (
        ADDRESS,
        "fr",
        "weekly",
    )
    assert not subscriber.every_topic
    assert [each.slug for each in subscriber.topics.all()] == ["music"]


def test_confirming_twice_is_confirming_once(client, mailoutbox) -> None:
    ask(client)
    link = path_in(mailoutbox[0], "confirm")
    client.post(link)
    since = Subscriber.objects.get().confirmed_at
    assert client.post(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at == since
    assert len(mailoutbox) == 1


def seen(client: Client, email: str) -> list[tuple[int, bytes]]:
    """All that a browser is shown, less what is new each time: the token and the instant."""
    given = ask(client, email)
    pages = [given, client.get(given.url)]
    fresh = rb'name="(csrfmiddlewaretoken|opened)" value="[^"]*"'
    return [(page.status_code, re.sub(fresh, b"", page.content)) for page in pages]


def test_the_answer_never_tells_whether_an_address_is_known(mailoutbox) -> None:
    subscribe("known@example.org")
    ask(Client(), "pending@example.org")
    answers = [
        seen(Client(), f"{name}@example.org") for name in ("unknown", "pending", "known", "KNOWN")
    ]
    assert answers[0] == answers[1] == answers[2] == answers[3]
    assert [letter.to[0] for letter in mailoutbox].count("known@example.org") == 2
    assert Subscriber.objects.count() == 3


def test_over_the_limit_the_answer_never_tells_it_either(settings) -> None:
    subscribe("known@example.org")
    for email in ("unknown@example.org", "known@example.org"):
        for _ in range(asking.BY_EMAIL.most):
            assert ask(Client(REMOTE_ADDR="192.0.2.1"), email).status_code == 302
    refused = [
        ask(Client(REMOTE_ADDR="192.0.2.9"), email, page="/en/subscribe/")
        for email in ("unknown@example.org", "known@example.org")
    ]
    assert {page.status_code for page in refused} == {429}
    assert all("asked too often" in page.text for page in refused)
    assert 'value="known@example.org"' in refused[1].text, "what was typed is lost"


def test_one_network_address_asks_for_so_many(client) -> None:
    for number in range(asking.BY_ASKER.most):
        assert ask(client, f"n{number}@example.org").status_code == 302
    assert ask(client, "one-more@example.org").status_code == 429
    assert ask(Client(REMOTE_ADDR="192.0.2.7"), "one-more@example.org").status_code == 302


def test_who_is_subscribed_is_written_to_and_keeps_the_choices(client, topics, mailoutbox) -> None:
    subscribe(topics=["music"])
    ask(client, language="ru", topics=["crafts"])
    [letter] = mailoutbox
    assert "You are subscribed already" in letter.subject
    assert client.get(path_in(letter, "mine")).status_code == 200
    assert client.get(path_in(letter, "leave")).status_code == 200
    subscriber = Subscriber.objects.get()
    assert subscriber.language == "en"
    assert [each.slug for each in subscriber.topics.all()] == ["music"]


def test_what_nobody_confirms_is_deleted_after_seven_days(client, time_machine, mailoutbox) -> None:
    ask(client)
    subscribe("bob@example.org")
    link, now = path_in(mailoutbox[0], "confirm"), timezone.now()
    time_machine.move_to(now + timedelta(days=6, hours=23))
    assert asking.forget_unanswered() == 0
    assert client.get(link).status_code == 200
    time_machine.move_to(now + timedelta(days=7, minutes=1))
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert asking.forget_unanswered() == 1
    assert [each.email for each in Subscriber.objects.all()] == ["bob@example.org"]


def test_asking_again_begins_the_seven_days_anew(client, time_machine, mailoutbox) -> None:
    ask(client)
    now = timezone.now()
    time_machine.move_to(now + timedelta(days=5))
    ask(client)
    time_machine.move_to(now + timedelta(days=9))
    assert asking.forget_unanswered() == 0
    assert client.post(path_in(mailoutbox[0], "confirm")).status_code == 410
    assert client.post(path_in(mailoutbox[1], "confirm")).status_code == 200


def one_click(path: str, body: str = "List-Unsubscribe=One-Click") -> Any:
    """As a mail program does it: no cookie, no token, no page before."""
    kind = "application/x-www-form-urlencoded"
    return Client(enforce_csrf_checks=True).post(path, body, content_type=kind)


def test_a_mail_program_leaves_by_one_click(mailoutbox) -> None:
    subscriber = subscribe()
    path = links.LEAVE.url(subscriber).removeprefix("http://127.0.0.1:8000")
    assert one_click(path, "List-Unsubscribe=Perhaps").status_code == 403
    assert one_click(path, "List-Unsubscribe=One-Click&more=1").status_code == 403
    assert Subscriber.objects.exists()
    assert one_click(path).status_code == 200
    assert not Subscriber.objects.exists(), "the address is still there"
    assert one_click(path).status_code == 200, "the second click was an error"


def test_looking_at_the_page_leaves_nothing_and_its_button_does(client) -> None:
    subscriber = subscribe()
    path = links.LEAVE.url(subscriber).removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == client.head(path).status_code == 200
    assert Subscriber.objects.exists()
    assert "You have left" in client.post(path).text
    assert not Subscriber.objects.exists()


def test_the_link_to_leave_never_ends(time_machine) -> None:
    path = links.LEAVE.url(subscribe()).removeprefix("http://127.0.0.1:8000")
    time_machine.move_to(timezone.now() + timedelta(days=3000))
    assert one_click(path).status_code == 200
    assert not Subscriber.objects.exists()


def test_who_left_may_come_back(client, mailoutbox) -> None:
    old = subscribe()
    one_click(links.LEAVE.url(old).removeprefix("http://127.0.0.1:8000"))
    ask(client)
    client.post(path_in(mailoutbox[0], "confirm"))
    new = Subscriber.objects.confirmed().get()
    assert new.key != old.key
    one_click(links.LEAVE.url(old).removeprefix("http://127.0.0.1:8000"))
    assert Subscriber.objects.exists(), "an old link ended a new subscription"


def test_choices_are_changed_by_the_link(client, topics) -> None:
    subscriber = subscribe(topics=["music"])
    path = links.MINE.url(subscriber).removeprefix("http://127.0.0.1:8000")
    page = client.get(path).text
    assert re.search(r'value="music"[^>]*checked', page)
    assert not re.search(r'value="crafts"[^>]*checked', page)
    saved = client.post(path, {"topics": [], "frequency": "weekly", "language": "ar"})
    assert "Your choices are kept" in saved.text
    subscriber.refresh_from_db()
    assert (subscriber.every_topic, subscriber.frequency, subscriber.language) == (
        True,
        "weekly",
        "ar",
    )
    wrong = client.post(path, {"topics": ["no-such"], "frequency": "hourly", "language": "ar"})
    assert wrong.status_code == 400
    one_click(links.LEAVE.url(subscriber).removeprefix("http://127.0.0.1:8000"))
    assert client.get(path).status_code == client.post(path).status_code == 410


@pytest.mark.parametrize("word", ["confirm", "mine", "leave"])
def test_a_forged_link_is_a_plain_page(client, word) -> None:
    subscriber = subscribe()
    other = {"confirm": links.MINE, "mine": links.LEAVE, "leave": links.CONFIRM}[word]
    for token in ("nonsense", str(subscriber.key), other.signer.sign(subscriber.key.hex)):
        path = f"/en/subscribe/{word}/{token}/"
        for page in (client.get(path), client.post(path)):
            assert page.status_code == 410
            assert "This link does not work any more" in page.text
    assert one_click("/en/subscribe/leave/nonsense/").status_code == 410
    assert Subscriber.objects.exists()


def test_the_forms_need_their_token_against_forgery() -> None:
    subscriber = subscribe()
    strict = Client(enforce_csrf_checks=True)
    for path in (PAGE, *(each.url(subscriber) for each in (links.MINE, links.LEAVE))):
        assert strict.post(path.removeprefix("http://127.0.0.1:8000")).status_code == 403
    assert Subscriber.objects.get().confirmed_at


@pytest.mark.parametrize(
    "given",
    [
        {"email": ""},
        {"email": "ada@example.org, bob@example.org"},
        {"email": '"ada, bob"@example.org'},
        {"email": "ada@example.org\r\nBcc: bob@example.org"},
        {"email": "a" * 10_000 + "@example.org"},
        {"email": "ada\0@example.org"},
        {"topics": ["music\0", "music"]},
        {"topics": ["no-such-topic"]},
        {"frequency": "hourly"},
        {"language": "xx"},
        {"language": ""},
        {"subject_line": "buy"},
    ],
    ids=str,
)
def test_bad_input_is_told_and_nothing_typed_is_lost(client, topics, mailoutbox, given) -> None:
    page = ask(client, **{"email": "ada@example.org", "topics": ["crafts"], **given})
    assert page.status_code == 400
    assert 'class="errors"' in page.text
    if "email" not in given:
        assert 'value="ada@example.org"' in page.text
    if "topics" not in given:
        assert re.search(r'value="crafts"[^>]*checked', page.text)
    assert not mailoutbox and not Subscriber.objects.exists()


def test_a_machine_that_is_too_quick_is_told_so(client, mailoutbox) -> None:
    page = ask(client, **careful(timedelta(0)))
    assert page.status_code == 400 and 'value="ada@example.org"' in page.text
    assert not mailoutbox


def test_the_page_says_what_is_kept_and_offers_the_feeds_too(client) -> None:
    page = client.get(PAGE)
    assert "no-store" in page["Cache-Control"]
    text = page.text
    assert text.index('type="email"') < text.index("Or follow by feed")
    assert "Leaving deletes all of it at once" in text and 'href="/en/privacy/"' in text
    assert 'name="topics"' not in text, "there is no topic to choose"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_pages_and_letters_speak_the_language(client, mailoutbox, language) -> None:
    ask(client, page=f"/{language.code}/subscribe/", language=language.code)
    ask(client, page=f"/{language.code}/subscribe/", language=language.code, email="b@example.org")
    [letter, _other] = mailoutbox
    html = letter.alternatives[0][0]
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in html
    with translation.override(language.django_code):
        assert translation.gettext("Please confirm: new statements by e-mail") == letter.subject
    page = client.get(path_in(letter, "confirm")).text
    assert f'<html lang="{language.tag}"' in page


def test_topics_stand_in_the_readers_language(client, topics) -> None:
    page = client.get("/fr/subscribe/").text
    assert "Musique" in page and '<bdi lang="en" dir="ltr">Crafts</bdi>' in page


def test_a_topic_that_is_deleted_never_means_all_of_them(topics) -> None:
    subscriber = subscribe(topics=["music"])
    Topic.objects.all().delete()
    subscriber.refresh_from_db()
    assert not subscriber.every_topic
