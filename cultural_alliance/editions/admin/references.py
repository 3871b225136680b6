"""Documents as people point at them: by an address copied from the browser, or by number."""

import re
from urllib.parse import urlsplit

from ..models import Address, Document

LARGEST = 2**63 - 1


def find_document(typed: str) -> Document | None:
    """By `/en/info/messages/2006/…/`, with or without the host; by `/m/12/`; by `12`."""
    path = urlsplit(typed.strip()).path.strip("/")
    if numbered := re.fullmatch(r"(?:m/)?(\d+)", path):
        number = int(numbered[1])
        return Document.objects.filter(pk=number).first() if number <= LARGEST else None
    below_language = path.partition("/")[2]
    address = Address.objects.filter(path__in=[path, below_language]).first()
    return address.document if address else None
