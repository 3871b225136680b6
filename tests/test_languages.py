"""Six languages, each at its own address, each in its own direction."""

import re

import pytest
from django.test import Client
from django.utils import formats, timezone, translation

from cultural_alliance import languages
from tests.support.record import make_page, make_translation

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=languages.CODES)
def test_each_language_has_its_address_its_mark_and_its_direction(
    client: Client, language: languages.Language
) -> None:
    answer = client.get(f"/{language.code}/")
    assert answer.status_code == 200
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in answer.text
    assert answer["Content-Language"] == language.tag


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [each.code for each in languages.LANGUAGES if each.direction == "rtl"] == ["ar"]


@pytest.mark.parametrize("address", ["/de/", "/zh-hans/", "/EN/", "/english/"])
def test_other_languages_have_no_address(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_chinese_is_zh_in_addresses_and_simplified_chinese_everywhere_else(client: Client) -> None:
    answer = client.get("/zh/")
    assert 'lang="zh-Hans"' in answer.text
    assert "首页" in client.get("/zh/sitemap/").text  # Django's own texts are in Chinese too
    assert languages.BY_DJANGO_CODE["zh-hans"].code == "zh"


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("fr", "/fr/"),
        ("de, es;q=0.8, en;q=0.5", "/es/"),
        ("zh-CN,zh;q=0.9", "/zh/"),
        ("zh-TW", "/zh/"),
        ("ar-EG", "/ar/"),
        ("de", "/en/"),
        ("", "/en/"),
        ("*;q=x,,;;\x01", "/en/"),
    ],
)
def test_the_front_door_asks_the_browser(client: Client, accepted: str, home: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, home)


@pytest.mark.parametrize(
    ("cookie", "home"), [("ru", "/ru/"), ("zh", "/zh/"), ("zh-hans", "/zh/"), ("xx", "/fr/")]
)
def test_the_front_door_asks_the_cookie_first(client: Client, cookie: str, home: str) -> None:
    client.cookies["django_language"] = cookie
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == home


def test_the_front_door_is_never_kept(client: Client) -> None:
    answer = client.get("/")
    assert "no-store" in answer["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", answer["Vary"]))
    assert not answer.cookies


def test_the_address_decides_whatever_browser_and_cookie_say(client: Client) -> None:
    client.cookies["django_language"] = "ru"
    answer = client.get("/es/", headers={"accept-language": "fr"})
    assert '<html lang="es"' in answer.text
    assert "Accept-Language" not in answer.get("Vary", "")


def test_a_page_in_another_language_than_its_address_is_marked(client: Client) -> None:
    make_page("about", "About the Alliance", body="<p>Only in English.</p>")
    html = client.get("/ar/about/").text
    assert '<html lang="ar" dir="rtl">' in html
    assert '<div class="prose" lang="en" dir="ltr"><p>Only in English.</p></div>' in html
    assert "is-fallback" in html


def test_a_page_in_the_language_of_its_address_is_not_said_to_be_missing(client: Client) -> None:
    make_translation(make_page("about"), "ar", title="عن التحالف", body="<p>نص</p>")
    html = client.get("/ar/about/").text
    assert '<div class="prose" lang="ar" dir="rtl"><p>نص</p></div>' in html
    assert "is-fallback" not in html


@pytest.mark.parametrize(
    ("code", "long"),
    [
        ("en", "11 January 2006"),
        ("fr", "11 janvier 2006"),
        ("es", "11 de enero de 2006"),
        ("ru", "11 января 2006 г."),
        ("zh", "2006年1月11日"),
        ("ar", "11 يناير 2006"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(code: str, long: str) -> None:
    day = timezone.datetime(2006, 1, 11)
    with translation.override(languages.get(code).django_code):
        assert formats.date_format(day, "DATE_FORMAT").replace("\xa0", " ") == long


def test_the_publication_date_is_written_as_on_the_original_page() -> None:
    with translation.override("en"):
        written = formats.date_format(timezone.datetime(2006, 1, 11), "SHORT_DATE_FORMAT")
    assert written == "11 Jan 2006"
