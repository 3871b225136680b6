"""`/files/<number>/<name>`."""

from django.urls import path

from . import serving

app_name = "files"
urlpatterns = [path("<int:pk>/<str:name>", serving.file, name="file")]
