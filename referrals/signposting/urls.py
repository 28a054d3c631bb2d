from django.urls import path

from referrals.signposting import views

app_name = "signposting"
urlpatterns = [path("<str:numbers>/", views.letter_page, name="letter")]
