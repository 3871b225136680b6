"""The one door to what is private to an organisation.

A stranger gets 404: even that something exists is private. A colleague without the right gets 403.
Membership is read with each request, so that a removed colleague's open tab opens nothing.
"""

from enum import Enum
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from .models import Membership, MembershipRole, Organisation, PartnerRequest

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

DECIDE = "members.decide"


class Right(Enum):
    """What a colleague wants to do, and the roles that may."""

    READ = (MembershipRole.READER, MembershipRole.EDITOR, MembershipRole.OWNER)
    WRITE = (MembershipRole.EDITOR, MembershipRole.OWNER)
    MANAGE = (MembershipRole.OWNER,)


def person(request: HttpRequest) -> "User":
    """Who asks, where only those who are signed in come through."""
    return cast("User", request.user)


def memberships(user: "User") -> "QuerySet[Membership]":
    """In the organisations that are still members, by name."""
    mine = Membership.objects.filter(person=user, organisation__left_at__isnull=True)
    return mine.select_related("organisation").order_by("organisation__sort_name", "pk")


def own_membership(user: "User | AnonymousUser", organisation: int, *, to: Right) -> Membership:
    """The person's membership in the organisation (a primary key). Raises Http404,
    PermissionDenied."""
    if not user.is_authenticated or not user.is_active:
        raise Http404()
    found = memberships(user).filter(organisation=organisation).first()
    if found is None:
        raise Http404()
    if found.role not in to.value:
        raise PermissionDenied(_("Your role in this organisation does not allow this."))
    return found


def own_organisation(user: "User | AnonymousUser", pk: int, *, to: Right) -> Organisation:
    """Raises Http404 for a stranger, PermissionDenied for a colleague without the right."""
    return own_membership(user, pk, to=to).organisation


def own_request(user: "User | AnonymousUser", pk: int, *, to: Right) -> PartnerRequest:
    """A request of one's own organisation. Raises Http404, PermissionDenied."""
    found = PartnerRequest.objects.select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404()
    own_membership(user, found.organisation_id, to=to)
    return found


def is_member(user: "User | AnonymousUser") -> bool:
    """Whether the person belongs to any organisation of the Alliance."""
    return user.is_authenticated and user.is_active and memberships(user).exists()
