"""Review without an account: what the holder of a live preview link does with the text."""

from django.db import transaction

from . import html, mailing, reviewing
from .chain import record
from .locking import lock_document
from .models import Comment, Opening, PreviewLink, SignOff, Verb
from .refusals import Incomplete, Stale
from .sharing import LinkEnded, digest_of


@transaction.atomic
def open_link(link: PreviewLink) -> Opening:
    return Opening.objects.create(link=_lock(link))


@transaction.atomic
def comment(link: PreviewLink, *, text: str, paragraph: int | None = None) -> Comment:
    """On the paragraph of that number; on the whole, where there is none of that number now."""
    edition = _lock(link).edition
    stands = paragraph in html.numbered_paragraphs(edition.body)
    made = reviewing.say(edition, text, paragraph if stands else None, link=link)
    mailing.commented(made)
    return made


@transaction.atomic
def sign_off(link: PreviewLink, *, name: str, text_digest: str) -> SignOff:
    """The holder stands by the text that has this digest, the one that they read. Raises Stale
    where it was edited since. Signing the same text again changes nothing."""
    link = _lock(link)
    edition = link.edition
    if text_digest != digest_of(edition):
        raise Stale(edition=edition)
    if not name.strip():
        raise Incomplete(missing={"name": "Sign with your name."})
    if signed := link.sign_offs.filter(text_digest=text_digest).first():
        return signed
    signed = SignOff.objects.create(link=link, name=name.strip(), text_digest=text_digest)
    changed = {"link": link.pk, "signed_by": signed.name, "text_digest": text_digest}
    mailing.signed_off(signed)
    record(Verb.SIGNED_OFF, edition.document, by=None, edition=edition, changed=changed)
    return signed


def _lock(link: PreviewLink) -> PreviewLink:
    """The link as it stands now, its document locked. Raises LinkEnded where it is dead."""
    document = lock_document(link.edition.document)
    current: PreviewLink | None = (
        PreviewLink.objects.live().select_related("edition").filter(pk=link.pk).first()
    )
    if current is None:
        raise LinkEnded()
    current.edition.document = document
    return current
