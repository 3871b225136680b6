"""For granian: an empty view behind the portal's own middleware, which is what Django costs."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
settings.ROOT_URLCONF = "tests.bench.empty_urls"

from cultural_alliance.wsgi import portal  # noqa: E402 - with the addresses that were just named

__all__ = ["portal"]
