"""How organisations and partner requests let themselves be found."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.signals import post_delete, post_save
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from cultural_alliance import languages, search
from cultural_alliance.surfaces import Hit, Text

from .models import (
    Organisation,
    OrganisationText,
    PartnerRequest,
    PartnerRequestText,
    RequestState,
)

Found = Sequence[tuple[int, str]]


class Organisations:
    kind = "organisation"
    has_editions = False

    @property
    def name(self) -> str:
        return _("Members")

    def everything(self) -> Iterable[int]:
        public = Organisation.objects.public().order_by("pk")
        return public.values_list("pk", flat=True).iterator()

    def texts(self, pk: int) -> list[Text]:
        """One for each language that it wrote in; its name alone where it wrote nothing yet."""
        organisation = Organisation.objects.public().with_texts().filter(pk=pk).first()
        if organisation is None:
            return []
        texts = list(organisation.texts.all())
        empty = OrganisationText(language=organisation.first_language)
        return [_of_organisation(organisation, text) for text in texts or [empty]]

    def public(self, at: datetime | None = None) -> QuerySet[Any]:
        shown = Organisation.objects.public().order_by()
        return shown.annotate(object_id=F("pk"), edition=Value(0))

    def hits(self, found: Found, language: str) -> dict[int, Hit]:
        rows = Organisation.objects.in_bulk([pk for pk, _code in found])
        return {
            pk: Hit(
                url=row.get_absolute_url(),
                over=" · ".join([_("Member"), row.get_kind_display()]),
                notes=tuple(filter(None, [row.place, countries.name(str(row.country))])),
            )
            for pk, row in rows.items()
        }


def _of_organisation(organisation: Organisation, text: OrganisationText) -> Text:
    code = text.language
    facts = [
        organisation.short_name,
        organisation.place,
        *_countries([str(organisation.country)], code),
        *_names(organisation.sectors.all(), code),
    ]
    joined = organisation.member_since
    return Text(
        code,
        organisation.name,
        text.summary,
        "\n\n".join(filter(None, [text.about, text.brings, text.seeks])),
        facts=" · ".join(filter(None, facts)),
        at=timezone.make_aware(datetime.combine(joined, time.min)) if joined else None,
    )


class Requests:
    kind = "request"
    has_editions = False

    @property
    def name(self) -> str:
        return _("Partner requests")

    def everything(self) -> Iterable[int]:
        opened = PartnerRequest.objects.filter(state=RequestState.OPENED).order_by("pk")
        return opened.values_list("pk", flat=True).iterator()

    def texts(self, pk: int) -> list[Text]:
        """Of one that is open: its deadline and its organisation are asked each time anew."""
        opened = PartnerRequest.objects.filter(pk=pk, state=RequestState.OPENED)
        request = opened.with_texts().first()
        return [_of_request(request, text) for text in request.texts.all()] if request else []

    def public(self, at: datetime | None = None) -> QuerySet[Any]:
        on = timezone.localdate(at) if at else None
        shown = PartnerRequest.objects.public(on).order_by()
        return shown.annotate(object_id=F("pk"), edition=Value(0))

    def hits(self, found: Found, language: str) -> dict[int, Hit]:
        requests = PartnerRequest.objects.select_related("organisation")
        rows = requests.in_bulk([pk for pk, _code in found])
        return {
            pk: Hit(
                url=row.get_absolute_url(),
                over=" · ".join([_("Partner request"), row.get_direction_display()]),
                notes=(row.organisation.name, _until(row)),
            )
            for pk, row in rows.items()
        }


def _of_request(request: PartnerRequest, text: PartnerRequestText) -> Text:
    code = text.language
    lines = [line.sentences.get(code, "") for line in request.lines.all()]
    facts = [
        request.organisation.name,
        *_names(request.sectors.all(), code),
        *_names(request.regions.all(), code),
        *_countries(request.countries, code),
        *_names([line.resource for line in request.lines.all()], code),
    ]
    return Text(
        code,
        text.title,
        text.summary,
        "\n\n".join(filter(None, [text.description, *lines])),
        facts=" · ".join(dict.fromkeys(facts)),
        at=request.opened_at,
    )


def _until(request: PartnerRequest) -> str:
    day = date_format(request.deadline, "DATE_FORMAT") if request.deadline else ""
    return _("Open until %(day)s") % {"day": day}


def _names(rows: Iterable[Any], code: str) -> list[str]:
    return [row.name_in(languages.get(code)) for row in rows]


def _countries(codes: Iterable[str], code: str) -> list[str]:
    with translation.override(languages.get(code).django_code):
        return [str(countries.name(country)) for country in codes if country]


def _organisation_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    pk = instance.organisation_id if isinstance(instance, OrganisationText) else instance.pk
    search.changed(Organisations.kind, pk)


def _name_changed(sender: Any, instance: Organisation, created: bool, **kwargs: Any) -> None:
    """Its open requests are found by its name too."""
    if not created:
        for pk in instance.requests.filter(state=RequestState.OPENED).values_list("pk", flat=True):
            search.changed(Requests.kind, pk)


def _request_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    pk = instance.request_id if isinstance(instance, PartnerRequestText) else instance.pk
    search.changed(Requests.kind, pk)


def hear() -> None:
    """Rows that are saved tell it themselves; verbs that change what hangs on them tell it too."""
    for model in (Organisation, OrganisationText):
        name = f"search.{model.__name__}"
        post_save.connect(_organisation_changed, model, dispatch_uid=f"{name} saved")
        post_delete.connect(_organisation_changed, model, dispatch_uid=f"{name} deleted")
    for request in (PartnerRequest, PartnerRequestText):
        name = f"search.{request.__name__}"
        post_save.connect(_request_changed, request, dispatch_uid=f"{name} saved")
        post_delete.connect(_request_changed, request, dispatch_uid=f"{name} deleted")
    post_save.connect(_name_changed, Organisation, dispatch_uid="search.name changed")
