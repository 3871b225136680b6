"""What an enquiry may be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    STATEMENT = "statement", _("A statement or another text of this portal")
    CORRECTION = "correction", _("A correction")
    MEMBERSHIP = "membership", _("Membership of the Alliance")
    REQUEST = "request", _("A partner request")
    PRESS = "press", _("Press")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy, and what we keep about you")
    OTHER = "other", _("Something else")
