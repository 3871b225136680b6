"""Below `/<language>/contact/`."""

from django.urls import path

from . import views

app_name = "contact"
urlpatterns = [
    path("", views.enquire, name="enquire"),
    path("sent/<str:token>/", views.sent, name="sent"),
]
