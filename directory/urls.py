from django.urls import path

from directory import embedded, views
from directory.confirming import views as confirming
from directory.problems import views as problems
from directory.tallies import views as tallies

# Finding groups, and a list of some, are joined with the library in portal/urls.py.
urlpatterns = [
    path("embed/", embedded.embedded_list, name="embedded"),
    path("still-right/<str:token>/", confirming.still_right, name="still-right"),
    path("<slug:slug>/", views.listing, name="listing"),
    path("<slug:slug>/called/", tallies.called, name="called"),
    path("<slug:slug>/wrong/", problems.wrong, name="wrong"),
    path("<slug:slug>/wrong/thanks/", problems.thanks, name="thanks-for-problem"),
    path("<slug:slug>/calendar.ics", views.listing_calendar, name="calendar"),
    path("<slug:slug>/<int:key>/calendar.ics", views.session_calendar, name="session-calendar"),
]
