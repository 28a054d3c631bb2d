from django.urls import path

import directory.accounts.urls
from directory.editors import views

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    *directory.accounts.urls.urlpatterns,
    path("<slug:key>/", views.group_page, name="group"),
]
