"""Somebody who has no account reads one draft by a link, and says what they think of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.editions import drafting, limiting, publishing, sharing
from cultural_alliance.editions.models import Comment, Edition, Event, Opening, PreviewLink, Verb
from cultural_alliance.editions.refusals import Incomplete, NotAllowed, Refused, WrongInstant
from tests.support.careful import careful
from tests.support.cast import make_user, publisher, writer
from tests.support.desk import page_of
from tests.support.files import attached
from tests.support.record import approved, make_draft, make_page, submitted

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}


def shared(edition: Edition, *, name: str = "Amina Diallo", days: float = 7) -> str:
    """The address of a new link."""
    assert edition.saved_by
    until = timezone.now() + timedelta(days=days)
    _link, token = sharing.share(edition, by=edition.saved_by, name=name, expires_at=until)
    return f"/preview/{token}/"


def opened(client: Client, address: str) -> str:
    """The address of the draft, behind the door."""
    answer = client.post(address)
    assert answer.status_code == 302
    return str(answer["Location"])


def as_sent(form: str, **fields: Any) -> dict[str, Any]:
    """What a browser sends of one of the two forms."""
    named = {f"{form}-{name}": value for name, value in {**careful(), **fields}.items()}
    return {**named, form: ""}


def is_dead(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 404 and "This link opens nothing" in answer.content.decode()


def test_the_door_shows_no_word_of_the_draft_and_a_visit_is_no_opening(client: Client) -> None:
    draft = make_draft(title="Zanzibar", body="<p>Quetzal</p>", summary="Ocelot")
    address = shared(draft)
    for visit in (client.get, client.head, client.get, client.options):
        answer = visit(address)
        page = answer.content.decode()
        assert not {word for word in ("Zanzibar", "Quetzal", "Ocelot") if word in page}
    assert "Open the draft" in client.get(address).content.decode()
    assert not Opening.objects.exists()
    assert client.get(f"{address}draft/").status_code == 302, "nobody comes in beside the door"
    behind = opened(client, address)
    assert Opening.objects.count() == 1
    page = client.get(behind).content.decode()
    assert {word for word in ("Zanzibar", "Quetzal") if word in page} == {"Zanzibar", "Quetzal"}
    assert Opening.objects.count() == 1, "to read on is no second opening"


def test_nothing_of_it_is_indexed_kept_or_told_to_another_site(client: Client) -> None:
    address = shared(make_draft())
    answers = [client.get(address), client.post(address), client.get(f"{address}draft/")]
    answers.append(client.get("/preview/nonsense/"))
    for answer in answers:
        assert {name: answer[name] for name in HEADERS} == HEADERS
    for answer in (answers[0], answers[2]):
        assert '<meta name="robots" content="noindex' in answer.content.decode()
    cookie = client.cookies["opened"]
    assert cookie["path"] == address and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert address not in answers[2].content.decode(), "no link on the page holds the token"
    assert address not in client.get("/robots.txt").content.decode()


def test_the_draft_is_shown_as_the_public_will_see_it(client: Client) -> None:
    ready = submitted(make_draft(title="Soon", body="<p>One.</p><p>Two.</p>"))
    draft_page = client.get(opened(client, shared(ready))).content.decode()
    assert "Draft for Amina Diallo." in draft_page and "Not public" in draft_page
    approved(ready)
    ready.document.refresh_from_db()
    public = client.get(ready.document.get_absolute_url()).content.decode()
    text = re.compile(r'<div class="text".*?</div>', re.S)
    assert text.findall(draft_page) == text.findall(public) != []


def test_a_draft_in_arabic_is_read_and_answered_in_arabic(client: Client) -> None:
    statement = approved(make_draft()).document
    draft = make_draft(statement, "ar", title="رسالة", body="<p>نص</p>")
    page = client.get(opened(client, shared(draft))).content.decode()
    assert '<html lang="ar" dir="rtl">' in page and "رسالة" in page


def test_a_page_is_shared_like_a_statement(client: Client) -> None:
    draft = make_draft(make_page("about", "About"), title="About, anew")
    assert "About, anew" in client.get(opened(client, shared(draft))).content.decode()


def test_of_the_token_a_hash_is_kept_alone(client: Client) -> None:
    address = shared(make_draft())
    token = address.split("/")[2]
    assert token not in str(PreviewLink.objects.values().get())
    assert token not in str(list(Event.objects.values()))
    assert len(token) >= 43, "256 bits, which nobody guesses"


@pytest.mark.parametrize(
    "death", ["revoked", "all revoked", "expired", "public", "limited", "set aside", "deleted"]
)
def test_a_dead_link_opens_nothing_and_looks_like_one_that_never_was(
    death: str, client: Client, time_machine: Any
) -> None:
    draft, other = make_draft(title="Zanzibar"), make_draft()
    author = draft.saved_by
    assert author
    address, alive = shared(draft, days=1), shared(other, days=30)
    behind = opened(client, address)
    opened(client, alive)
    if death == "revoked":
        sharing.revoke(PreviewLink.objects.get(edition=draft), by=author)
    elif death == "all revoked":
        assert sharing.revoke_all(draft, by=author) == 1
    elif death == "expired":
        time_machine.move_to(timezone.now() + timedelta(days=1, seconds=1))
    elif death == "public":
        approved(draft)
    elif death == "limited":
        limiting.limit(draft, by=author, readers=[])
    elif death == "set aside":
        drafting.set_aside(draft, by=author)
    else:
        drafting.delete_unpublished(draft, by=author)
    for dead in (address, behind):
        assert is_dead(client, dead)
        answer = client.post(dead, as_sent("comment", text="Too late"))
        assert answer.status_code == 404 and not Comment.objects.exists()
        assert answer.content == client.get("/preview/never-was/").content
    assert not is_dead(client, alive)


def test_a_scheduled_text_is_shared_until_its_instant(client: Client, time_machine: Any) -> None:
    scheduled = approved(make_draft(), at=timezone.now() + timedelta(hours=1))
    address = shared(scheduled)
    assert not is_dead(client, address)
    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1))
    assert is_dead(client, address)


def test_a_link_opens_one_draft_and_no_other(client: Client) -> None:
    address, other = shared(make_draft()), shared(make_draft(title="Zanzibar"))
    opened(client, address)
    cookie = client.cookies["opened"].value
    client.cookies["opened"]["path"] = "/"
    assert client.get(f"{other}draft/").status_code == 302, "the cookie of one opens no other"
    client.cookies["opened"] = cookie + "x"
    assert client.get(f"{address}draft/").status_code == 302, "nor does a forged one"


def test_the_holder_comments_on_a_paragraph_or_on_the_whole(client: Client) -> None:
    draft = make_draft(body="<p>One.</p><ul><li><p>Item</p></li></ul><p>Two.</p>")
    behind = opened(client, shared(draft))
    answer = client.post(behind, as_sent("comment", paragraph="2", text="Is this so?"))
    assert answer.status_code == 302
    client.post(behind, as_sent("comment", paragraph="", text="All is well."))
    first, second = Comment.objects.order_by("pk")
    assert (first.paragraph, first.quote, first.who) == (2, "Two.", "Amina Diallo")
    assert (second.paragraph, second.quote) == (None, "")
    assert "Is this so?" in client.get(behind).content.decode()
    other = Client()
    assert "Is this so?" not in other.get(opened(other, shared(draft))).content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": ""}, 400),
        ({"text": "x" * 5001}, 400),
        ({"text": "Well", "paragraph": "77"}, 400),
        ({"text": "Well", "paragraph": "no number"}, 400),
        ({"text": "Well", "subject_line": "a machine"}, 400),
    ],
)
def test_a_wrong_comment_is_refused_and_its_words_stay(
    sent: dict[str, str], status: int, client: Client
) -> None:
    behind = opened(client, shared(make_draft()))
    answer = client.post(behind, as_sent("comment", **sent))
    assert answer.status_code == status and not Comment.objects.exists()
    assert sent["text"] in answer.content.decode()


def test_who_sends_quicker_than_anybody_types_is_asked_again(client: Client) -> None:
    behind = opened(client, shared(make_draft()))
    at_once = as_sent("comment", text="Well", **careful(ago=timedelta(0)))
    assert client.post(behind, at_once).status_code == 400 and not Comment.objects.exists()


def test_what_the_holder_writes_is_text_and_no_markup(client: Client) -> None:
    behind = opened(client, shared(make_draft(), name="<b>Amina</b>"))
    client.post(behind, as_sent("comment", text="<script>alert(1)</script>"))
    page = client.get(behind).content.decode()
    assert "<script>alert" not in page and "<b>Amina" not in page
    assert "&lt;script&gt;alert" in page


def test_the_files_of_the_draft_are_had_by_the_link_alone(client: Client) -> None:
    draft, other = make_draft(), make_draft()
    picture, foreign = attached(draft, "map.png"), attached(other, "other.png")
    address = shared(draft)
    behind = f"{address}files/{picture.pk}/"
    assert client.get(behind).status_code == 404, "the door is not opened"
    page = client.get(opened(client, address)).content.decode()
    assert f'src="{behind}"' in page and f"/files/{picture.pk}/map.png" not in page
    answer = client.get(behind)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert client.get(f"{address}files/{foreign.pk}/").status_code == 404
    sharing.revoke_all(draft, by=publisher())
    assert client.get(behind).status_code == 404


@pytest.mark.slow
def test_a_flood_through_a_link_is_stopped(client: Client) -> None:
    address = shared(make_draft())
    answers = [client.post(address).status_code for _time in range(61)]
    assert answers == [302] * 60 + [429] and Opening.objects.count() == 60
    behind = f"{address}draft/"
    answers = [client.post(behind, as_sent("comment", text="Again")).status_code for _ in range(41)]
    assert answers == [302] * 40 + [429] and Comment.objects.count() == 40


def test_who_may_share_what_with_whom_and_for_how_long() -> None:
    draft, soon = make_draft(), timezone.now() + timedelta(days=1)
    author = draft.saved_by
    assert author
    with pytest.raises(NotAllowed):
        sharing.share(draft, by=make_user(), name="Amina", expires_at=soon)
    with pytest.raises(Incomplete):
        sharing.share(draft, by=author, name=" ", expires_at=soon)
    for wrong in (timezone.now() - timedelta(1), timezone.now() + timedelta(days=91)):
        with pytest.raises(WrongInstant):
            sharing.share(draft, by=author, name="Amina", expires_at=wrong)
    with pytest.raises(Refused, match="on its way"):
        sharing.share(approved(make_draft()), by=author, name="Amina", expires_at=soon)
    limiting.limit(draft, by=author, readers=[])
    with pytest.raises(Refused, match="a limit always beats a link"):
        sharing.share(draft, by=author, name="Amina", expires_at=soon)


def test_a_new_link_is_shown_once_and_the_panel_tells_what_became_of_it(client: Client) -> None:
    draft = make_draft()
    client.force_login(publisher())
    share = page_of(draft).replace("change", "share")
    assert client.post(share, {"name": "", "days": "7"}).status_code == 422
    made = client.post(share, {"name": "Amina Diallo", "days": "7"})
    assert "no-store" in made["Cache-Control"]
    [token] = set(re.findall(r"/preview/([\w-]{43})/", made.content.decode()))
    page = client.get(page_of(draft)).content.decode()
    assert "Amina Diallo" in page and "Not opened yet" in page and token not in page
    outsider = Client()
    opened(outsider, f"/preview/{token}/")
    opened(outsider, f"/preview/{token}/")
    assert "Opened 2 times" in client.get(page_of(draft)).content.decode()
    revoke = page_of(draft).replace("change", f"links/{PreviewLink.objects.get().pk}/revoke")
    assert client.post(revoke).status_code == 302
    assert client.post(revoke).status_code == 409, "the button was pressed twice"
    assert is_dead(outsider, f"/preview/{token}/")
    page = client.get(page_of(draft)).content.decode()
    assert "None is live." in page and "revoked a preview link" in page


def test_one_button_revokes_all_links(client: Client) -> None:
    draft, other = make_draft(), make_draft()
    addresses, kept = [shared(draft), shared(draft, name="Bo")], shared(other)
    client.force_login(writer())
    client.post(page_of(draft).replace("change", "links/revoke"))
    assert [is_dead(client, each) for each in [*addresses, kept]] == [True, True, False]
    assert Event.objects.filter(verb=Verb.REVOKED).count() == 1
    foreign = PreviewLink.objects.get(edition=other).pk
    wrong = page_of(draft).replace("change", f"links/{foreign}/revoke")
    assert client.post(wrong).status_code == 404 and not is_dead(client, kept)


@pytest.mark.slow
@pytest.mark.once
def test_the_panel_costs_the_same_with_one_link_and_with_fifty(
    client: Client,
) -> None:
    draft = make_draft()
    client.force_login(publisher())
    shared(draft)
    client.get(page_of(draft))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page_of(draft))
    for number in range(50):
        shared(draft, name=f"Reader {number}")
        writer()
    with CaptureQueriesContext(connection) as fifty:
        page = client.get(page_of(draft)).content.decode()
    assert len(fifty) == len(one)
    assert "And older ones." in page and "and 3" in page


def test_a_reviewed_text_is_approved_all_the_same() -> None:
    """A link, a comment and a signature are no hand in the text, and bar nobody."""
    ready = submitted(make_draft())
    shared(ready)
    assert publishing.approve(ready, by=publisher(), revision=ready.revision).number == 1
