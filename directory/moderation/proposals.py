"""What groups changed and staff have not approved."""

from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q

from wagtail.models import DraftStateMixin, Revision


class Proposal(models.Model):
    """Of a record that families see, `values` are the fields that wait, as its revisions have them, to be laid over
    whatever they see; of one that they do not see yet, its latest revision waits as a whole. After staff sent it back,
    it waits for the group."""

    listing = models.OneToOneField(
        "directory.Listing", on_delete=models.CASCADE, null=True, blank=True, related_name="proposal"
    )
    group = models.OneToOneField(
        "directory.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="proposal"
    )
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    version = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    remark = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("since", "pk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="proposal_is_of_a_listing_or_a_group",
                condition=Q(listing__isnull=False, group__isnull=True) | Q(listing__isnull=True, group__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"What waits of {self.record}"

    @property
    def record(self) -> Any:
        return self.listing or self.group

    @property
    def model(self) -> str:
        return "listing" if self.listing_id else "group"


def proposal_of(record: models.Model) -> Proposal | None:
    return Proposal.objects.filter(**{str(record._meta.model_name): record.pk}).first()


class Moderated(DraftStateMixin):
    """A record whose group proposes changes."""

    class Meta:
        abstract = True

    def get_latest_revision_as_object(self) -> Self:
        """What the CMS opens: never a version with words of a group that wait, so that none is published unseen."""
        proposal = self.live and proposal_of(self)
        if proposal and proposal.version_id == self.latest_revision_id:
            return self
        return super().get_latest_revision_as_object()

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """What families see now waits no longer."""
        from directory.moderation.versions import settle  # versions read models

        with transaction.atomic():
            super().publish(revision, user=user, **kwargs)
            settle(self)
