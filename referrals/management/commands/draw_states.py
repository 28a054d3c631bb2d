"""The states of a referral as a diagram, for docs/referral-states.md."""

from django.core.management.base import BaseCommand

from referrals.states import MOVERS, TRANSITIONS, State
from referrals.workspace.wording import OUTCOMES, STATES


def drawing() -> str:
    """Markdown with a Mermaid diagram, made of the tables alone."""
    moves = [f"    {was} --> {to}" for was, targets in TRANSITIONS.items() for to in targets]
    names = [f'    state "{STATES[state]}" as {state}' for state in State]
    movers = [f"| {STATES[state]} | {', '.join(sorted(MOVERS[state])).replace('_', ' ')} |" for state in State]
    return "\n".join(
        [
            "# The states of a referral",
            "",
            "Made by `manage.py draw_states > docs/referral-states.md` of the tables in `referrals/states.py`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *names,
            f"    [*] --> {State.NEW}",
            *moves,
            "```",
            "",
            "| state | who moves it |",
            "| --- | --- |",
            *movers,
            "",
            f"What is closed has one of these outcomes: {'; '.join(OUTCOMES.values())}.",
            "",
        ]
    )


class Command(BaseCommand):
    help = "Draw the states of a referral."

    def handle(self, **options) -> None:
        self.stdout.write(drawing(), ending="")
