"""A file as rows, whichever program wrote it, and what is said of one that cannot be read."""

import pytest

from directory.spreadsheets.remarks import Refused
from directory.spreadsheets.table import read_table

LANGUAGES = ("en", "ur", "pl")
TEXT = 'reference,Name,cost\r\nLU-1,"Café, £2","2,50"\r\n\r\nLU-2,"Two\r\nlines",\r\n'
CELLS = [
    (2, {"reference": "LU-1", "name_en": "Café, £2", "cost": "2,50"}),
    (4, {"reference": "LU-2", "name_en": "Two\nlines", "cost": ""}),
]


def table(data):
    return read_table(data.encode() if isinstance(data, str) else data, LANGUAGES)


def rows(data):
    return [(row.line, row.cells) for row in table(data).rows]


def refused(data):
    with pytest.raises(Refused) as error:
        table(data)
    return str(error.value.remark)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
    ],
)
def test_every_way_to_write_letters_and_lines(data):
    assert rows(data) == CELLS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(separator):
    assert rows(separator.join(["reference", "categories"]) + "\n" + separator.join(["1", '"a;b"'])) == [
        (2, {"reference": "1", "categories": "a;b"})
    ]


def test_the_line_in_which_excel_names_its_separator():
    assert rows("sep=;\r\nreference;cost\r\n1;2,50\r\n") == [(3, {"reference": "1", "cost": "2,50"})]


def test_a_column_without_a_suffix_is_english_and_the_header_may_be_typed_freely():
    found = table("REFERENCE,Min age months,name_UR,summary-en,Description\n1,2,3,4,5\n")
    assert found.rows[0].cells == {
        "reference": "1", "min_age_months": "2", "name_ur": "3", "summary_en": "4", "description_en": "5"
    }  # fmt: skip
    assert found.header.label("min_age_months") == "Min age months"


def test_columns_that_are_not_ours_are_left_out_and_told():
    found = table("reference,Officer,name_fr\n1,Sam,Thé\n")
    assert found.rows[0].cells == {"reference": "1"}
    assert [note.column for note in found.notes] == ["Officer", "name_fr"]


def test_empty_cells_and_rows_that_excel_adds_are_no_rows():
    assert rows("reference,cost,\n1,2,\n,,\n3,4,,,\n") == [
        (2, {"reference": "1", "cost": "2"}),
        (4, {"reference": "3", "cost": "4"}),
    ]


def test_a_guessed_character_set_is_told():
    assert "Windows-1252, which is a guess" in str(table("reference,name\n1,Café\n".encode("cp1252")).notes[0])
    assert table(TEXT).notes == ()


@pytest.mark.parametrize(
    ("cell", "codec"), [("środa", "cp1250"), ("????? ??", "ascii"), ("مل???", "utf-8"), ("½", "cp1252")]
)
def test_letters_of_other_languages_that_were_lost_are_a_fault(cell, codec):
    (fault,) = table(f"reference,name,name_pl\n1,What???,ok\n2,Tea,{cell}\n".encode(codec)).faults
    assert (fault.line, fault.column) == (3, "name_pl")
    assert "CSV UTF-8" in fault.what


def test_a_row_that_was_cut_off_is_a_fault():
    found = table("reference,name,cost\n1,Tea,2\n2,Te\n3,Tea,2,more\n")
    assert [str(fault) for fault in found.faults] == [
        "Line 3: 2 cells, where the header has 3.",
        "Line 4: 4 cells, where the header has 3.",
    ]
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "The file is empty."),
        ("\ufeff\r\n", "one of them has to be “reference”"),
        ("name,cost\nTea,2\n", "one of them has to be “reference”"),
        ("LU-1,Tea,2\n", "one of them has to be “reference”"),
        ("reference,name,Name\n", "Line 1, column “name”: There are two columns of this name."),
        ("reference,name,name_en\n", "There are two columns of this name."),
        ("reference,weekday,start\n", "Line 1, column “end”: Weekday, start and end come together"),
        ('reference,name\n1,Tea\n2,"Tea\n3,Tea\n', "Line 3: The rows cannot be told apart from here"),
        ('reference,name\n1,"Tea" time\n', "Line 2: The rows cannot be told apart from here"),
        (f'reference,name\n1,"{"a" * 140_000}\n', "is a quotation mark not closed?"),
        ("reference,name\n1,T\x00ea\n", "Line 2: The file cannot be read: it holds characters of no text."),
        ("reference,name\n1,Caf\ufffd\n", "Line 2: The file cannot be read: letters were lost"),
        (b"PK\x03\x04\x14\x00", "This is a workbook, not a CSV file."),
        (b"reference,name\n1,\x81\n", "Line 2: The characters are neither UTF-8 nor Windows-1252."),
        (b"\xef\xbb\xbfreference,name\n1,\xe9\n", "Line 2: The characters are not UTF-8."),
        (b"\xff\xfereference", "The characters are not UTF-16."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_says_why(data, said):
    assert said in refused(data)
