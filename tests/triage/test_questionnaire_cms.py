"""The questionnaire in the CMS: who may do what, changing it in forms, proposing, deciding."""

import re

from django.contrib.auth.models import Group, User
from django.urls import reverse

from wagtail.log_actions import registry

import pytest

from tests.triage.test_questionnaire_forms import as_posted
from triage.queries import document
from triage.versions import editing, operations
from triage.versions.models import Version, WorkingCopy
from triage.versions.part_views import FORMS, PART
from triage.versions.reading import shipped
from triage.versions.staff_views import COPY, OVERVIEW, VERSION
from triage.versions.surroundings import surroundings
from triage.versions.words_views import INDEX, QUESTION
from triage.words import words

pytestmark = pytest.mark.django_db

PAGES = [
    (OVERVIEW, []),
    (COPY, []),
    (PART, ["rules", "struggling"]),
    (INDEX, []),
    (QUESTION, ["danger"]),
]


def staff(name: str, group: str) -> User:
    user = User.objects.create_user(f"{name}-of-the-tests")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def mo(client):
    """A moderator, who may propose."""
    mo = staff("mo", "Moderators")
    client.force_login(mo)
    return mo


def posted(client, kind, key, **typed):
    """What a browser would send of the form as it stands now, with some of it typed anew."""
    data = editing.read(operations.working_copy().text)
    old = editing.item(data, kind, key) or {}
    form = FORMS[kind](None, old=old, document=data, spoken=words("en"), around=surroundings())
    found = as_posted(form)
    page = client.get(reverse(PART, args=[kind, key])).content.decode()
    found["seen"] = re.search(r'name="seen" value="(\w+)"', page)[1]
    for name, value in typed.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def save(client, kind, key, **typed):
    return client.post(reverse(PART, args=[kind, key]), posted(client, kind, key, **typed), follow=True)


def a_new_family(client, name="Looks round"):
    return save(
        client,
        "families",
        "new",
        **{"name": name, "story": "They only look round.", "level": "self_help"},
        **{"answer-danger": "no", "answer-about": "my_child", "answer-needs": ["none"]},
    )


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("group", [None, "Editors"])
def test_nobody_else_opens_it(client, name, args, group):
    if group:
        client.force_login(staff("wren", group))

    response = client.get(reverse(name, args=args))

    assert response.status_code == 302
    assert "questionnaire" not in response.url.partition("?")[0]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_who_proposes_opens_all_of_it(client, mo, name, args):
    assert client.get(reverse(name, args=args)).status_code == 200


def test_a_checker_of_a_language_words_it_and_changes_nothing_else(client):
    client.force_login(staff("umar", "Urdu checkers"))

    assert client.get(reverse(QUESTION, args=["danger"])).status_code == 200
    assert client.get(reverse(PART, args=["rules", "struggling"])).status_code == 302
    client.post(reverse(COPY), {"seen": "0", "note": "Mine."})

    assert not Version.objects.exists()


def test_the_proof_stands_beside_every_part(client, mo):
    page = text_of(client.get(reverse(PART, args=["rules", "struggling"])))

    assert "It holds." in page
    assert re.search(r"Journeys, every one walked \d+,\d{3},\d{3} ", page)


def test_a_change_that_breaks_an_agreed_family_says_which_and_leads_to_it(client, mo):
    rule = next(rule for rule in shipped().rules if rule.level == "refer")

    page = save(client, "rules", rule.id, level="self_help_plus_groups").content.decode()

    assert "It does not hold." in page
    assert re.search(r'<a href="/cms/questionnaire/copy/families/\w+/">families\.\w+</a>', page)
    assert document() == shipped()


def test_a_family_is_added_proposed_and_approved_by_another_person(client, mo):
    a_new_family(client)
    copy = operations.working_copy()
    assert "looks round" in text_of(client.get(reverse(COPY)))

    page = client.post(reverse(COPY), {"seen": copy.number, "note": "Agreed on Monday."}, follow=True)
    version = Version.objects.get()
    address = reverse(VERSION, args=[version.pk])
    assert "No journey leads elsewhere." in text_of(page)
    client.post(address, {"approve": ""})
    assert document() == shipped()

    client.force_login(staff("lee", "Safeguarding leads"))
    assert "Agreed on Monday." in text_of(client.get(address))
    page = client.post(address, {"approve": ""}, follow=True)

    assert "It is in force." in text_of(page)
    assert document().families[-1].id == "looks_round"
    entries = registry.get_logs_for_instance(version).order_by("timestamp")
    assert [(entry.action, entry.user.username) for entry in entries] == [
        ("triage.propose", "mo-of-the-tests"),
        ("triage.approve", "lee-of-the-tests"),
    ]


