"""What officers are told of spreadsheets, in the guide and in the CMS, is so."""

import re

from django.core.management import CommandError

import pytest

from directory.models import Listing
from directory.spreadsheets.columns import COLUMNS
from tests.directory.spreadsheets import import_sheet
from tests.kept import ROOT

GUIDE = (ROOT / "docs/spreadsheets.md").read_text(encoding="utf-8")
IN_THE_CMS = (ROOT / "directory/templates/directory/cms/spreadsheet_columns.html").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```csv\n(.+?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_is_explained(column):
    assert f"`{column}`" in GUIDE
    assert f"<code>{column}</code>" in IN_THE_CMS


def test_the_example_can_be_imported(directory, tmp_path):
    directory.category()
    said, warned = import_sheet(tmp_path / "example.csv", EXAMPLE)
    assert said.startswith("2 new, 0 changed, 0 unchanged; 1 new group, 1 new venue.")
    assert "“crochet” is no category. Kept as words that find its listings: line 2." in warned
    tea = Listing.objects.get(reference="LU-0042")
    assert (tea.sessions.count(), tea.name_pl) == (2, "Razem przy herbacie")


def test_a_mistake_in_the_example_is_told_by_line_and_column(directory, tmp_path):
    with pytest.raises(CommandError, match="Line 4, column “cost”: “some” is not a cost"):
        import_sheet(tmp_path / "example.csv", EXAMPLE.replace(",2.50,", ",some,"))
