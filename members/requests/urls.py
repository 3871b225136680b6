"""Find your Partner: the public list and page, one's own requests, and the way to write to one."""

from django.urls import URLPattern, path

from .public_views import RequestList, request_detail
from .steps import STEPS
from .views import contact, editing, mine, renewing, steps

urlpatterns: list[URLPattern] = [
    path("partners/", RequestList.as_view(), name="requests"),
    path("partners/<int:pk>-<slug:slug>/", request_detail, name="request"),
    path("partners/new/", mine.new, name="request_new"),
    path("partners/mine/", mine.mine, name="requests_mine"),
    path("partners/<int:pk>/edit/", editing.Edit.as_view(), name="request_edit"),
    path("partners/<int:pk>/preview/", mine.preview, name="request_preview"),
    *(
        path(f"partners/<int:pk>/{name}/", steps.step, {"step": name}, name=f"request_{name}")
        for name in STEPS
    ),
    path("partners/renew/<str:token>/", renewing.renew_by_link, name="request_renew_by_link"),
    path("partners/<int:pk>-<slug:slug>/contact/", contact.contact, name="request_contact"),
    path(
        "partners/<int:pk>-<slug:slug>/contact/sent/",
        contact.sent,
        name="request_contact_sent",
    ),
]
