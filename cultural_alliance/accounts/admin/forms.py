"""What an administrator says of a person, and a person of themselves."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from .. import staffing
from ..models import User
from ..refusals import Refused
from ..roles import Role

MAY = {
    Role.WRITER: "writes drafts and submits them",
    Role.PUBLISHER: "also approves what others wrote, and keeps occasions, speakers and topics",
    Role.MEMBERSHIP_DESK: "decides on members and partner requests, once the portal has them",
    Role.ENQUIRY_DESK: "answers enquiries",
    Role.ADMINISTRATOR: "also invites people, gives roles and removes on legal grounds",
}
ROLES = [(role.value, f"{role.label}: {may}") for role, may in MAY.items()]


def zones() -> list[tuple[str, str]]:
    """Places first; `Etc/GMT+3` and its like mean the opposite of what people read in them."""
    places = {zone for zone in available_timezones() if "/" in zone and "Etc/" not in zone}
    return [(zone, zone.replace("_", " ")) for zone in [*sorted(places), "UTC"]]


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        choices=zones,
        initial="Europe/Paris",
        help_text="Instants are typed and shown in this zone, beside Paris and UTC.",
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "language"]
        help_texts = {"name": "As colleagues know the person; it stands in the record's history."}


class PersonForm(ProfileForm):
    by: User  # who fills in the form; the admin sets it

    roles = forms.MultipleChoiceField(
        choices=ROLES,
        required=False,
        # The admin's style sheet knows only radio buttons as a list.
        widget=forms.CheckboxSelectMultiple(attrs={"class": "radiolist"}),
    )

    class Meta(ProfileForm.Meta):
        fields = ["email", "name", "time_zone", "language"]
        error_messages = {
            "email": {"unique": "There is an account with this address. Find it in the list."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = [role.value for role in self.instance.roles]

    def clean_roles(self) -> list[Role]:
        roles = [Role(value) for value in self.cleaned_data["roles"]]
        if self.instance.pk:
            try:
                staffing.check_roles(self.instance, roles, by=self.by)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return roles


class InvitationForm(PersonForm):
    class Meta(PersonForm.Meta):
        help_texts = {
            **PersonForm.Meta.help_texts,
            "language": "Of the mail with the invitation, and of the page that it leads to.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True
