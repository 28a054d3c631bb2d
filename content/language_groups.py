"""Rights by language: who translates into a language, and who checks and publishes what they send."""

from django.contrib.auth.models import Group, Permission

from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from content.models import HomePage
from content.queries import SOURCE_LANGUAGE

OF_TRANSLATORS = ("add_page", "change_page")
OF_CHECKERS = (*OF_TRANSLATORS, "publish_page")


def seed_language_groups() -> None:
    """Two groups and a workflow for every language but English, over the tree of that language and no other."""
    for home in HomePage.objects.exclude(locale__language_code=SOURCE_LANGUAGE).select_related("locale"):
        language = home.locale.get_display_name()
        _group(f"{language} translators", home, OF_TRANSLATORS)
        checkers = _group(f"{language} checkers", home, OF_CHECKERS)
        _let_keep_words(checkers, home.locale.language_code)
        _send_translations_to(checkers, language, home)


def _group(name: str, home: Page, rights: tuple[str, ...]) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    for right in rights:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=home,
            permission=Permission.objects.get(codename=right, content_type__app_label="wagtailcore"),
        )
    in_cms = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*in_cms)
    return group


def _let_keep_words(group: Group, code: str) -> None:
    """A record has no draft: its words are live as they are saved, so they are the checkers' to write."""
    of_words = Permission.objects.filter(
        content_type__app_label="content",
        codename__in=[f"translate_{code}", "change_fact", "view_fact", "change_term", "view_term"],
    )
    group.permissions.add(*of_words)


def _send_translations_to(checkers: Group, language: str, home: Page) -> None:
    """What a translator submits awaits the checkers' review, and not the moderators', whose the English is."""
    task, _created = GroupApprovalTask.objects.get_or_create(name=f"Check of {language} translations")
    task.groups.add(checkers)
    workflow, _created = Workflow.objects.get_or_create(name=f"{language} translations")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
