"""One view that does nothing, in the place of all of the portal's."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PATH = "/en/empty/"


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path(PATH[1:], empty)]
