"""Two texts to compare, and four paragraphs that have nothing in common."""

from cultural_alliance.editions.differences import Comparison, Text, compare
from cultural_alliance.editions.html import clean

FIRST = "<p>Culture is what makes a people recognise itself across the centuries.</p>"
SECOND = "<p>The Alliance brings together ministries, companies and associations.</p>"
THIRD = "<p>South-South cooperation deserves our common effort and our patience.</p>"
FOURTH = "<p>We shall meet again next year, with results that can be counted.</p>"


def compared(old: str, new: str, language: str = "en") -> Comparison:
    return compare(
        Text("Title", "Summary", clean(old), language),
        Text("Title", "Summary", clean(new), language),
    )
