"""`/m/<id>/`."""

from django.urls import path

from . import views

app_name = "editions"
urlpatterns = [path("", views.short_address, name="short")]
