from django.urls import path

from . import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("activities/", views.activities, name="activities"),
    path("sitemap/", views.sitemap_page, name="sitemap"),
    path("<path:path>/", views.page, name="page"),  # last: it answers every other address
]
