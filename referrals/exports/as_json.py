"""A referral for another program: the shape is `referral.schema.json`, and every word as the family wrote it."""

import json
from collections.abc import Iterable
from datetime import datetime

from referrals.in_words import in_words
from referrals.models import AuditEntry
from referrals.operations import Opened

FORMAT = "family-portal-referral"
VERSION = 1
# Of what was sealed. What only opens or finds something else of the portal's stays in the portal.
TOLD = (
    "language", "told", "agrees", "answers", "document", "rules", "level", "urgent", "neighbourhood", "route",
)  # fmt: skip


def as_json(opened: Opened, history: Iterable[AuditEntry], *, why: Iterable[str], by: str, now: datetime) -> bytes:
    """UTF-8. `why` tells in English what led the referral where it is; `by` is whoever takes it out."""
    referral, content = opened.referral, opened.content
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "taken_out": {"at": now.isoformat(), "by": by},
        "reference": referral.reference,
        "team": referral.team.key,
        "state": referral.state,
        "outcome": referral.outcome or None,
        "is_priority": referral.is_priority,
        "received_at": referral.received_at.isoformat(),
        "closed_at": referral.closed_at.isoformat() if referral.closed_at else None,
        **{name: content.get(name) for name in TOLD},
        "in_words": [
            {"heading": part.heading, "rows": [{"question": row.question, "answers": row.answers} for row in part.rows]}
            for part in in_words(content["told"])
        ],
        "why": list(why),
        "notes": [{"at": note.at.isoformat(), "by": note.author, "words": note.words} for note in opened.notes],
        "history": [_happened(entry) for entry in history],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _happened(entry: AuditEntry) -> dict:
    by = entry.actor.get_username() if entry.actor else None
    return {"at": entry.at.isoformat(), "by": by, "what": str(entry.verb), "detail": entry.detail}
