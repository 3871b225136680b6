"""`/<language>/subscribe/` and what the links in letters lead to."""

from django.urls import path

from .subscribing import views

urlpatterns = [
    path("", views.subscribe, name="subscribe"),
    path("asked/", views.asked, name="subscribe_asked"),
    path("confirm/<str:token>/", views.confirm, name="subscribe_confirm"),
    path("mine/<str:token>/", views.change, name="subscribe_mine"),
    path("leave/<str:token>/", views.leave, name="subscribe_leave"),
]
