"""Words are found among few, by the index or from the newest back: in each way the same."""

from datetime import UTC, datetime, timedelta
from re import sub

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance import search
from cultural_alliance.search import common, finding, parts
from cultural_alliance.search.models import SearchEntry
from tests.support.members import make_organisation, make_request
from tests.support.record import make_statement, make_translation, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = datetime(2006, 1, 11, 12, tzinfo=UTC)
QUERIES = (
    *("music", "musics", "music river", "music -river", '"music of the river"', "nowhere"),
    *('music -"of the river"', '"river of music"', '"the delta" music', "音乐", "الموسيقى", "fête"),
)
# So few are asked themselves, so many of the newest are probed and walked along, so many suffice.
WAYS = {
    "few": {"FEW": 1_000},
    "the index": {"FEW": 0, "PROBED": 0},
    "small kinds": {"FEW": 0},
    "the newest": {"FEW": 0, "WALKED": 1, "ENOUGH": 1, "FREQUENT": 10_000},
    "row by row": {"FEW": 0, "WALKED": 1, "ENOUGH": 10_000, "FREQUENT": 1},
}


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_WORDS", 12)
    bodies = (
        "<p>The music of the river.</p>",
        "<p>A river, and the music of others.</p>",
        "<p>Music alone.</p>",
        f"<p>{'Many words before. ' * 9}</p><p>The music of the river, and the delta.</p>",
        f"<p>Music. {'Other words. ' * 9}</p><p>The river.</p>",
    )
    made = [
        make_statement(f"Number {number}", body, published_on=DAY - timedelta(days=number))
        for number, body in enumerate(bodies)
    ]
    make_translation(made[0], "zh", title="音乐", body="<p>河流的音乐。</p>")
    make_translation(made[1], "ar", title="الموسيقى", body="<p>موسيقى النهر.</p>")
    make_translation(made[2], "fr", title="La fête", body="<p>Les fêtes de la musique.</p>")
    withdrawn(make_statement("Withdrawn music", published_on=DAY))
    make_request(make_organisation("House of music"), title="The music of the river is sought")


def found(client: Client, words: str) -> dict[str, list[str]]:
    page = client.get("/en/search/", {"words": words}).context
    shown = [str(row.title) for group in page.get("groups") or () for row in group.rows]
    listed = client.get("/en/info/messages/", {"words": words}).context["rows"]
    return {
        "shown": [sub("<.*?>", "", title) for title in shown],
        "told": [f"{tab.name} {tab.number.counted}" for tab in page.get("tabs") or ()],
        "listed": [row.edition.title for row in listed],
        "requests": sorted(search.matching("request", words)),
    }


@pytest.mark.parametrize("way", WAYS)
def test_whichever_way_words_are_looked_for_the_same_is_found(
    way, texts, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "ENOUGH", 1)  # so few suffice among the newest
    right = {words: found(client, words) for words in QUERIES}
    assert len(right["music"]["shown"]) == 7 and not right["nowhere"]["shown"], "the control"
    assert right['"music of the river"']["listed"] == ["Number 0", "Number 3"], "one in a part"
    for name, number in WAYS[way].items():
        monkeypatch.setattr(common, name, number)
    if way == "the newest":  # all of them
        monkeypatch.setattr(common, "_begin", lambda kind: DAY - timedelta(days=9_000))
    for words in QUERIES:
        assert found(client, words) == right[words], words


def asked(client: Client, words: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/en/search/", {"words": words})
    return [query["sql"] for query in queries if SearchEntry._meta.db_table in query["sql"]]


@pytest.mark.once  # PostgreSQL's index cannot be asked for the first few
def test_kinds_that_have_none_of_few_are_not_asked(
    texts, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(asked(client, "nowhere")) <= 1
    assert not [sql for sql in asked(client, "sought") if "'organisation'" in sql]
    monkeypatch.setattr(common, "FEW", 0)
    assert [sql for sql in asked(client, "sought") if "'organisation'" in sql], "the control"


def test_a_phrase_is_read_once_for_all_kinds(
    texts, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading() -> int:
        return len([sql for sql in asked(client, '"river of music"') if "flow" in sql])

    assert reading() == 1
    monkeypatch.setattr(common, "few", lambda asked: None)
    assert reading() > 4, "the control: once for each kind"