def test_a_refusal_needs_a_reason_and_shows_it(client, mo):
    a_new_family(client)
    version = operations.propose(
        text=operations.working_copy().text, note="New.", actor=mo, now=operations.working_copy().changed_at
    )
    client.force_login(staff("lee", "Safeguarding leads"))
    address = reverse(VERSION, args=[version.pk])

    assert "Say why" in text_of(client.post(address, {"refuse": "", "why": ""}, follow=True))
    page = text_of(client.post(address, {"refuse": "", "why": "Not agreed."}, follow=True))

    assert "Refused by lee-of-the-tests" in page
    assert "Not agreed." in page


def test_the_approver_reads_how_many_families_it_moves_with_examples(client, mo):
    rule = next(one for one in shipped().rules if one.level == "refer" and not one.urgent)
    save(client, "rules", rule.id, level="refer_priority")

    page = text_of(client.get(reverse(COPY)))

    assert re.search(r"\d+ of [\d,]+ journeys lead elsewhere", page.replace(",", ""))
    assert "that led to a referral lead to a referral that cannot wait" in page
    assert "For example:" in page


def test_two_who_change_different_parts_do_not_meet(client, mo):
    first = posted(client, "families", "new", name="One", story="One.", level="self_help")
    save(client, "rules", "struggling", urgent="on")

    client.post(reverse(PART, args=["families", "new"]), first)

    data = editing.read(WorkingCopy.objects.get().text)
    assert editing.item(data, "families", "one")
    assert editing.item(data, "rules", "struggling")["urgent"]


def test_who_saves_second_is_told_and_loses_nothing(client, mo):
    mine = posted(client, "rules", "struggling", level="refer_priority")
    client.force_login(staff("ann", "Moderators"))
    save(client, "rules", "struggling", urgent="on")
    client.force_login(mo)

    page = client.post(reverse(PART, args=["rules", "struggling"]), mine)

    assert "ann-of-the-tests changed it meanwhile" in text_of(page)
    assert '<option value="refer_priority" selected>' in page.content.decode()
    kept = editing.item(editing.read(WorkingCopy.objects.get().text), "rules", "struggling")
    assert kept["urgent"] and kept["level"] != "refer_priority"


def test_a_proposal_is_of_what_its_proposer_saw(client, mo):
    a_new_family(client)
    seen = operations.working_copy().number
    a_new_family(client, "Another")

    page = client.post(reverse(COPY), {"seen": seen, "note": "One family."}, follow=True)

    assert "changed it meanwhile" in text_of(page)
    assert not Version.objects.exists()


def test_a_new_option_waits_for_its_words_in_every_language(client, mo):
    save(client, "questions", "helping", **{"options-5-words": "A neighbour"})

    page = text_of(client.get(reverse(COPY)))

    assert "helping.options.a_neighbour" in page
    assert "It does not hold." in page
    assert words("en")["helping"]["options"]["a_neighbour"] == "A neighbour"


def test_what_is_removed_is_gone_from_the_copy_alone_and_can_be_had_back(client, mo):
    address = reverse(PART, args=["rules", "struggling"])
    client.post(address, {"seen": posted(client, "rules", "struggling")["seen"], "remove": ""})
    assert client.get(address).status_code == 404
    assert "struggling" in {rule.id for rule in document().rules}

    client.post(reverse(COPY), {"seen": operations.working_copy().number, "anew": ""})

    assert client.get(address).status_code == 200


def test_a_question_is_asked_one_place_earlier(client, mo):
    before = [question.id for question in shipped().questions]
    address = reverse(PART, args=["questions", before[2]])

    client.post(address, {"seen": posted(client, "questions", before[2])["seen"], "up": ""})

    data = editing.read(WorkingCopy.objects.get().text)
    assert [question["id"] for question in data["questions"]][:3] == [before[0], before[2], before[1]]


@pytest.mark.parametrize(
    "part", [["rules", "nothing"], ["nothing", "new"], ["content", "new"], ["content_instead", "nothing"]]
)
def test_what_is_not_there(client, mo, part):
    assert client.get(reverse(PART, args=part)).status_code == 404
