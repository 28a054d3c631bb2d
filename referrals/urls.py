from django.urls import path

from referrals import status_views, views

app_name = "referrals"
urlpatterns = [
    path("", views.form, name="form"),
    path("sent/", views.sent, name="sent"),
    path("reply/", status_views.what_happens, name="status"),
]
