from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from wagtail.log_actions import log
from wagtail.models import Page

from content.models import TranslationCheck
from content.queries import source_of


@transaction.atomic
def record_translation_check(*, page: Page, actor: User, now: datetime) -> TranslationCheck:
    """Record that `actor` read this translation against the English, in the page's history as well."""
    check, _ = TranslationCheck.objects.update_or_create(
        page=page,
        defaults={
            "revision_id": page.live_revision_id,
            "source_revision_id": source_of(page).live_revision_id,
            "checked_on": timezone.localdate(now),
            "checked_by": actor,
        },
    )
    log(instance=page, action="content.translation_checked", user=actor)
    return check
