"""The questionnaire in the CMS."""

from django.urls import path

from wagtail import hooks

import triage.counts.cms  # noqa: F401  its hooks
from triage.versions import part_views, words_views
from triage.versions import staff_views as views
from triage.versions.rights import permissions


@hooks.register("register_admin_urls")
def urls():
    return [
        path("questionnaire/", views.overview, name=views.OVERVIEW),
        path("questionnaire/copy/", views.copy, name=views.COPY),
        path("questionnaire/copy/<str:kind>/<str:key>/", part_views.part, name=part_views.PART),
        path("questionnaire/versions/<int:number>/", views.version, name=views.VERSION),
        path("questionnaire/words/", words_views.index, name=words_views.INDEX),
        path("questionnaire/words/<str:question>/", words_views.question, name=words_views.QUESTION),
    ]


@hooks.register("register_admin_menu_item")
def menu_item():
    return views.item()


@hooks.register("register_permissions")
def rights():
    return permissions()


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("triage.change", "Change the questionnaire", "Changed the working copy")
    actions.register_action("triage.propose", "Propose a questionnaire", "Proposed")
    actions.register_action("triage.approve", "Approve a questionnaire", "Approved: in force from now on")
    actions.register_action("triage.refuse", "Refuse a questionnaire", "Refused")
    actions.register_action("triage.word", "Word the questionnaire", "Changed words")
