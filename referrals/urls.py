from django.urls import path

from referrals import views

app_name = "referrals"
urlpatterns = [
    path("", views.form, name="form"),
    path("sent/", views.sent, name="sent"),
]
