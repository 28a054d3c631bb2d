"""A part of the editors' area; see directory/editors/urls.py."""

from django.urls import path

from directory.safeguarding import views

urlpatterns = [
    path("<slug:key>/safeguarding/", views.overview, name="safeguarding"),
    path("<slug:key>/safeguarding/<slug:slot>/", views.fill, name="evidence"),
    path("<slug:key>/safeguarding/<slug:slot>/delete/", views.take_away, name="evidence-delete"),
    path("<slug:key>/safeguarding/<slug:slot>/file/", views.download, name="evidence-file"),
]
