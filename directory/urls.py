from django.urls import path

from directory import embedded, views
from directory.confirming import views as confirming

# Finding groups, and a list of some, are joined with the library in portal/urls.py.
urlpatterns = [
    path("embed/", embedded.embedded_list, name="embedded"),
    path("still-right/<str:token>/", confirming.still_right, name="still-right"),
    path("<slug:slug>/", views.listing, name="listing"),
    path("<slug:slug>/calendar.ics", views.listing_calendar, name="calendar"),
    path("<slug:slug>/<int:key>/calendar.ics", views.session_calendar, name="session-calendar"),
]
