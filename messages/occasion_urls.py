"""Below `/<language>/info/occasions/`."""

from django.urls import path

from .views.occasion import occasion

urlpatterns = [path("<slug:slug>/", occasion, name="occasion")]
