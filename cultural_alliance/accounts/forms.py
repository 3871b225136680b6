"""The forms of sign-in and of one's own account, in the portal's look."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from .models import User


class Plain(forms.Form):
    """Labels stand above, so nothing repeats them inside; what a password needs is a sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("password1", "new_password1"):
                field.help_text = " ".join(password_validators_help_texts())


class SignInForm(Plain, account.LoginForm):
    pass


class ResetForm(Plain, account.ResetPasswordForm):
    pass


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class ConfirmForm(Plain, account.ReauthenticateForm):
    pass


class CodeForm(Plain, mfa.AuthenticateForm):
    pass


class ConfirmCodeForm(Plain, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(Plain, ActivateTOTPForm):
    pass


class FirstPasswordForm(Plain, SetPasswordForm):
    """What an invited person is asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["name"].initial = user.name
