from django.urls import path

from directory.editors import views
from directory.safeguarding.urls import urlpatterns as safeguarding

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:key>/", views.group_page, name="group"),
    *safeguarding,
]
