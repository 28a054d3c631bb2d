"""An officer brings a spreadsheet of listings into the CMS."""

import os
import re
import stat
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Listing
from directory.seeding import EDITORS, seed_editors
from directory.spreadsheets import kept_file
from directory.spreadsheets.decoding import LARGEST_BYTES
from tests.directory.spreadsheets import TEA, export_sheet, sheet

START, CHECK, CONFIRM, EXPORT = (f"listings-spreadsheet{name}" for name in ("", "-check", "-confirm", "-export"))
FOLDER = Path(settings.VAR_DIR) / "imports"


@pytest.fixture
def officer(client, directory):
    UserGroup.objects.filter(name=EDITORS).delete()
    seed_editors()
    user = User.objects.create_user("officer")
    user.groups.add(UserGroup.objects.get(name=EDITORS))
    client.force_login(user)
    yield client
    for path in FOLDER.glob("*.csv"):
        path.unlink()


def upload(client, text, follow=True):
    file = SimpleUploadedFile("town.csv", text if isinstance(text, bytes) else text.encode())
    return client.post(reverse(START), {"spreadsheet": file}, follow=follow)


def page(response):
    return response.content.decode()


def confirm(client, shown, django_capture_on_commit_callbacks, button="import"):
    """Press a button of the page, if it is there."""
    digest = re.search(r'name="digest" value="(\w+)"', shown)
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(reverse(CONFIRM), {button: "", "digest": digest[1] if digest else ""}, follow=True)


def kept():
    return list(FOLDER.glob("*.csv"))


def test_an_officer_sees_what_would_change_and_imports_it(officer, directory, django_capture_on_commit_callbacks):
    directory.listing("LU-2", name="Yoga", cost_pence=0)
    yoga = TEA | {"reference": "LU-2", "name": "Yoga & tea", "cost": "2"}

    shown = page(upload(officer, sheet(TEA, yoga | {"group": "Acorns"})))

    assert "1 new, 1 changed, 0 unchanged." in shown
    assert "<td>Yoga</td>" in shown.replace(' dir="auto"', "")
    assert "<td>Yoga &amp; tea</td>" in shown.replace(' dir="auto"', "")
    assert "<td>free</td><td>2.00</td>" in shown.replace(' dir="auto"', "").replace("</td> <td>", "</td><td>")
    assert Listing.objects.get(reference="LU-2").name_en == "Yoga"

    done = page(confirm(officer, shown, django_capture_on_commit_callbacks))

    assert "The listings are imported: 1 new, 1 changed, 0 unchanged." in done
    assert Listing.objects.get(reference="LU-2").name_en == "Yoga & tea"
    assert "/en/groups/tea-together/" in page(officer.get("/en/groups/", {"q": "tea together"}))
    assert set(ModelLogEntry.objects.values_list("action", "user__username")) >= {
        ("wagtail.create", "officer"),
        ("wagtail.edit", "officer"),
    }


