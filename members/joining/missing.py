"""What an application still lacks before it can be sent: field → sentence, in the form's order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import JoinApplication

SENTENCES = {
    "name": _("Give the name of your organisation."),
    "kind": _("Choose the kind of your organisation."),
    "country": _("Choose the country where it has its seat."),
    "place": _("Name the town or place."),
    "sectors": _("Choose at least one sector."),
    "working_languages": _("Choose at least one language that you work in."),
    "about": _("Say in a few sentences what your organisation does."),
    "first_name": _("Give your name."),
    "first_position": _("Say what you do in the organisation."),
    "first_email": _("Give your e-mail address: we answer there."),
    "second_name": _("Name a second person who can answer for the organisation."),
    "second_position": _("Say what the second person does in the organisation."),
    "second_email": _("Give the e-mail address of the second person."),
    "no_documents_reason": _("Add a document, or say why there is none."),
    "consent": _("We may keep what you wrote only if you agree."),
}
SAME_ADDRESS = _("The second person needs an e-mail address of their own.")
# Asked of every application; of all else there may be nothing.
NEEDED = tuple(name for name in SENTENCES if name != "no_documents_reason")


def missing(application: JoinApplication) -> dict[str, Any]:
    """Empty where it can be sent."""
    return {
        name: sentence for name, sentence in SENTENCES.items() if not _has(application, name)
    } | _same_address(application)


def _has(application: JoinApplication, name: str) -> bool:
    if name == "consent":
        return application.consented_at is not None
    if name == "sectors":
        return application.sectors.exists()
    if name == "no_documents_reason":
        return bool(application.no_documents_reason) or application.documents.exists()
    return bool(getattr(application, name))


def _same_address(application: JoinApplication) -> dict[str, Any]:
    first, second = application.first_email.lower(), application.second_email.lower()
    return {"second_email": SAME_ADDRESS} if first and first == second else {}
