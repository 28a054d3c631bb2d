"""Where staff find the people of groups in the CMS, and what its history says of them."""

from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin.widgets.button import Button

from directory.accounts.staff import ClaimsView, decide_claim, group_editors, may_decide
from directory.groups import Group
from directory.menu import ItemFor

# An action of the audit log, its label, its sentence.
ACTIONS = {
    "directory.editor_added": ("Add editor", "A person became an editor of the group"),
    "directory.editor_left": ("End editor", "A person is no longer an editor of the group"),
    "directory.editor_invited": ("Invite editor", "A person was invited to edit the group"),
    "directory.group_claimed": ("Claim", "A person said that the group is theirs"),
    "directory.claim_refused": ("Refuse claim", "A claim to the group was refused"),
    "directory.group_passed_on": ("Pass on", "Staff passed the group on"),
    "directory.group_stopped": ("Stop", "An editor said that the group has stopped"),
    "directory.group_goes_on": ("Go on", "An editor said that the group goes on"),
}


@hooks.register("register_log_actions")
def account_actions(actions):
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def account_urls():
    view = ClaimsView.as_view
    return [
        path("claims/", view(), name="group-claims"),
        path("claims/results/", view(results_only=True), name="group-claims-results"),
        path("claims/<int:number>/", decide_claim, name="decide-claim"),
        path("group-editors/<int:number>/", group_editors, name="group-editors"),
    ]


@hooks.register("register_directory_menu_item")
def claims_item():
    return ItemFor(may_decide, ClaimsView.page_title, reverse("group-claims"), icon_name="user", order=110)


@hooks.register("register_snippet_listing_buttons")
def editors_button(snippet, user, next_url=None):
    if isinstance(snippet, Group) and may_decide(user):
        yield Button("Editors", reverse("group-editors", args=[snippet.pk]), icon_name="group", priority=30)
