"""Saying that a group is one's own, and proving it: with the address that is listed, or before staff."""

import re
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext

from wagtail.log_actions import log

from allauth.account.models import EmailAddress

from directory.accounts import codes
from directory.accounts.models import Claim
from directory.accounts.people import add_editor
from directory.accounts.telling import tell_editors, tell_person
from directory.groups import NO_KEYS
from directory.models import Group, Listing, Proposal
from directory.moderation.decisions import approve
from directory.moderation.operations import propose
from notices.models import Channel
from notices.operations import tell
from notices.texts import can_send_texts

MOBILE = re.compile(r"(07|\+?447)\d{9}$")
CODE_LASTS = timedelta(days=1)
REFUSED_FOR = timedelta(days=30)
MOST_CODES = 3
MOST_TRIES = 5
MOST_OPEN = 5


class TooManyClaimsError(Exception):
    """This person has so many open claims that staff should look first."""


def listed_addresses(group: Group) -> list[str]:
    """E-mail addresses that families read, in small letters: the group's own first."""
    listed = Listing.objects.listed().filter(group=group).values_list("email", flat=True)
    return [address.lower() for address in dict.fromkeys([group.email, *listed]) if address]


def code_goes_to(group: Group) -> tuple[Channel, str] | None:
    """The first address that families read, else the first mobile phone; None where there is neither."""
    if addresses := listed_addresses(group):
        return Channel.EMAIL, addresses[0]
    listed = Listing.objects.listed().filter(group=group).values_list("phone", flat=True)
    mobiles = [phone for phone in (group.phone, *listed) if MOBILE.match(re.sub(r"[^\d+]", "", phone))]
    return (Channel.TEXT, mobiles[0]) if mobiles and can_send_texts() else None


@transaction.atomic
def claim(*, group: Group, user: User, now: datetime, language: str) -> Claim:
    """A person whose proved address is the listed one edits at once; else a code goes there; else staff decide.

    Whoever has asked already, or was refused lately, gets that claim. Raises TooManyClaimsError.
    """
    standing = Q(decided_at=None) | Q(is_approved=False, decided_at__gt=now - REFUSED_FOR)
    if before := user.claims.filter(standing, group=group).first():
        return before
    _check_number(user)
    found = Claim.objects.create(group=group, user=user, language=language, made_at=now)
    log(instance=group, action="directory.group_claimed", user=user)
    addresses = listed_addresses(group)
    if EmailAddress.objects.filter(user=user, verified=True, email__in=addresses).exists():
        _decide(found, is_approved=True, actor=None, now=now)
    elif not send_code(found, now=now):
        ask_staff(claim=found, note="", now=now)
    return found


@transaction.atomic
def send_code(claim: Claim, *, now: datetime) -> bool:
    """Whether one more was sent, to where families reach the group."""
    goes_to = code_goes_to(claim.group)
    if not goes_to or claim.codes_sent >= MOST_CODES:
        return False
    channel, address = goes_to
    code = codes.new_code()
    claim.code_digest, claim.code_sent_at, claim.wrong_tries = _digest(claim, code), now, 0
    claim.codes_sent += 1
    claim.save()
    tell(
        message="claim-code" if channel == Channel.EMAIL else "claim-code-text",
        channel=channel,
        address=address,
        values={"group": claim.group.name, "person": claim.user.email, "code": code},
        cause=f"claim {claim.pk} code {claim.codes_sent}",
        now=now,
        language=claim.group.language,
    )
    return True


def can_be_proved(claim: Claim, now: datetime) -> bool:
    """Whether its newest code is still good."""
    is_fresh = claim.code_sent_at is not None and now - claim.code_sent_at < CODE_LASTS
    return is_fresh and not claim.decided_at and claim.wrong_tries < MOST_TRIES


