from django.urls import path

from content import feedback_views, views

urlpatterns = [
    path("help-now/", views.help_now, name="help-now"),
    path("useful/<int:page_id>/", feedback_views.useful, name="useful"),
    path("activities/", views.activity_finder, name="activities"),
]
