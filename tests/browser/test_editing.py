"""A volunteer's pages in a browser, on a phone: nothing for axe to find, and a form that needs no script."""

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.conftest import ROOT
from tests.browser.test_accessibility import assert_accessible

GROUP = "/my-groups/courtyard-families/"
LISTING = f"{GROUP}listings/courtyard-families-calm-parenting/"
PAGES = (
    GROUP,
    f"{GROUP}details/",
    f"{GROUP}new-listing/",
    *(
        f"{LISTING}{page}"
        for page in (
            "",
            "what/",
            "who/",
            "when/",
            "when/1/",
            "when/1/remove/",
            "cost/",
            "contact/",
            "access/",
            "pictures/",
            "pictures/new/",
            "words/",
            "words/pl/",
            "preview/pl/",
        )
    ),
)
SIGN_IN = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from directory.models import Editorship, Group
user, _ = User.objects.get_or_create(username="amina")
group = Group.objects.get(key="courtyard-families")
Editorship.objects.get_or_create(group=group, user=user, defaults={"since": timezone.now()})
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""


@pytest.fixture(scope="session")
def key(site, site_environment):
    """Of the session of a person who edits one group."""
    signed_in = subprocess.run(
        [sys.executable, "-c", SIGN_IN], cwd=ROOT, env=site_environment, check=True, capture_output=True, text=True
    )
    return signed_in.stdout.strip()


@pytest.fixture
def phone(browser, site, key):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=True)
    context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
    yield context.new_page()
    context.close()


@pytest.fixture
def without_scripts(browser, site, key):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_step_is_accessible(phone, site, language):
    for page in PAGES:
        answer = phone.goto(f"{site}/{language}{page}")
        assert answer.status == 200, page
        assert_accessible(phone)
        phone.set_viewport_size({"width": 390, "height": 844})


def test_a_refused_step_is_accessible(phone, site):
    phone.goto(f"{site}/en{LISTING}what/")
    phone.locator("[name=name]").fill("")
    phone.get_by_role("button", name="Save and go on").click()
    phone.locator(".error-summary:focus").wait_for()
    assert_accessible(phone)

    phone.goto(f"{site}/en{LISTING}when/new/")
    phone.get_by_role("button", name="Save").click()
    phone.locator(".error-summary:focus").wait_for()
    assert_accessible(phone)


def test_a_volunteer_adds_what_she_runs_without_scripts(without_scripts, site, tmp_path):
    page = without_scripts
    page.goto(f"{site}/ur{GROUP}new-listing/")
    page.locator("[name=name]").fill("منگل کا کھیل")
    page.locator("main form button").click()
    page.locator("[name=summary]").fill("کھلونے اور چائے")
    page.locator("button[value=go-on]").click()
    page.locator("[name=age_to_months_0]").fill("4")
    page.locator("button[value=go-on]").click()
    assert page.url.endswith("/when/")

    page.locator("main a.button").first.click()
    page.locator("[name=weekday]").select_option("1")
    page.locator("[name=starts]").fill("10:00")
    page.locator("[name=ends]").fill("11:30")
    page.locator("[name=where][value=new]").check()
    page.locator("[name=place_name]").fill("Long Hall")
    page.locator("[name=place_address]").fill("1 Long Lane")
    page.locator("main form button").click()
    assert page.locator(".listed > li").count() == 1

    photo = BytesIO()
    Image.new("RGB", (800, 600), "teal").save(photo, format="JPEG")
    (tmp_path / "photo.jpg").write_bytes(photo.getvalue())
    page.goto(page.url.replace("/when/", "/pictures/new/"))
    page.locator("[name=file]").set_input_files(tmp_path / "photo.jpg")
    page.locator("[name=alt]").fill("بچے کھیلتے ہیں")
    page.locator("[name=agreed]").check()
    page.locator("main form button").click()
    assert page.locator(".listed img").evaluate("image => image.naturalWidth") > 0

    page.goto(page.url.replace("/pictures/", "/preview/ur/"))
    assert "منگل کا کھیل" in page.locator("h1").inner_text()
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_question_is_asked_only_where_it_fits(phone, site):
    phone.goto(f"{site}/en{LISTING}when/new/")
    assert not phone.locator("[name=place_name]").is_visible()
    phone.locator("[name=where][value=new]").check()
    assert phone.locator("[name=place_name]").is_visible()
    phone.locator("[name=frequency][value=monthly]").check()
    assert phone.locator("[name=nth]").is_visible()

    phone.goto(f"{site}/en{LISTING}contact/")
    assert phone.locator("[name=phone]").is_visible()
    assert phone.locator("[name=email]").is_visible()
