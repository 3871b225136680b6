"""Below `/<language>/`: members, partner requests, joining. Only their own addresses are taken, so
that pages may stand beside and below them."""

from .directory.urls import urlpatterns as directory
from .joining.urls import urlpatterns as joining
from .people.urls import urlpatterns as people
from .profile.urls import urlpatterns as profile
from .requests.urls import urlpatterns as requests

app_name = "members"
urlpatterns = [*profile, *people, *directory, *requests, *joining]
