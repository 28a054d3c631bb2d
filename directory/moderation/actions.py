"""What moderation writes into the audit log: each action, what it is called, and what it says was done."""

PROPOSE, APPROVE, SEND_BACK, ROLL_BACK, KEEP, TRUST, DISTRUST = (
    f"directory.{verb}" for verb in ("propose", "approve", "send_back", "roll_back", "keep", "trust", "distrust")
)
MODERATED = {
    PROPOSE: ("Change by the group", "Changed by the group"),
    APPROVE: ("Approve", "Approved what the group changed"),
    SEND_BACK: ("Send back", "Sent back to the group"),
    ROLL_BACK: ("Roll back", "Rolled back to an earlier version"),
    KEEP: ("Keep", "Kept as families saw it until then"),
    TRUST: ("Trust", "Trusted: its times, cost and pictures are shown at once"),
    DISTRUST: ("Trust no longer", "Trusted no longer: everything waits"),
}
