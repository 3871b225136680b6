"""What can be chosen of a statement's facts."""

from functools import partial

from cultural_alliance import choosing
from cultural_alliance.editions import access
from cultural_alliance.search.naming import named

from .models import Occasion, Speaker, Topic


def register() -> None:
    for model in (Occasion, Topic, Speaker):
        title = str(model._meta.verbose_name_plural).capitalize()
        offer = choosing.Offer(title, model.objects.all, partial(named, model), access.WRITE)
        choosing.offers.register(str(model._meta.model_name), offer)
