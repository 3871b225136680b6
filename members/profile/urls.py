"""The members' area's front page, and the profile of an organisation."""

from django.urls import URLPattern, path

from .. import mine
from . import views

own = "members/<int:pk>/profile/"
urlpatterns: list[URLPattern] = [
    path("members/mine/", mine.mine, name="mine"),
    path(own, views.ProfileView.as_view(), name="profile"),
    path(f"{own}logo/", views.LogoView.as_view(), name="profile_logo"),
    path(f"{own}logo/remove/", views.RemoveLogoView.as_view(), name="profile_logo_remove"),
    path(
        f"{own}languages/<slug:language>/remove/",
        views.RemoveWordsView.as_view(),
        name="profile_words_remove",
    ),
]
