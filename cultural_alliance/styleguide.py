"""The style guide: every component live, and every pair of colours with its contrast.

The colours are read out of the style sheet itself: the page cannot say what the sheet does not do.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from . import languages

SCHEMES = ("light", "dark")
TOKEN = re.compile(r"--([a-z-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);")

# (text, ground, where it stands, least ratio): WCAG asks 4.5 of text and 3 of what is not text;
# we ask 7 of the text of a statement.
PAIRS = (
    ("ink", "paper", _("Text of a statement"), 7),
    ("ink", "card", _("Text on a card"), 7),
    ("ink", "wash", _("Text on a wash"), 7),
    ("ink", "wash-gold", _("Paragraph that was linked to; examples banner"), 7),
    ("ink", "wash-red", _("Withdrawn notice; words taken out"), 7),
    ("ink", "wash-green", _("Words put in"), 7),
    ("ink-soft", "paper", _("Secondary text"), 4.5),
    ("ink-soft", "card", _("Secondary text on a card"), 4.5),
    ("ink-soft", "wash", _("Secondary text on a wash"), 4.5),
    ("azure", "paper", _("Link"), 4.5),
    ("azure", "card", _("Link on a card"), 4.5),
    ("azure", "wash", _("Link on a wash"), 4.5),
    ("azure", "wash-gold", _("Link in a preview notice"), 4.5),
    ("azure", "wash-red", _("Link in a withdrawn notice"), 4.5),
    ("azure-deep", "paper", _("Link under the pointer"), 4.5),
    ("on-azure", "azure", _("Button"), 4.5),
    ("on-azure", "azure-deep", _("Button under the pointer"), 4.5),
    ("on-bar", "bar", _("Utility row and footer"), 4.5),
    ("terracotta", "paper", _("Error"), 4.5),
    ("terracotta", "card", _("Error on a card"), 4.5),
    ("terracotta", "wash-red", _("Withdrawn"), 4.5),
    ("leaf", "card", _("Open"), 4.5),
    ("leaf", "wash-green", _("Public"), 4.5),
    ("edge", "card", _("Border of a form field"), 3),
    ("focus", "paper", _("Focus"), 3),
    ("focus", "card", _("Focus on a card"), 3),
)


def tokens(sheet: str = "css/site.css") -> dict[str, dict[str, str]]:
    """The colours by scheme and name, as `#rrggbb`, read from the top of the sheet."""
    found = TOKEN.findall(Path(str(finders.find(sheet))).read_text(encoding="utf-8"))
    return {
        "light": {name: light for name, light, dark in found},
        "dark": {name: dark for name, light, dark in found},
    }


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2.2 defines it, between 0 and 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, between 1 and 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Pair:
    text: str
    ground: str
    use: str
    least: float
    light: float
    dark: float

    @property
    def passes(self) -> bool:
        return min(self.light, self.dark) >= self.least


def pairs() -> list[Pair]:
    schemes = tokens().values()
    return [
        Pair(text, ground, str(use), least, *(contrast(c[text], c[ground]) for c in schemes))
        for text, ground, use, least in PAIRS
    ]


class SpecimenForm(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As it should stand in the record."))
    email = forms.EmailField(label=_("E-mail"), help_text=_("Only the desk sees it."))
    language = forms.ChoiceField(label=_("Language"), choices=languages.CHOICES)
    when = forms.ChoiceField(
        label=_("How often"),
        choices=[("now", _("At once")), ("weekly", _("Once a week"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    agree = forms.BooleanField(label=_("I have read how my data are used"))


@dataclass(frozen=True)
class Specimen:
    language: languages.Language
    form: SpecimenForm
    title: str
    paragraphs: tuple[str, ...]


# Articles 1, 19 and 27 of the Universal Declaration of Human Rights: a text in every language.
ARTICLES = {
    "en": (
        "Universal Declaration of Human Rights: Articles 1, 19 and 27",
        "All human beings are born free and equal in dignity and rights. They are endowed with "
        "reason and conscience and should act towards one another in a spirit of brotherhood.",
        "Everyone has the right to freedom of opinion and expression; this right includes freedom "
        "to hold opinions without interference and to seek, receive and impart information and "
        "ideas through any media and regardless of frontiers.",
        "Everyone has the right freely to participate in the cultural life of the community, to "
        "enjoy the arts and to share in scientific advancement and its benefits.",
    ),
    "ar": (
        "الإعلان العالمي لحقوق الإنسان: المواد ١ و١٩ و٢٧",
        "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وهبوا عقلًا وضميرًا وعليهم أن "
        "يعامل بعضهم بعضًا بروح الإخاء.",
        "لكل شخص الحق في حرية الرأي والتعبير، ويشمل هذا الحق حرية اعتناق الآراء دون أي تدخل، "
        "واستقاء الأنباء والأفكار وتلقيها وإذاعتها بأية وسيلة كانت دون تقيد بالحدود الجغرافية.",
        "لكل فرد الحق في أن يشترك اشتراكًا حرًا في حياة المجتمع الثقافي وفي الاستمتاع بالفنون "
        "والمساهمة في التقدم العلمي والاستفادة من نتائجه.",
    ),
}


def specimens() -> list[Specimen]:
    made = []
    for code, (title, *paragraphs) in ARTICLES.items():
        form = SpecimenForm({f"{code}-name": "", f"{code}-email": "nobody"}, prefix=code)
        made.append(Specimen(languages.get(code), form, title, tuple(paragraphs)))
    return made


@staff_member_required(login_url="account_login")
def styleguide(request: HttpRequest) -> HttpResponse:
    scheme = request.GET.get("scheme", "")
    return render(
        request,
        "cultural_alliance/styleguide.html",
        {
            "scheme": scheme if scheme in SCHEMES else "",
            "pairs": pairs(),
            "tokens": tokens()["light"],
            "specimens": specimens(),
            "breadcrumbs": [(_("Style guide"), "")],
            "robots": "noindex",
        },
    )