def test_the_file_waits_where_nobody_else_reads_it_and_is_deleted_afterwards(
    officer, django_capture_on_commit_callbacks
):
    shown = page(upload(officer, sheet(TEA)))
    (path,) = kept()
    assert not any(path.is_relative_to(root) for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    confirm(officer, shown, django_capture_on_commit_callbacks)
    assert kept() == []


def test_an_officer_who_says_no_changes_nothing(officer, django_capture_on_commit_callbacks):
    shown = page(upload(officer, sheet(TEA)))
    assert "Nothing was changed" in page(confirm(officer, shown, django_capture_on_commit_callbacks, "cancel"))
    assert (kept(), Listing.objects.count()) == ([], 0)


def test_mistakes_are_shown_by_line_and_column_and_nothing_can_be_imported(officer, django_capture_on_commit_callbacks):
    shown = page(upload(officer, sheet(TEA, TEA | {"reference": "LU-2", "start": "<b>"})))
    assert "1 mistake in the file. Correct it in Excel" in shown
    assert "<td>3</td><td>start</td>" in shown
    assert "“&lt;b&gt;” is not a time" in shown
    assert "Import the listings" not in shown
    assert "New listings" not in shown
    assert kept() == []
    confirm(officer, shown, django_capture_on_commit_callbacks)
    assert Listing.objects.count() == 0


def test_where_cells_have_several_lines_the_row_in_excel_is_shown_too(officer):
    shown = page(
        upload(officer, sheet(TEA | {"summary": "One\ntwo\nthree"}, TEA | {"reference": "LU-2", "start": "?"}))
    )
    assert "<td>5</td><td>3</td><td>start</td>" in shown
    assert "Row in Excel" not in page(upload(officer, sheet(TEA | {"start": "?"})))


def test_a_file_that_cannot_be_read_is_shown_so(officer):
    assert "This is a workbook, not a CSV file." in page(upload(officer, b"PK\x03\x04"))


@pytest.mark.parametrize("data", [{}, {"spreadsheet": ""}])
def test_no_file_is_told(officer, data):
    assert "Choose a CSV file first." in page(officer.post(reverse(START), data, follow=True))


def test_a_file_that_is_too_large_is_told(officer):
    assert "The file is larger than 64 MB." in page(upload(officer, b"x" * (LARGEST_BYTES + 1)))
    assert kept() == []


def test_an_empty_file_is_told(officer):
    assert "The file is empty." in page(upload(officer, b"\n"))


def test_a_file_that_says_what_is_there_already_offers_no_import(officer, directory, tmp_path):
    directory.listing()
    shown = page(upload(officer, export_sheet(tmp_path / "listings.csv")))
    assert "The directory says already what the file says." in shown
    assert "Import the listings" not in shown


def test_of_two_officers_with_one_file_the_second_sees_what_the_first_has_done(
    officer, django_capture_on_commit_callbacks
):
    other = Client()
    other.force_login(User.objects.get(username="officer"))
    shown = [page(upload(client, sheet(TEA))) for client in (officer, other)]
    assert len(kept()) == 2
    confirm(officer, shown[0], django_capture_on_commit_callbacks)

    again = page(confirm(other, shown[1], django_capture_on_commit_callbacks))

    assert "somebody has changed the directory meanwhile" in again
    assert "The directory says already what the file says." in again
    assert Listing.objects.count() == 1


def test_what_is_no_longer_true_is_shown_again_before_it_is_imported(
    officer, directory, django_capture_on_commit_callbacks
):
    shown = page(upload(officer, sheet(TEA)))
    directory.listing("LU-1", name="Tea for two")

    again = page(confirm(officer, shown, django_capture_on_commit_callbacks))

    assert "somebody has changed the directory meanwhile" in again
    assert "Tea for two" in again
    assert Listing.objects.get().name_en == "Tea for two"
    confirm(officer, again, django_capture_on_commit_callbacks)
    assert Listing.objects.get().name_en == "Tea together"


@pytest.mark.parametrize(("name", "method"), [(CHECK, "get"), (CONFIRM, "post")])
def test_without_a_file_one_has_to_be_chosen(officer, name, method):
    assert "Choose it again." in page(getattr(officer, method)(reverse(name), follow=True))


def test_a_file_that_nobody_came_back_to_is_deleted(officer):
    upload(officer, sheet(TEA))
    (path,) = kept()
    os.utime(path, (0, 0))
    officer.get(reverse(START))
    assert kept() == []
    assert "no longer here" in page(officer.get(reverse(CHECK), follow=True))


def test_another_file_takes_the_place_of_the_first(officer, django_capture_on_commit_callbacks):
    shown = page(upload(officer, sheet(TEA)))
    upload(officer, sheet(TEA | {"name": "Coffee"}))
    assert len(kept()) == 1
    assert "Coffee" in page(confirm(officer, shown, django_capture_on_commit_callbacks))
    assert Listing.objects.count() == 0


def test_a_made_up_name_reaches_no_file():
    with pytest.raises(ValueError, match="passwd"):
        kept_file.read("../../etc/passwd")


def test_the_download_is_the_export(officer, directory, tmp_path):
    directory.listing()
    response = officer.get(reverse(EXPORT))
    assert b"".join(response.streaming_content) == export_sheet(tmp_path / "listings.csv")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="listings-')


def test_the_menu_leads_there(officer):
    menu = page(officer.get(reverse("wagtailadmin_home")))
    assert reverse(START) in menu


@pytest.mark.parametrize("missing", ["add_listing", "change_listing", "publish_listing", "add_group", "add_venue"])
@pytest.mark.parametrize("name", [START, CHECK, CONFIRM, EXPORT])
def test_only_for_those_who_keep_the_directory(officer, name, missing):
    right = Permission.objects.get(codename=missing, content_type__app_label="directory")
    UserGroup.objects.get(name=EDITORS).permissions.remove(right)
    method = officer.post if name == CONFIRM else officer.get
    assert method(reverse(name)).status_code in (302, 403)
    assert "do not have permission" in page(officer.get(reverse("wagtailadmin_home")))
    assert reverse(START) not in page(officer.get(reverse("wagtailadmin_home")))


@pytest.mark.parametrize("name", [START, CHECK, CONFIRM, EXPORT])
def test_nobody_comes_there_without_signing_in(officer, name):
    officer.logout()
    method = officer.post if name == CONFIRM else officer.get
    assert method(reverse(name)).headers["Location"].startswith(reverse("wagtailadmin_login"))