@transaction.atomic
def prove(*, claim: Claim, typed: str, now: datetime) -> bool:
    """Whether it was the code. Whoever reads the group's mailbox speaks for the group."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if not can_be_proved(claim, now):
        return False
    if not constant_time_compare(_digest(claim, typed), claim.code_digest):
        claim.wrong_tries += 1
        claim.save(update_fields=["wrong_tries"])
        return False
    _decide(claim, is_approved=True, actor=None, now=now)
    return True


@transaction.atomic
def ask_staff(*, claim: Claim, note: str, now: datetime) -> None:
    claim.note = note
    if claim.for_staff_since is None:
        claim.for_staff_since = now
        cause = f"claim {claim.pk} for staff"
        tell_editors(
            "claim-made", claim.group, but=claim.user, cause=cause, now=now, values={"person": claim.user.email}
        )
    claim.save(update_fields=["note", "for_staff_since"])


@transaction.atomic
def add_group(
    *, user: User, name: str, charity_number: str, phone: str, postcode: str, now: datetime, language: str
) -> Group:
    """A draft that staff look at; the person is its first editor."""
    _check_number(user)
    group = Group(
        key=_new_key(name), name=name, charity_number=charity_number, phone=phone, language=language, live=False
    )
    group.save()
    log(instance=group, action="wagtail.create", user=user)
    propose(record=group, values={}, actor=user, was=None, now=now)
    add_editor(group=group, user=user, language=language, actor=user, now=now, cause=f"group {group.pk} added")
    Claim.objects.create(
        group=group, user=user, language=language, is_new=True, postcode=postcode, made_at=now, for_staff_since=now
    )
    return group


@transaction.atomic
def decide(*, claim: Claim, refused_for: str, actor: User, now: datetime, seen: str = "") -> bool:
    """Staff's answer, told to the person; empty: approved. False where another decided meanwhile.

    A new group is shown to families as staff saw it: `seen` is the fingerprint of that. Raises ChangedMeanwhile.
    """
    claim = Claim.objects.select_for_update().select_related("group", "user").get(pk=claim.pk)
    if claim.decided_at:
        return False
    _decide(claim, is_approved=not refused_for, actor=actor, now=now, refused_for=refused_for)
    if claim.is_new and claim.is_approved:
        approve(record=claim.group, actor=actor, seen=seen, now=now)  # which tells the person
        return True
    if claim.is_new:
        Proposal.objects.filter(group=claim.group).delete()
    with translation.override(claim.language):
        values = {"reason": reason_in_words(refused_for)} if refused_for else {}
    tell_person(
        "claim-refused" if refused_for else "claim-approved",
        claim.user,
        claim.group,
        cause=f"claim {claim.pk} decided",
        now=now,
        language=claim.language,
        values=values,
    )
    return True


def reason_in_words(refused_for: str) -> str:
    """To the person, in the language of now."""
    return {
        Claim.Refusal.NOT_KNOWN: gettext("We could not find out that you are part of this group."),
        Claim.Refusal.EDITORS_SAY_NO: gettext("The people who edit this group already said no."),
        Claim.Refusal.NOT_FOR_US: gettext("It is not a group that we list."),
        Claim.Refusal.TWICE: gettext("The group is listed already. You can ask to edit that listing."),
    }[Claim.Refusal(refused_for)]


def _decide(claim: Claim, *, is_approved: bool, actor: User | None, now: datetime, refused_for: str = "") -> None:
    claim.decided_at, claim.decided_by, claim.is_approved, claim.refused_for = now, actor, is_approved, refused_for
    claim.save()
    group, cause = claim.group, f"claim {claim.pk} approved"
    if is_approved:
        add_editor(
            group=group, user=claim.user, language=claim.language, actor=actor or claim.user, now=now, cause=cause
        )
    else:
        log(instance=group, action="directory.claim_refused", user=actor, data={"reason": refused_for})


def _check_number(user: User) -> None:
    if user.claims.is_open().count() >= MOST_OPEN:
        raise TooManyClaimsError


def _digest(claim: Claim, code: str) -> str:
    return salted_hmac("directory.accounts.claim", f"{claim.pk} {codes.digits(code)}", algorithm="sha256").hexdigest()


def _new_key(name: str) -> str:
    key = slugify(name)[:40].strip("-")
    is_taken = not key or key in NO_KEYS or Group.objects.filter(key=key).exists()
    return f"{key or 'group'}-{get_random_string(5).lower()}" if is_taken else key
