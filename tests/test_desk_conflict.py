"""Whoever saves second is shown both texts, chooses paragraph by paragraph, and loses no word."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, html, merging, publishing
from cultural_alliance.editions.models import Edition, Event, Standing

from .support.cast import writer
from .support.desk import page_of, words
from .support.record import approved, make_draft

THREE = "<p>First, as it was.</p>\n<p>Second, as it was.</p>\n<p>Third, as it was.</p>"
PICKED = re.compile(r'name="(pick-[^"]+)" value="(\w+)" checked')
desk_test = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def boris() -> User:
    return writer(name="Boris")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(writer(name="Ana"))
    return client


def typed(desk: Client, draft: Edition, **changed: Any) -> dict[str, Any]:
    """What the form sends that is open now."""
    form = desk.get(page_of(draft)).context["form"]
    return words(draft, base=form["base"].value(), **changed)


def theirs(draft: Edition, by: User, **texts: Any) -> Edition:
    draft.refresh_from_db()
    return drafting.save_draft(draft, by=by, revision=draft.revision, **texts)


def chosen(answer: HttpResponse, **picks: str) -> dict[str, str]:
    """What the form of the choice sends: as it came, but for the picks, by the words of their
    legends."""
    page = answer.content.decode()
    [signed] = re.findall(r'name="conflict" value="([^"]+)"', page)
    sent = {"conflict": signed, **dict(PICKED.findall(page))}
    legends = dict(re.findall(r'id="choice-([^"]+)">\s*<legend>([^<]+)<', page))
    for words_of_legend, pick in picks.items():
        [name] = [n for n, legend in legends.items() if words_of_legend in legend]
        sent[f"pick-{name}"] = pick
    return sent


@pytest.mark.django_db
def test_what_each_of_two_changed_alone_stands_in_the_text_without_a_click(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE)
    mine = typed(desk, draft, body=THREE.replace("Third, as it was", "Third, by Ana"))
    theirs(draft, boris, title="By Boris", body=THREE.replace("First, as it was", "First, he says"))
    answer = desk.post(page_of(draft), mine)
    assert answer.status_code == 409
    assert b"both of you" not in answer.content
    assert desk.post(page_of(draft), chosen(answer)).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "By Boris"
    assert html.plain(draft.body) == "First, he says.\n\nSecond, as it was.\n\nThird, by Ana."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pick", "text"),
    [
        ("", "Second, by Ana."),
        ("mine", "Second, by Ana."),
        ("theirs", "Second, by Boris."),
        ("both", "Second, by Boris.\n\nSecond, by Ana."),
        ("nonsense", "Second, by Ana."),
    ],
)
def test_of_what_both_changed_a_person_chooses_theirs_or_mine_or_both(
    desk: Client, boris: User, pick: str, text: str
) -> None:
    draft = make_draft(body=THREE)
    mine = typed(desk, draft, body=THREE.replace("Second, as it was", "Second, by Ana"))
    theirs(draft, boris, body=THREE.replace("Second, as it was", "Second, by Boris"))
    answer = desk.post(page_of(draft), mine)
    desk.post(page_of(draft), chosen(answer, **({"both of you changed it": pick} if pick else {})))
    draft.refresh_from_db()
    assert html.plain(draft.body) == f"First, as it was.\n\n{text}\n\nThird, as it was."


@pytest.mark.django_db
def test_a_third_save_in_between_asks_again_and_keeps_what_was_chosen(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE)
    mine = typed(desk, draft, body=THREE.replace("First, as it was", "First, by Ana"))
    theirs(draft, boris, body=THREE.replace("First, as it was", "First, by Boris"))
    answer = desk.post(page_of(draft), mine)
    second = chosen(answer, **{"both of you changed it": "both"})
    draft.refresh_from_db()
    theirs(
        draft, writer(name="Chen"), body=draft.body.replace("Third, as it was", "Third, by Chen")
    )
    answer = desk.post(page_of(draft), second)
    assert answer.status_code == 409
    assert b"Chen saved it" in answer.content
    desk.post(page_of(draft), chosen(answer))
    draft.refresh_from_db()
    text = "First, by Boris.\n\nFirst, by Ana.\n\nSecond, as it was.\n\nThird, by Chen."
    assert html.plain(draft.body) == text


@pytest.mark.django_db
def test_the_facts_of_a_text_are_chosen_as_its_paragraphs_are(desk: Client, boris: User) -> None:
    document = approved(make_draft()).document
    draft = make_draft(document, "fr", title="Titre", summary="Résumé.", body="<p>Texte.</p>")
    mine = typed(desk, draft, standing=Standing.UNOFFICIAL, summary="Résumé d’Ana.")
    theirs(draft, boris, summary="Résumé de Boris.", follows=None)
    answer = desk.post(page_of(draft), mine)
    page = answer.content.decode()
    assert "Unofficial translation" in page and "Follows: they changed it" in page
    desk.post(page_of(draft), chosen(answer, Summary="theirs"))
    draft.refresh_from_db()
    assert draft.standing == Standing.UNOFFICIAL
    assert (draft.summary, draft.follows) == ("Résumé de Boris.", None)


@pytest.mark.django_db
def test_a_note_and_whether_it_is_minor_are_chosen_too(desk: Client, boris: User) -> None:
    draft = make_draft(approved(make_draft()).document, change_note="A figure.")
    mine = typed(desk, draft, change_note="A figure, by Ana.", minor="on")
    theirs(draft, boris, change_note="A figure, by Boris.")
    answer = desk.post(page_of(draft), mine)
    desk.post(page_of(draft), chosen(answer, **{"Change note": "theirs"}))
    draft.refresh_from_db()
    assert (draft.change_note, draft.minor) == ("A figure, by Boris.", True)


@pytest.mark.django_db
def test_a_choice_passes_the_sanitiser_and_its_form_cannot_be_forged(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE)
    hostile = THREE.replace("First", "<b onclick=alert(1)>First</b><script>alert(1)</script>")
    mine = typed(desk, draft, body=hostile)
    theirs(draft, boris, title="By Boris")
    sent = chosen(desk.post(page_of(draft), mine))
    forged = desk.post(page_of(draft), {**sent, "conflict": "x" + sent["conflict"]})
    assert forged.status_code == 400
    desk.post(page_of(draft), sent)
    draft.refresh_from_db()
    assert draft.body.startswith("<p><strong>First</strong>, as it was.</p>")
    assert "alert" not in draft.body


@pytest.mark.django_db
def test_a_choice_about_a_text_that_was_set_aside_or_deleted_meanwhile_is_not_lost(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE, by=boris)
    mine = typed(desk, draft, body=THREE.replace("First, as it was", "First, by Ana"))
    theirs(draft, boris, title="By Boris")
    url, sent = page_of(draft), chosen(desk.post(page_of(draft), mine))
    drafting.set_aside(draft, by=boris)
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert b"set aside now" in answer.content and b"First, by Ana." in answer.content
    drafting.delete_unpublished(draft, by=boris)
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert b"This text is gone" in answer.content and b"First, by Ana." in answer.content


@pytest.mark.django_db
def test_a_choice_about_a_text_that_was_submitted_meanwhile_is_not_lost(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE)
    mine = typed(desk, draft, body=THREE.replace("First, as it was", "First, by Ana"))
    draft = theirs(draft, boris, title="By Boris")
    sent = chosen(desk.post(page_of(draft), mine))
    publishing.submit(draft, by=boris, revision=draft.revision)
    answer = desk.post(page_of(draft), sent)
    assert answer.status_code == 409
    assert b"submitted now" in answer.content and b"First, by Ana." in answer.content


@pytest.mark.django_db
def test_ones_own_second_window_is_told_apart_from_somebody_else(desk: Client) -> None:
    draft = make_draft()
    mine, again = (typed(desk, draft, title=title) for title in ("One window", "Another window"))
    desk.post(page_of(draft), mine)
    page = desk.post(page_of(draft), again).content.decode()
    assert "You saved this text on another page" in page
    assert "Somebody else saved" not in page


@pytest.mark.django_db
def test_the_same_words_saved_twice_are_no_conflict_and_write_nothing(
    desk: Client, boris: User
) -> None:
    draft = make_draft()
    mine = typed(desk, draft, title="The same")
    theirs(draft, boris, title="The same")
    before = Event.objects.count()
    assert desk.post(page_of(draft), mine).status_code == 302
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_without_knowing_where_both_began_no_paragraph_of_either_is_left_out(
    desk: Client, boris: User
) -> None:
    draft = make_draft(body=THREE)
    mine = words(draft, body=THREE + "<p>Ana alone.</p>")
    theirs(draft, boris, body="<p>Boris alone, before all else.</p>" + THREE)
    desk.post(page_of(draft), chosen(desk.post(page_of(draft), mine)))
    draft.refresh_from_db()
    text = html.plain(draft.body)
    assert text.startswith("Boris alone, before all else.") and text.endswith("Ana alone.")


@pytest.mark.django_db
def test_a_limited_draft_answers_no_choice_of_others(desk: Client, boris: User) -> None:
    draft = make_draft(body=THREE)
    mine = typed(desk, draft, body=THREE + "<p>Mine.</p>")
    theirs(draft, boris, title="By Boris")
    sent = chosen(desk.post(page_of(draft), mine))
    theirs(draft, boris, title="A secret")
    draft.readers.create(person=boris, named_by=boris)
    page = desk.post(page_of(draft), sent).content.decode()
    assert "This text is gone" in page and "Mine." in page
    assert "A secret" not in page


def merge(base: str, theirs: str, mine: str, picks: dict[str, str] | None = None) -> str:
    marked = merging.marks_by_name(merging.marks({"body": html.clean(base)}))["body"]
    lines = merging.merged(html.clean(theirs), html.clean(mine), marked)
    return html.clean(merging.together(lines, picks or {}))


LIST = "<ul><li>Bread</li><li>Roses</li></ul>"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "text"),
    [
        pytest.param(
            LIST,
            LIST.replace("Bread", "White bread"),
            LIST.replace("</ul>", "<li>Water</li></ul>"),
            "<ul><li>White bread</li><li>Roses</li><li>Water</li></ul>",
            id="an item of a list is chosen by itself, and the list stays one",
        ),
        pytest.param(
            LIST + "<ul><li>Another list</li></ul>",
            LIST + "<ul><li>Another list</li></ul><p>End.</p>",
            LIST + "<ul><li>Another list, longer</li></ul>",
            LIST + "\n<ul><li>Another list, longer</li></ul>\n<p>End.</p>",
            id="two lists stay two",
        ),
        pytest.param(THREE, THREE.split("\n", 1)[1], THREE, THREE.split("\n", 1)[1], id="they cut"),
        pytest.param(THREE, THREE, THREE.split("\n", 1)[1], THREE.split("\n", 1)[1], id="I cut"),
        pytest.param(
            THREE,
            THREE.split("\n", 1)[1],
            THREE.replace("First, as it was.", "First, with words that nobody had thought of."),
            THREE.replace("First, as it was.", "First, with words that nobody had thought of."),
            id="what one cut and the other rewrote is kept",
        ),
        pytest.param(
            THREE,
            "\n".join(reversed(THREE.split("\n"))),
            THREE,
            "\n".join(reversed(THREE.split("\n"))),
            id="they turned the order round",
        ),
        pytest.param(
            THREE,
            "\n".join(reversed(THREE.split("\n"))),
            THREE + "<p>And a fourth.</p>",
            "\n".join(reversed(THREE.split("\n"))) + "\n<p>And a fourth.</p>",
            id="they turned the order round, and I added",
        ),
        pytest.param(
            "<p>Plain words.</p>",
            "<p>Plain words.</p>",
            "<p><strong>Plain</strong> words.</p>",
            "<p><strong>Plain</strong> words.</p>",
            id="what changed in form alone",
        ),
        pytest.param(
            "", "<p>They.</p>", "<p>We.</p>", "<p>They.</p>\n<p>We.</p>", id="from nothing"
        ),
    ],
)
def test_what_one_side_left_alone_follows_the_other(
    base: str, theirs: str, mine: str, text: str
) -> None:
    assert merge(base, theirs, mine) == text


PARTS = [
    *(f"<p>Paragraph {n} of these.</p>" for n in range(4)),
    "<h2>A heading</h2>",
    "<hr>",
    "<ul><li>One</li><li>Two</li></ul>",
    "<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>",
    "<ol><li><p>Item.</p><p>Its second paragraph.</p></li></ol>",
    "<blockquote><p>Said.</p><p>And said.</p></blockquote>",
    "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>B</td></tr></tbody></table>",
    '<p lang="ar" dir="rtl">كلمات</p>',
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=7).map("".join).map(html.clean)


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_whatever_the_three_texts_one_side_taken_throughout_is_that_side(
    base: str, theirs: str, mine: str
) -> None:
    """A property: choices never bend what was not chosen away."""
    marked = merging.marks_by_name(merging.marks({"body": base}))["body"]
    lines = merging.merged(theirs, mine, marked)
    for side, text in (("theirs", theirs), ("mine", mine)):
        assert merging.together(lines, {line.name: side for line in lines if line.name}) == text
    assert merge(base, base, mine) == mine
    assert merge(base, theirs, base) == theirs


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_with_both_taken_throughout_every_word_is_there(base: str, theirs: str, mine: str) -> None:
    lines = merging.merged(theirs, mine, [])
    both = merging.together(lines, {line.name: "both" for line in lines if line.name})
    assert set(html.plain(both).split()) >= set(html.plain(theirs + mine).split())
