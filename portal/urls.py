from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from django.views.decorators.gzip import gzip_page
from django.views.generic import TemplateView
from django.views.static import serve as serve_file

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

import content.urls
import directory.editors.urls
import directory.open_referral.urls
import directory.urls
import referrals.signposting.urls
import referrals.urls
import referrals.workspace.urls
import triage.urls
from content.views import serve_in_reader_language
from portal import offline, search, shortlist, views
from portal.elsewhere import elsewhere
from portal.sitemap import SITEMAPS

handler404 = views.not_found
handler500 = views.server_error

editors = [path("cms/", include(wagtailadmin_urls))]
teams = [path("team/", include(referrals.workspace.urls))]
uploads = [re_path(r"^media/(?P<path>.*)$", gzip_page(serve_file), {"document_root": settings.MEDIA_ROOT})]

groups = [
    # One box for the library and the groups, so its view is not the directory's alone.
    path("", search.search, name="search"),
    # Handed on as the library's pages are.
    path("list/", shortlist.shortlist_page, name="shortlist"),
    path("list/<str:numbers>/", shortlist.shortlist_page, name="shortlist"),
    *directory.urls.urlpatterns,
]
families = [
    path("", views.front_door, name="front-door"),
    re_path(r"^choose/(?P<code>[a-z]{2,3})/(?P<rest>.*)$", views.choose_language, name="choose-language"),
    path("leave/", views.leave, name="leave"),
    path("robots.txt", TemplateView.as_view(template_name="portal/robots.txt", content_type="text/plain")),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<str:section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", views.security_contact, name="security-contact"),
    path("sw.js", offline.service_worker, name="service-worker"),
    # Programs read it: one address in every language.
    path("open-referral/", include(directory.open_referral.urls)),
    *i18n_patterns(
        path("offline/", offline.saved_pages, name="saved-pages"),
        path("", include(content.urls)),
        path("groups/", include((groups, "directory"))),
        path("my-groups/", include(directory.editors.urls)),
        path("search/", search.pages, name="search-pages"),
        path("support/form/", include(referrals.urls)),
        path("support/list/", include(referrals.signposting.urls)),
        path("support/", include(triage.urls)),
        # Wagtail's own pattern, with our view: it knows what to show where a page is missing in the reader's language.
        re_path(wagtail_urls.serve_pattern, serve_in_reader_language, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]

urlpatterns = [
    *(editors if settings.ROLE.serves_editors else []),
    *(teams if settings.ROLE.serves_teams else []),
    *(uploads if settings.SERVE_MEDIA else []),
    *(families if settings.ROLE.serves_families else elsewhere(families)),
]
