from django.urls import path

from content import views

urlpatterns = [
    path("help-now/", views.help_now, name="help-now"),
    path("activities/", views.activity_finder, name="activities"),
]
