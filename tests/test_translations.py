"""Every public string is there in all six languages, whole, and none passes gettext by."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import engines
from django.template.autoreload import reset_loaders
from django.test import Client
from django.utils.translation import trans_real

from cultural_alliance import compiled, languages
from messages.models import Occasion, Speaker, Topic
from tests.support.record import correct, make_page, make_statement, withdrawn

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ["ar", "es", "fr", "ru", "zh_Hans"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(locale: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / locale / "LC_MESSAGES" / "django.po"))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The strings of the code as it stands, collected anew by Django's own command."""
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed: the strings cannot be collected")
    copy = tmp_path_factory.mktemp("tree") / "portal"
    left_out = shutil.ignore_patterns(".*", "var", "tests", "static", "docs", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=left_out)
    shutil.rmtree(copy / "locale")
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=fr"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "PYTHONPATH": str(copy)},
    )
    return polib.pofile(str(copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


@pytest.mark.parametrize("locale", LOCALES)
def test_no_public_string_is_missing_from_a_language(locale: str, extracted: polib.POFile) -> None:
    translated = {key(entry) for entry in catalogue(locale) if entry.translated()}
    missing = [entry.msgid for entry in extracted if key(entry) not in translated]
    assert not missing, f"{locale} lacks {len(missing)}: {missing[:20]}"
    assert len(extracted) > 100, "the collection found hardly anything: it proves nothing"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_translation_is_only_a_guess(locale: str) -> None:
    assert [entry.msgid for entry in catalogue(locale) if entry.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_translation_keeps_the_placeholders_of_its_string(locale: str) -> None:
    broken = [entry.msgid for entry in catalogue(locale) if not placeholders_kept(entry)]
    assert broken == []


def placeholders_kept(entry: polib.POEntry) -> bool:
    """A plural form for one or two may leave the number out; none may bring something else."""
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
    if entry.msgstr_plural:
        found = [set(PLACEHOLDER.findall(text)) for text in entry.msgstr_plural.values()]
        return all(each <= wanted for each in found) and max(found, key=len) == wanted
    return set(PLACEHOLDER.findall(entry.msgstr)) == wanted


def test_the_check_of_placeholders_can_fail() -> None:
    whole = polib.POEntry(msgid="%(n)s texts", msgstr="%(n)s textes")
    broken = polib.POEntry(msgid="%(n)s texts", msgstr="%(m)s textes")
    assert placeholders_kept(whole)
    assert not placeholders_kept(broken)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_plural_form_of_the_language_is_written(locale: str) -> None:
    po = catalogue(locale)
    forms = int(re.search(r"nplurals=(\d)", po.metadata["Plural-Forms"])[1])  # type: ignore[index]
    short = [e.msgid for e in po if e.msgid_plural and len(e.msgstr_plural) != forms]
    assert short == []


# What passes gettext by: the portal is read in a language whose every string is ⟦marked⟧, with
# marked content; what is not marked was written into a template or into code.

MARK = "⟦{}⟧"
# Words that are the same in every language: names of formats, protocols and places of the record.
SAME_EVERYWHERE = re.compile(
    r"SHA-256|UNESCO|Atom|https?://\S+|/[a-z0-9/_.-]+/|[0-9a-f]{64}|([0-9a-f]{4} (… )?)+[0-9a-f]{4}"
)


@pytest.fixture
def marked_language(tmp_path: Path) -> Iterator[None]:
    """Arabic, in which every string of ours reads ⟦like this⟧."""
    before = settings.LOCALE_PATHS
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = catalogue("ar")
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {n: MARK.format(entry.msgid_plural) for n in range(6)}
        else:
            entry.msgstr = MARK.format(entry.msgid)
    po.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    forget_catalogues()
    yield
    settings.LOCALE_PATHS = before
    forget_catalogues()


def forget_catalogues() -> None:
    """And the templates that keep their words."""
    trans_real._translations.clear()  # type: ignore[attr-defined]
    reset_loaders()
    for language in languages.LANGUAGES:
        engines[compiled.engine_in(language)].env.cache.clear()


class Texts(HTMLParser):
    """The texts that a person reads or hears: text nodes, and the attributes that are spoken."""

    SPOKEN = ("title", "aria-label", "alt", "placeholder", "content")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        given = dict(attrs)
        if tag == "meta" and given.get("name") != "description":
            return
        self.found += [given[name] or "" for name in self.SPOKEN if name in given]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def unmarked(html: str) -> list[str]:
    """Latin words outside ⟦…⟧, language names aside (they are their own)."""
    while html != (html := re.sub(r"⟦[^⟦⟧]*⟧", "", html)):
        pass  # a marked string may hold tags, and other marked strings
    texts = Texts()
    texts.feed(html)
    names = {name for _, name in settings.LANGUAGES}
    rest = [SAME_EVERYWHERE.sub("", text) for text in texts.found]
    return [
        text.strip()
        for text in rest
        if re.search("[A-Za-z]{2}", text) and text.strip() not in names
    ]


def test_the_check_for_unmarked_words_can_fail() -> None:
    assert unmarked("<p>⟦Marked⟧ 12</p>") == []
    assert unmarked("<p>⟦Marked⟧ and not</p>") == ["and not"]
    assert unmarked("<p>⟦Marked <b>⟦twice⟧</b> so⟧</p>") == []
    assert unmarked('<a aria-label="Close">⟦x⟧</a>') == ["Close"]


@pytest.mark.django_db
def test_no_string_of_a_public_page_passes_gettext_by(marked_language: None) -> None:
    body = "<p>⟦One⟧</p><p>⟦Two⟧</p>"
    for model, slug in ((Occasion, "day"), (Speaker, "speaker"), (Topic, "topic")):
        model.objects.create(slug=slug, names={"en": "⟦name⟧"})
    Speaker.objects.update(offices={"en": "⟦office⟧"})
    statement = make_statement(
        "⟦Title⟧",
        body,
        published_on=date(2006, 1, 11),
        occasion="day",
        speakers=["speaker"],
        topics=["topic"],
        reference="7",
        place={"en": "⟦place⟧"},
        delivered_on=date(2005, 1, 11),
        slug="one",
    )
    correct(statement, title="⟦Better⟧", body=body, change_note="⟦note⟧")
    gone = make_statement("⟦Gone⟧", body, published_on=date(2007, 1, 11), slug="gone")
    withdrawn(gone, "⟦reason⟧")
    make_page("about", "⟦About⟧", body="<p>⟦text⟧</p>")
    client = Client()
    statement_at = "/ar/info/messages/2006/one/"
    for address in (
        "/ar/",
        "/ar/about/",
        "/ar/info/messages/",
        "/ar/info/messages/?kind=0&year=1&words=x",
        statement_at,
        f"{statement_at}print/",
        f"{statement_at}editions/",
        f"{statement_at}editions/1/",
        f"{statement_at}editions/1..2/",
        "/ar/info/messages/2007/gone/",
        "/ar/subscribe/",
        "/ar/sitemap/",
        "/ar/activities/",
        "/ar/nowhere/",
        "/ar/accounts/login/",
    ):
        page = client.get(address).content.decode()
        assert "⟦" in page, f"{address} shows no string of ours: it proves nothing"
        assert unmarked(page) == [], address
