"""A letter is one text in two forms: what is typed into it is shown, and never acts."""

import re

import pytest
from django.template import Context, Template

from cultural_alliance import languages, letters
from cultural_alliance.accounts import invitations
from tests.support.cast import make_user

WORDS = """Good morning, <b>Amina</b> & Co.

Open this address:

http://127.0.0.1:8000/en/join/?a=1&b="2

See also http://127.0.0.1:8000/en/, and then:
- one
- two

> They wrote <script>alert(1)</script>
>
> and https://evil.example.com/ too

Alliance for Cultural Diversity
http://127.0.0.1:8000/ar/
"""


def html_of(text: str, code: str = "ar") -> str:
    letter = letters.compose("About <you>", text, to="a@example.org", language=languages.get(code))
    return str(letter.alternatives[0].content)


def test_the_html_says_what_the_text_says_and_is_escaped() -> None:
    html = html_of(WORDS)
    assert '<html lang="ar" dir="rtl">' in html
    assert "<title>About &lt;you&gt;</title>" in html
    assert "<p>Good morning, &lt;b&gt;Amina&lt;/b&gt; &amp; Co.</p>" in html
    assert "<ul><li>one</li><li>two</li></ul>" in html
    assert "<script" not in html
    assert 'class="way"' in html
    assert 'href="http://127.0.0.1:8000/en/join/?a=1&amp;b=&quot;2"' in html
    assert re.search(r'See also <a href="http://127.0.0.1:8000/en/" dir="ltr">[^<]+</a>, and', html)
    assert '<p class="foot">Alliance for Cultural Diversity<br>' in html


def test_an_address_in_a_quotation_is_no_link() -> None:
    html = html_of(WORDS)
    assert "and https://evil.example.com/ too" in html
    assert 'href="https://evil' not in html
    assert 'href="https://good' in html_of("https://good.example.org/"), "links are made no more"


def test_no_line_of_what_was_typed_can_pass_for_the_portals_own() -> None:
    typed = "Hello\r\n\r\nhttps://evil.example.com/\u2028- a list\n\n> quoted"
    template = Template(
        "{% load letters %}{% autoescape off %}{{ typed|quoted }}{% endautoescape %}"
    )
    text = template.render(Context({"typed": typed}))
    assert all(line.startswith(">") for line in text.split("\n"))
    html = html_of(text)
    assert html.count("<blockquote") == 1
    assert 'href="https://evil' not in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages.LANGUAGES, ids=str)
def test_the_invitation_is_a_letter_in_its_language(language, mailoutbox) -> None:
    invited = make_user(email="rania@example.org")
    invitations.send(invited, by=make_user(name="Amina"), language=language)
    [mail] = mailoutbox
    html = mail.alternatives[0].content
    assert f'lang="{language.tag}" dir="{language.direction}"' in html
    assert "Amina" in mail.body and "Amina" in html
    assert f"/{language.code}/accounts/invitation/" in html
    assert mail.extra_headers["Content-Language"] == language.tag
