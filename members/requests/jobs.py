"""How a job of the worker goes through its requests: one that fails stops no other."""

from collections.abc import Callable, Iterable

from ..models import PartnerRequest


def do_each(verb: Callable[[PartnerRequest], bool], found: Iterable[PartnerRequest]) -> int:
    """How many the verb was done to. Raises, once all had their turn, what went wrong with any:
    the worker logs it and tries again."""
    done, errors = 0, []
    for request in found:
        try:
            done += verb(request)
        except Exception as error:
            error.add_note(f"Partner request {request.pk}")
            errors.append(error)
    if errors:
        raise ExceptionGroup("Some partner requests could not be seen to", errors)
    return done
