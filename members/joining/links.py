"""The applicant's link: signed for this purpose over the application and its own lot, so that
knowing a reference or an address opens nothing. It has no end while the desk has not decided."""

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..models import JoinApplication
from . import keeping

PURPOSE = "members.application"


def token_for(application: JoinApplication) -> str:
    signer = signing.Signer(salt=PURPOSE)
    return signer.sign_object([application.pk, application.link_nonce])


def path_of(application: JoinApplication, name: str = "join_application", **more: object) -> str:
    """In the active language."""
    return reverse(f"members:{name}", kwargs={"token": token_for(application), **more})


def url_of(application: JoinApplication, language: Language | None = None) -> str:
    """The whole address for a letter, in the application's own language unless another is given."""
    language = language or languages.get(application.language)
    with translation.override(language.django_code):
        return f"{settings.ALLIANCE_URL}{path_of(application)}"


def opened(token: str) -> JoinApplication:
    """The application that it opens. Raises Http404 where it is forged or its time is over."""
    try:
        pk, nonce = signing.Signer(salt=PURPOSE).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404("No application has this link.") from None
    application = JoinApplication.objects.filter(pk=pk, emptied_at__isnull=True).first()
    if application is None or not constant_time_compare(nonce, application.link_nonce):
        raise Http404("No application has this link.")
    if is_over(application):
        raise Http404("The time of this link is over.")
    return application


def is_over(application: JoinApplication) -> bool:
    decided_at = application.decided_at
    return decided_at is not None and timezone.now() > decided_at + keeping.LINK_AFTER_DECISION
