"""What always holds, whatever a questionnaire says: rules in code, so that a document can raise them, never lower them.

They name questions and options by their ids: a document that no longer asks them is not proved, so it cannot go live.
"""

from triage.document import Condition, Rule

# What the service takes on for families with more enduring needs: when such a need is serious, it is referred.
NEEDS_OF_THE_SERVICE = frozenset({
    "parenting", "domestic_abuse", "school_readiness", "substance_misuse", "life_story", "young_carer", "mental_health",
    "homelessness", "no_public_funds", "contact", "exploitation", "short_breaks", "fresh_start", "send",
})  # fmt: skip


def _danger(floor_id: str, question: str, option: str) -> Rule:
    return Rule(floor_id, (Condition(question, frozenset({option})),), level="refer_priority", urgent=True)


FLOORS: tuple[Rule, ...] = (
    _danger("floor_danger_now", "danger", "now"),
    _danger("floor_unsafe_soon", "danger", "may_get_worse"),
    _danger("floor_domestic_abuse", "needs", "domestic_abuse"),
    _danger("floor_exploitation", "needs", "exploitation"),
    _danger("floor_child_at_risk", "needs", "child_at_risk"),
    _danger("floor_suicidal", "needs", "self_harm"),
    Rule("floor_danger_not_said", (Condition("danger", frozenset({"prefer_not_to_say"})),), urgent=True),
    Rule(
        "floor_serious_need",
        (Condition("needs", NEEDS_OF_THE_SERVICE), Condition("managing", frozenset({"cannot_cope"}))),
        level="refer",
    ),
)
