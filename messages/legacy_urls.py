"""The old portal's addresses: `/culture/<language>/ev.php-URL_ID=…&URL_DO=…&URL_SECTION=….html`,
and the same with its values in a query."""

from django.urls import re_path

from .views import legacy

urlpatterns = [re_path(r"^ev\.php(?P<values>.*)$", legacy.old_address, name="old-address")]
