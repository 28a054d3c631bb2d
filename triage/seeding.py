"""Who may change the questionnaire, to start with: an administrator may give or take rights, which stay."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission

PROPOSING = ("propose_version", "translate_en")
# Whoever keeps the library's English proposes; a lead for safeguarding decides, or proposes what another decides. Words
# are live as they are saved, so they are for the checkers of a language.
RIGHTS = {
    **{
        f"{name} checkers": (f"translate_{code}",)
        for code, name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    },
    "Moderators": PROPOSING,
    "Safeguarding leads": (*PROPOSING, "approve_version"),
}


def seed_rights() -> bool:
    """False where the groups are there already."""
    if Group.objects.filter(name="Safeguarding leads").exists():
        return False
    for name, codenames in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
            *Permission.objects.filter(content_type__app_label="triage", codename__in=codenames),
        )
    return True
