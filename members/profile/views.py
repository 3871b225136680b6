"""The profile: edited by the organisation's own editors and owners, read by all colleagues."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .. import access
from ..access import Right
from ..area import OwnPage, OwnTemplatePage
from ..models import Organisation
from . import logos, missing, refusals, saving
from .conflicts import differences
from .forms import LogoForm, ProfileForm


@dataclass(frozen=True)
class Tab:
    language: Language
    url: str
    current: bool
    is_written: bool
    is_first: bool


class ProfileView(OwnTemplatePage):
    """`?language=` chooses the language of the words; without it, it is the first one."""

    current = "profile"
    template_name = "members/profile.html"

    @property
    def language(self) -> Language:
        asked = self.request.GET.get("language", "")
        return languages.get(asked if asked in languages.CODES else self.first_language)

    @property
    def first_language(self) -> str:
        return self.organisation.first_language

    def form(self, data: QueryDict | None = None) -> ProfileForm:
        return ProfileForm(
            data,
            instance=copy(self.organisation),  # a form writes into what it is given
            language=self.language,
            is_owner=self.may(Right.MANAGE),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            language=self.language,
            tabs=self.tabs(),
            completeness=missing.of(self.organisation),
            **kwargs,
        )

    def tabs(self) -> list[Tab]:
        written = set(self.organisation.texts.values_list("language", flat=True))
        return [
            Tab(
                language,
                address(self.organisation, language),
                language == self.language,
                language.code in written,
                language.code == self.first_language,
            )
            for language in languages.LANGUAGES
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        try:
            self.save(form)
        except refusals.Stale:
            return self.conflict(request.POST.copy())
        flash.success(request, _("The profile is saved."))
        then = request.POST.get("then", "")
        return redirect(address(self.organisation, languages.BY_CODE.get(then, self.language)))

    def save(self, form: ProfileForm) -> None:
        saving.save(
            self.organisation,
            by=access.person(self.request),
            revision=form.cleaned_data["revision"],
            facts=form.cleaned_facts(),
            words=form.cleaned_words(),
            language=self.language,
        )

    def conflict(self, data: QueryDict) -> HttpResponse:
        """The form with what was typed, beside what is there now: sent again, it is saved."""
        self.membership.organisation = Organisation.objects.get(pk=self.organisation.pk)
        data["revision"] = str(self.organisation.revision)
        form = self.form(data)
        form.is_valid()
        context = self.get_context_data(form=form, is_stale=True, differences=differences(form))
        return self.render_to_response(context, status=409)


class RemoveWordsView(OwnTemplatePage):
    current = "profile"
    right = Right.WRITE
    template_name = "members/profile_words_remove.html"

    @property
    def language(self) -> Language:
        found = languages.BY_CODE.get(self.kwargs["language"])
        if found is None:
            raise Http404()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = self.organisation.texts.filter(language=self.language.code)
        return super().get_context_data(language=self.language, text=texts.first(), **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            saving.remove_words(self.organisation, self.language, by=access.person(request))
        except refusals.Refused as refusal:
            context = self.get_context_data(refusal=str(refusal))
            return self.render_to_response(context, status=409)
        told = {"language": self.language.name}
        flash.success(request, _("The words in this language are removed: %(language)s.") % told)
        return redirect("members:profile", pk=self.organisation.pk)


class LogoView(OwnPage, FormView):
    """A page of its own: no browser sends a chosen file twice, so other errors would lose it."""

    current = "profile"
    right = Right.WRITE
    template_name = "members/profile_logo.html"
    form_class = LogoForm

    def form_valid(self, form: LogoForm) -> HttpResponse:
        picture = form.cleaned_data["logo"]
        logos.put(self.organisation, picture, by=access.person(self.request))
        flash.success(self.request, _("The logo is saved."))
        return redirect("members:profile_logo", pk=self.organisation.pk)

    def form_invalid(self, form: LogoForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)


class RemoveLogoView(OwnTemplatePage):
    current = "profile"
    right = Right.WRITE
    template_name = "members/profile_logo_remove.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        logos.take_away(self.organisation, by=access.person(request))
        flash.success(request, _("The logo is removed."))
        return redirect("members:profile_logo", pk=self.organisation.pk)


def address(organisation: Organisation, language: Language) -> str:
    profile = reverse("members:profile", kwargs={"pk": organisation.pk})
    return f"{profile}?language={language.code}"
