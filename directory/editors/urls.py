from django.urls import path

import directory.accounts.urls
import directory.editing.urls
from directory.confirming import views as confirming
from directory.editors import views
from directory.moderation import editor_views as moderation
from directory.problems import views as problems
from directory.safeguarding.urls import urlpatterns as safeguarding
from directory.tallies import views as tallies

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    *directory.accounts.urls.urlpatterns,
    path("<slug:key>/", views.group_page, name="group"),
    path("<slug:key>/listings/<slug:slug>/still-right/", confirming.still_right_in_area, name="confirm"),
    path("<slug:key>/figures/", tallies.figures, name="figures"),
    path("<slug:key>/problems/", problems.problems, name="problems"),
    path("<slug:key>/problems/<int:number>/", problems.answer_problem, name="answer-problem"),
    path("<slug:key>/history/", moderation.history_of_group, name="history"),
    path("<slug:key>/history/<slug:slug>/", moderation.history_of_listing, name="listing-history"),
    *directory.editing.urls.urlpatterns,
    *safeguarding,
]
