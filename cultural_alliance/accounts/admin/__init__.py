"""People in the admin. What others register for the same people is taken back: one place each."""

# Importing them registers their models, with defaults; so they come first, and are taken back.
import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from .people import PersonAdmin

for _model in (Group, EmailAddress, Authenticator):
    admin.site.unregister(_model)

__all__ = ["PersonAdmin"]
