"""The portal's own addresses: six sections, a few other pages, and what no page may take."""

from django.utils.translation import gettext_lazy as _

# The six sections of the original page, in its order. Their addresses are part of the portal, so
# these pages stay where they are; their titles are those of their texts.
SECTIONS = {
    "about": _("About the Alliance"),
    "members": _("Focus on Members"),
    "partners": _("Find your Partner"),
    "join": _("Join the Alliance"),
    "info": _("Info Centre"),
    "contact": _("Contact Us"),
}
ACTIVITIES = "activities"
ACCESSIBILITY = "accessibility"
PRIVACY = "privacy"
# Pages that the portal itself links to by their address.
FIXED = {
    **SECTIONS,
    ACTIVITIES: _("UNESCO Cultural Activities Worldwide"),
    ACCESSIBILITY: _("Accessibility"),
    PRIVACY: _("Privacy"),
}
# Other parts of the portal answer at these addresses and below them.
RESERVED = (
    "accounts",
    "info/check",
    "info/messages",
    "info/occasions",
    "search",
    "sitemap",
    "styleguide",
    "subscribe",
)


def is_reserved(path: str) -> bool:
    return any(path == taken or path.startswith(f"{taken}/") for taken in RESERVED)
