from django.urls import path

from directory import views

# The list of groups, directory:search, is joined with the library in portal/urls.py.
urlpatterns = [
    path("<slug:slug>/", views.listing, name="listing"),
]
