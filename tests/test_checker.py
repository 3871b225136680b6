"""The checker beside a draft: advice only, in six languages, and seldom where none is due."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cultural_alliance.editions import limiting
from cultural_alliance.editions.admin import checker
from cultural_alliance.editions.checking import Finding, Text, advise
from cultural_alliance.editions.dated import Dated
from cultural_alliance.editions.models import Edition
from messages.models import Occasion, OccasionRule, Statement

from .support.cast import make_user, publisher, writer
from .support.desk import page_of, words
from .support.files import attached
from .support.record import make_draft, submitted

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


def of(rule: str, body: str, language: str = "en", **about: Any) -> list[Finding]:
    """What the rule finds; the body may be text, a blank line between paragraphs."""
    about = {"title": "A title", "summary": "", **about}
    findings = advise(Text(body=body, language=language, **about))
    return [finding for finding in findings if finding.rule == rule]


def quotes(rule: str, body: str, language: str = "en", **about: Any) -> list[str]:
    return [finding.quote for finding in of(rule, body, language, **about)]


# Headings


def test_headings_in_order_with_text_below_need_no_advice() -> None:
    body = "<h2>One</h2><p>Text.</p><h3>Within one</h3><p>Text.</p><h2>Two</h2><h3>a</h3><p>b</p>"
    assert of("headings", body) == []


def test_a_heading_of_the_second_level_before_any_of_the_first_is_told() -> None:
    [told] = of("headings", "<p>x</p><h3>Within</h3><p>Text.</p><h2>Above</h2><p>Text.</p>")
    assert (told.quote, told.advice[:35]) == ("Within", "A heading of the second level, and ")


def test_a_heading_without_text_or_without_words_is_told() -> None:
    assert quotes("headings", "<h2>One</h2><h2>Two</h2><p>Text.</p>") == ["One"]
    assert quotes("headings", "<h3>–</h3><p>Text.</p>") == ["–", "–"]  # and it is the first


PARAGRAPH = "<p>Culture is what we share, and we share it gladly with all who come here.</p>"


def test_a_bold_line_that_stands_for_a_heading_is_told() -> None:
    assert quotes("headings", f"<p><strong>What we ask</strong></p>{PARAGRAPH}") == ["What we ask"]
    assert quotes("headings", "<p><b>What</b> <b>we ask</b></p><ul><li>Funds</li></ul>")


@pytest.mark.parametrize(
    "body",
    [
        f"<p><strong>Excellencies,</strong></p>{PARAGRAPH}",
        f"<p><strong>It is late.</strong></p>{PARAGRAPH}",
        f"<p><strong>What</strong> we ask</p>{PARAGRAPH}",
        f"{PARAGRAPH}<p><strong>Koichiro Matsuura</strong></p><p>Director-General</p>",
        f"{PARAGRAPH}<p><strong>Koichiro Matsuura</strong></p>",
    ],
)
def test_a_salutation_an_emphasis_and_a_name_below_a_text_are_no_headings(body: str) -> None:
    assert of("headings", body) == []


# Links


@pytest.mark.parametrize(
    ("language", "link"),
    [
        ("en", "click here"),
        ("en", "Read more »"),
        ("fr", "Cliquez ici"),
        ("es", "aquí"),
        ("ru", "здесь"),
        ("ru", "по ссылке"),
        ("zh", "点击这里"),
        ("ar", "اضغط هنا"),
        ("ar", "هنا"),
        ("ar", "here"),
    ],
)
def test_a_link_that_does_not_say_where_it_leads_is_told(language: str, link: str) -> None:
    body = f'<p>x <a href="/en/info/">{link}</a> y</p>'
    assert quotes("link texts", body, language) == [link]


def test_a_bare_address_and_one_text_for_two_targets_are_told() -> None:
    assert quotes("link texts", '<p><a href="https://x.org">https://x.org/a</a></p>')
    twice = '<p><a href="/a/">The report</a></p><ul><li>See <a href="/b/">the report</a>.</li></ul>'
    assert quotes("link texts", twice) == ["the report"]


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://x.org/a">The report</a> and <a href="http://www.x.org/a/">the report'
        "</a></p>",
        '<p><a href="mailto:a@x.org">a@x.org</a> is <a href="/en/here/">here to stay</a></p>',
        '<p>a<a href="#fn1"><sup>1</sup></a> b<a href="#fn2"><sup>2</sup></a></p>'
        '<ol><li id="fn1">One.</li><li id="fn2">Two.</li></ol>',
        '<p>Click here, he said, and <a href="/x/">the <em>whole</em> report</a> opened.</p>',
    ],
)
def test_links_that_say_where_they_lead_need_no_advice(body: str) -> None:
    assert of("link texts", body) == []


# Sentences

LONG = {
    "en": "We share culture with all who come here " * 6,
    "fr": "Nous partageons la culture avec tous ceux qui viennent " * 6,
    "es": "Compartimos la cultura con todos los que vienen aquí " * 6,
    "ru": "Мы делимся культурой со всеми, кто приходит сюда " * 6,
    "zh": "我们与所有来到这里的人分享文化，" * 8,
    "ar": "نتقاسم الثقافة مع كل من يأتي إلى هنا " * 7,
}
STOP = {"zh": "。", "ar": "؟ "}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_sentence_is_told_and_the_same_words_in_two_are_not(language: str) -> None:
    stop = STOP.get(language, ". ")
    [told] = of("sentences", f"{LONG[language]}{stop}x{stop}", language)
    assert told.paragraph == 1 and told.advice.startswith("This sentence has ")
    said = LONG[language]
    half = len(said) // 2
    assert of("sentences", f"{said[:half]}{stop}{said[half:]}", language) == []


def test_a_sentence_in_the_summary_counts_and_the_rows_of_a_table_do_not() -> None:
    [told] = of("sentences", "", summary=LONG["en"])
    assert told.field == "summary"
    assert of("sentences", f"<table><tr><td>{LONG['en']}</td></tr></table>") == []


# Weekdays and days

WRONG_WEEKDAY = [  # 12 September 2006 was a Tuesday
    ("en", "on Monday, 12 September 2006"),
    ("en", "on Monday 12th of September, 2006"),
    ("en", "on Monday, September 12, 2006"),
    ("fr", "le lundi 12 septembre 2006"),
    ("es", "el lunes 12 de septiembre de 2006"),
    ("es", "el lunes, 12 de setiembre de 2006"),
    ("ru", "в среду, 12 сентября 2006 года"),
    ("zh", "2006年9月12日（星期一）"),
    ("zh", "2006年9月12日，周一"),
    ("ar", "يوم الاثنين 12 سبتمبر 2006"),
    ("ar", "يوم الإثنين، ١٢ أيلول/سبتمبر ٢٠٠٦"),
    ("ar", "الاثنين الموافق 12 شتنبر 2006م"),
]
RIGHT_WEEKDAY = [
    ("en", "on Tuesday, 12 September 2006"),
    ("en", "Monday morning; on September 12, 2006"),
    ("fr", "le mardi 12 septembre 2006"),
    ("es", "el martes 12 de septiembre de 2006"),
    ("ru", "во вторник, 12 сентября 2006 года"),
    ("zh", "2006年9月12日（星期二）"),
    ("ar", "يوم الثلاثاء 12 أيلول/سبتمبر 2006"),
    ("ru", "в среду, 25 октября 1917 года"),  # by the calendar of its time
]


@pytest.mark.parametrize(("language", "said"), WRONG_WEEKDAY)
def test_a_weekday_that_does_not_fit_its_date_is_told(language: str, said: str) -> None:
    [told] = of("weekdays", f"<p>x {said} y</p>", language)
    assert told.advice == "12 September 2006 is a Tuesday."
    assert told.quote in said and len(told.quote) > 10


@pytest.mark.parametrize(("language", "said"), RIGHT_WEEKDAY)
def test_a_weekday_that_fits_is_not(language: str, said: str) -> None:
    assert of("weekdays", f"<p>x {said} y</p>", language) == []


def test_a_weekday_without_a_year_is_held_against_the_day_of_delivery() -> None:
    given = Dated(date(2006, 9, 12))
    assert quotes("weekdays", "On Monday 12 September we meet.", dated=given)
    assert quotes("weekdays", "On Monday 11 September we meet.", dated=given) == []
    assert quotes("weekdays", "On Monday 12 September we meet.") == []


def test_a_day_that_the_calendar_does_not_have_is_told() -> None:
    assert quotes("weekdays", "On 31 September we meet.") == ["31 September"]
    assert quotes("weekdays", "Le 29 février 2007.", "fr") == ["29 février 2007"]
    assert quotes("weekdays", "Le 29 février 2008. A/RES/58/220 and 58.99.2003", "fr") == []


# The facts

GIVEN = Dated(date(2006, 9, 12))
CONTRADICTING = [
    ("en", "This message was delivered in New York on 19 December 2006."),
    ("en", "Delivered on September 13, 2006"),
    ("en", "We meet on 12 September 2005 to speak of culture and of all that it asks of us."),
    ("en", "Paris, 2003-09-12"),
    ("fr", "Cette allocution a été prononcée à Paris le 13 septembre 2006."),
    ("fr", "Prononcé le 12/09/2005"),
    ("es", "Este discurso fue pronunciado el 1 de octubre de 2006."),
    ("ru", "Настоящее послание было зачитано 13 сентября 2006 года."),
    ("zh", "本致辞于2006年9月13日在巴黎发表。"),
    ("ar", "أُلقيت هذه الكلمة في باريس في 13 أيلول/سبتمبر 2006."),
    ("ar", "هذا البيان ألقي في ١٣ سبتمبر"),
]
IN_KEEPING = [
    ("en", "This message was delivered in New York on 12 September 2006, and on 12 September."),
    ("en", "On 12 September 1978 the conference in Buenos Aires adopted its Plan of Action."),
    ("en", "Given the events of 5 May 2004, the conference met on 7 June 2006."),
    ("en", "This message recalls the declaration that was delivered on 5 May 2004."),
    ("en", "This message was delivered at the conference of 11 to 13 September 2006."),
    ("en", "Aid was delivered on 5 May 2004. This message is short."),
    ("fr", "Le 12 septembre 1978, la conférence a adopté le plan. Ce message est bref."),
    ("ru", "Резолюция 58/220 от 23 декабря 2003 года."),
    ("zh", "本声明重申2004年5月5日发表的宣言。"),
    ("ar", "قرار الجمعية العامة 58/220 المؤرخ 23 كانون الأول/ديسمبر 2003"),
]


@pytest.mark.parametrize(("language", "said"), CONTRADICTING)
def test_a_date_that_contradicts_the_day_of_delivery_is_told(language: str, said: str) -> None:
    [told] = of("facts", said, language, dated=GIVEN)
    assert told.advice == "The facts say that it is given on 12 September 2006."
    assert of("facts", said, language) == []  # nothing to contradict


@pytest.mark.parametrize(("language", "said"), IN_KEEPING)
def test_history_and_other_peoples_days_contradict_nothing(language: str, said: str) -> None:
    assert of("facts", said, language, dated=GIVEN) == []


def moved_day(year: int) -> date:
    return date(year, 12, 19) if year < 2012 else date(year, 9, 12)


def test_a_day_right_behind_the_name_of_the_occasion_is_held_against_its_rules() -> None:
    dated = Dated(date(2014, 9, 10), "Day for South-South Cooperation", moved_day)
    name = "United Nations Day for South-South Cooperation"
    [told] = of("facts", "", title=f"Message on the {name}, 19 December 2014", dated=dated)
    assert (told.field, told.advice) == ("title", "In 2014 the occasion is on 12 September 2014.")
    assert of("facts", f"On the {name} (19 December) we meet.", dated=dated)
    for kept in (
        f"the {name}, 12 September 2014",
        f"the {name}, 19 December 2011",
        f"the {name}, 10 September 2014",  # the day of delivery
        f"The {name} was proclaimed on 23 December 2003.",
        f"By its resolution of 23 December 2003 it proclaimed 19 December as the {name}.",
    ):
        assert of("facts", kept, dated=dated) == [], kept


# Real texts


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_real_texts_get_no_wrong_advice() -> None:
    """The opening statement has long sentences, and that is all there is to say."""
    for command in ("load_opening", "load_examples"):
        call_command(command, stdout=StringIO())
    editions = Edition.objects.filter(erased=False).select_related("document")
    told = set()
    for edition in editions:
        edition.document = edition.document.specific
        found = checker.of(edition).context["findings"]
        told |= {(edition.title, finding.rule, finding.quote) for finding in found}
    assert len(editions) > 10
    assert sum(rule == "sentences" for _title, rule, _quote in told) >= 3
    assert [each for each in told if each[1] != "sentences"] == []


# Beside the draft


@pytest.fixture
def draft(db: None) -> Edition:
    day = Occasion.objects.create(slug="day", names={"en": "Day of Sharing", "fr": "Journée"})
    OccasionRule.objects.create(occasion=day, month=9, day=12, first_year=2000)
    return make_draft(
        by=writer(),
        title="Message",
        body='<p>First.</p><p>See <a href="/en/">click here</a>.</p>',
        occasion="day",
        delivered_on=date(2006, 9, 12),
    )


@pytest.fixture
def desk(client: Client, draft: Edition) -> Client:
    assert draft.saved_by
    client.force_login(draft.saved_by)
    return client


def check(desk: Client, draft: Edition, **typed: str) -> str:
    address = reverse("admin:editions_edition_check", args=[draft.pk])
    answer = desk.post(address, typed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_lists_what_it_found_each_linked_to_its_place(
    desk: Client, draft: Edition
) -> None:
    page = desk.get(page_of(draft)).content.decode()
    assert '<details class="beside-panel" id="advice" open>' in page
    assert 'href="#id_body" data-begins="See click here." data-quote="click here">¶2:' in page
    attached(draft, "map.png")
    assert '<a href="#files"' in desk.get(page_of(draft)).content.decode()


def test_a_text_without_fault_says_so_and_only_drafts_have_advice(
    desk: Client, draft: Edition
) -> None:
    assert "Nothing to advise." in check(desk, draft, body="<p>First.</p>")
    page = desk.get(page_of(submitted(make_draft(by=draft.saved_by)))).content.decode()
    assert 'id="advice"' not in page


def test_what_is_being_written_is_checked_against_the_facts_and_nothing_is_saved(
    desk: Client, draft: Edition
) -> None:
    told = check(
        desk, draft, title="On the Day of Sharing, 13 September", body="<p>Of 12 September 2007</p>"
    )
    assert "In 2006 the occasion is on 12 September 2006." in told
    assert "The facts say that it is given on 12 September 2006." in told
    assert "click here" not in told
    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("Message", 2)


def test_advice_bars_nothing(desk: Client, draft: Edition) -> None:
    sent = {**words(draft, body="<h3>a</h3><h3>b</h3>"), "then": "submit"}
    answer = desk.post(page_of(draft), sent)
    assert answer.status_code == 302 and "submit" in answer["Location"]


def test_a_long_list_of_advice_is_cut(desk: Client, draft: Edition) -> None:
    told = check(desk, draft, body='<p><a href="/x/">here</a></p>' * 25)
    assert told.count("<li>") == checker.SHOWN and "And 5 more." in told


def test_advice_shows_hostile_words_as_words(desk: Client, draft: Edition) -> None:
    told = check(desk, draft, title="On 31 September<script>", body="&lt;img&gt; 31 June<b>")
    assert "<script>alert" not in told and "<img>" not in told and "31 June" in told


def test_only_who_may_see_the_draft_has_it_checked(client: Client, draft: Edition) -> None:
    address = reverse("admin:editions_edition_check", args=[draft.pk])
    assert draft.saved_by
    limiting.limit(draft, by=draft.saved_by, readers=[])
    for person, status in ((publisher(), 404), (make_user(), 302)):
        client.force_login(person)
        assert client.post(address, {"body": "x"}).status_code == status
    client.force_login(draft.saved_by)
    assert client.post(address, {"body": "x"}).status_code == 200
    assert client.get(address).status_code == 405


def test_a_statement_says_what_its_facts_say_of_days(draft: Edition) -> None:
    statement = Statement.objects.get(pk=draft.document_id)
    french = statement.dated(draft.text_language)
    assert (french.given_on, french.occasion) == (date(2006, 9, 12), "Day of Sharing")
    assert french.day_in(2010) == date(2010, 9, 12)
