from django.urls import path

import directory.editing.urls
from directory.editors import views

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:key>/", views.group_page, name="group"),
    *directory.editing.urls.urlpatterns,
]
