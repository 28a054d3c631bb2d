from django.urls import path

import directory.editing.urls
from directory.editors import views
from directory.moderation import editor_views as moderation

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:key>/", views.group_page, name="group"),
    path("<slug:key>/history/", moderation.history_of_group, name="history"),
    path("<slug:key>/history/<slug:slug>/", moderation.history_of_listing, name="listing-history"),
    *directory.editing.urls.urlpatterns,
]
