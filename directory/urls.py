from django.urls import path

from directory import views

# The list of groups, directory:search, is joined with the library in portal/urls.py.
urlpatterns = [
    path("<slug:slug>/", views.listing, name="listing"),
    path("<slug:slug>/calendar.ics", views.listing_calendar, name="calendar"),
    path("<slug:slug>/<int:key>/calendar.ics", views.session_calendar, name="session-calendar"),
]
