"""Rules and conditions in plain English, for staff. `spoken` are the questionnaire's words: see `triage.words`."""

from collections.abc import Iterable, Mapping
from typing import Any

from triage.document import Condition, Rule
from triage.outcome import Answers

LEVEL_WORDS = {
    "self_help": "self-help",
    "self_help_plus_groups": "self-help and groups",
    "refer": "a referral",
    "refer_priority": "a referral that cannot wait",
}


def rule_in_words(rule: Rule, spoken: Mapping[str, Any]) -> str:
    """“Where “How are you managing?” is “It is hard”: a referral”."""
    met = conditions_in_words(rule.conditions, spoken)
    return f"Where {met}: {leads_to(rule)}" if met else f"Always: {leads_to(rule)}"


def leads_to(rule: Rule) -> str:
    parts = [LEVEL_WORDS[rule.level]]
    if rule.urgent:
        parts.append("urgent help is shown")
    if rule.tags:
        parts.append(f"also what fits {', '.join(sorted(rule.tags))}")
    if rule.team_hint:
        parts.append(f"to the team {rule.team_hint}")
    return ", ".join(parts)


def conditions_in_words(conditions: Iterable[Condition], spoken: Mapping[str, Any]) -> str:
    """The same words in whatever order they are kept, as their order decides nothing."""
    return " and ".join(sorted(condition_in_words(condition, spoken) for condition in conditions))


def condition_in_words(condition: Condition, spoken: Mapping[str, Any]) -> str:
    if condition.level_at_least:
        return f"the answers so far lead to {LEVEL_WORDS[condition.level_at_least]} or more"
    words = spoken.get(condition.question or "", {})
    asked = f"“{words.get('question') or condition.question}”"
    if condition.count_at_least is not None:
        return f"at least {condition.count_at_least} answers to {asked} are ticked"
    labels = words.get("options", {})
    chosen = [f"“{labels.get(option) or option}”" for option in sorted(condition.any_of)]
    return f"{asked} is {' or '.join(chosen)}"


def leads_to_in_words(level: str, urgent: bool) -> str:
    return f"{LEVEL_WORDS[level]}{', with urgent help' if urgent else ''}"


def answers_in_words(answers: Answers, spoken: Mapping[str, Any]) -> str:
    """“No · My child or my family · Alcohol or drugs; Homelessness”: what was chosen, question by question."""
    labels = {question: spoken.get(question, {}).get("options", {}) for question in answers}
    return " · ".join(
        "; ".join(labels[question].get(option) or option for option in chosen) for question, chosen in answers.items()
    )
