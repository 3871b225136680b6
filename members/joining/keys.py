"""The key of a form: made when it is opened, so that the form sent five times begins one thing."""

from django.core import signing

PURPOSE = "members.application.form"


def signed(key: str) -> str:
    return signing.Signer(salt=PURPOSE).sign(key)


def unsigned(value: str) -> str:
    """ "" for one that we did not make: it begins anew."""
    try:
        return signing.Signer(salt=PURPOSE).unsign(value)
    except signing.BadSignature:
        return ""
