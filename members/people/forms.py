"""What is asked about an organisation's people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.accounts.forms import FirstPasswordForm
from cultural_alliance.accounts.models import User
from cultural_alliance.form_fields import MailboxField

from ..form_fields import NameField
from ..models import Membership, MembershipInvitation, MembershipRole

WHAT_ROLES_DO = _(
    "A reader sees the profile, the people and the requests. An editor also edits the profile and "
    "the requests. An owner also looks after the people."
)


class InviteForm(forms.Form):
    email = MailboxField(
        label=_("E-mail"),
        help_text=_("The invitation works for this address alone."),
    )
    name = NameField(
        label=_("Name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=MembershipRole.choices,
        initial=MembershipRole.EDITOR,
        widget=forms.RadioSelect,
        help_text=WHAT_ROLES_DO,
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=languages.CHOICES)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role"]
        widgets = {"role": forms.RadioSelect}
        help_texts = {"role": WHAT_ROLES_DO}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = MembershipRole.choices  # type: ignore[attr-defined]


class NewcomerForm(FirstPasswordForm):
    """Name and password of somebody who is invited and has no account yet."""

    name = NameField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, invitation: MembershipInvitation, *args: Any, **kwargs: Any) -> None:
        # The password's rules compare it with the name and the address.
        super().__init__(User(email=invitation.email, name=invitation.name), *args, **kwargs)
