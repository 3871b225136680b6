"""The forms of Subscribe: what one wishes, and where it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cultural_alliance import languages
from cultural_alliance.form_fields import MailboxField
from cultural_alliance.limits.forms import CarefulForm
from cultural_alliance.templatetags.names import named

from ..models import Frequency, Subscriber, Topic
from .asking import Wishes

UNKNOWN = {"invalid_choice": _("Take one of the choices that are offered.")}


def topic_choices() -> list[tuple[str, str]]:
    """In the reader's language, in the order of their names there."""
    topics = sorted(Topic.objects.all(), key=lambda topic: topic.name_in().casefold())
    return [(topic.slug, named(topic.names)) for topic in topics]


class WishesForm(forms.Form):
    use_required_attribute = False

    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        choices=topic_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to be told of every statement."),
        error_messages=UNKNOWN,
    )
    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=Frequency.choices,
        initial=Frequency.AT_ONCE,
        widget=forms.RadioSelect,
        help_text=_("Once a week is on Monday morning, Paris time; not in a week without news."),
        error_messages=UNKNOWN,
    )
    language = forms.ChoiceField(
        label=_("Language of the letters"),
        choices=languages.CHOICES,
        help_text=_("A statement that is not translated comes in its original language."),
        error_messages=UNKNOWN,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["topics"].choices:  # type: ignore[attr-defined]
            del self.fields["topics"]

    @classmethod
    def of(cls, subscriber: Subscriber) -> "WishesForm":
        chosen = [] if subscriber.every_topic else [each.slug for each in subscriber.topics.all()]
        return cls(
            initial={
                "topics": chosen,
                "frequency": subscriber.frequency,
                "language": subscriber.language,
            }
        )

    @property
    def wishes(self) -> Wishes:
        slugs = self.cleaned_data.get("topics", [])
        return Wishes(
            language=languages.get(self.cleaned_data["language"]),
            frequency=Frequency(self.cleaned_data["frequency"]),
            topics=list(Topic.objects.filter(slug__in=slugs)) if slugs else [],
        )


class SubscribeForm(WishesForm, CarefulForm):
    email = MailboxField(
        label=_("Your e-mail address"),
        help_text=_("The letters go there. A first one asks whether it was you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("Say where the letters should go.")},
    )
    field_order = ["email", "topics", "frequency", "language"]
