from django.contrib.auth.views import LogoutView
from django.urls import path

from referrals.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("<uuid:referral_id>/", views.referral, name="referral"),
]
