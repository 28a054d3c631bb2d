from django.urls import path, re_path

from directory.open_referral import views

app_name = "open-referral"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.openapi_document, name="openapi"),
    path("status/", views.status, name="status"),
    # With a slash at the end too: programs add one.
    re_path(r"^(?P<name>[a-z_]+)/?$", views.records, name="records"),
    re_path(r"^(?P<name>[a-z_]+)/(?P<identifier>[^/]+)/?$", views.record, name="record"),
    re_path(r"^.*$", views.nothing_here),
]
