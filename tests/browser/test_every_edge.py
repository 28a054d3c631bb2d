"""Every answer to every question, chosen once in a browser, in each language, with and without JavaScript.

Not every journey: the proof walks those (`prove_questionnaire`). Here each edge leads, on a real page, where the pure
function says.
"""

import pytest

from portal.languages import LANGUAGES
from tests.browser.pages import continue_
from triage.outcome import evaluate, shown_questions, without_hidden
from triage.versions.reading import shipped
from triage.words import shipped_texts

WINDOWLESS = True
# The answers before a question under test: they lead through every question.
LONGEST = {"danger": "no", "about": "my_child", "needs": "send", "managing": "cannot_cope", "helping": "school"}


def following(answers: dict) -> str | None:
    """The question after the last one answered; None at the outcome."""
    return next((question.id for question in shown_questions(shipped(), answers) if question.id not in answers), None)


def choose(page, option: str) -> None:
    """Take away what stands there, and choose."""
    page.evaluate("document.querySelectorAll('main [type=checkbox]').forEach(box => { box.checked = false; })")
    page.locator(f"main input[name=answer][value={option}]").check()
    continue_(page)


def expect_step(page, step: str | None) -> None:
    shown = page.locator(f"main input[name=step][value={step or 'outcome'}]").first
    shown.wait_for(state="attached")


def walk(page, language: str) -> int:
    """Every option of every question, each led on from and back to; returns how many."""
    walked, answers = 0, {}
    for question in shipped().questions:
        expect_step(page, question.id)
        texts = shipped_texts(language)
        assert texts[f"{question.id}.question"] in page.locator("h1").inner_text()
        labels = page.locator("main label").all_inner_texts()
        assert labels == [texts[f"{question.id}.options.{option}"] for option in question.options]
        for option in question.options:
            step_from(page, answers, question, option)
            walked += 1
        choose(page, LONGEST[question.id])
        answers = {**answers, question.id: (LONGEST[question.id],)}
    expect_step(page, None)
    return walked


def step_from(page, answers: dict, question, option: str) -> None:
    """Choose, see where it leads, and come back to find it chosen."""
    choose(page, option)
    given = without_hidden(shipped(), {**answers, question.id: (option,)})
    is_urgent = evaluate(shipped(), given).urgent
    if question == shipped().questions[0] and is_urgent:
        expect_step(page, "urgent")
        assert page.locator("#emergency a[href='tel:999']").first.is_visible()
    else:
        expect_step(page, following(given))
    if following(given) is None:
        assert bool(page.locator("#emergency").count()) == is_urgent
    page.locator("main button[value=back]").click()
    expect_step(page, question.id)
    assert page.locator(f"main input[value={option}]").is_checked()


@pytest.mark.parametrize("has_javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_answer_leads_where_the_questionnaire_says(browser, site, language, has_javascript):
    context = browser.new_context(viewport={"width": 320, "height": 568}, java_script_enabled=has_javascript)
    page = context.new_page()
    page.goto(f"{site}/{language}/support/")

    walked = walk(page, language)

    assert walked == sum(len(question.options) for question in shipped().questions)
    assert page.url == f"{site}/{language}/support/"
    context.close()
