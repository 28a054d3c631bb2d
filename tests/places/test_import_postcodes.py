import os
import pty
import sys
import termios
import tracemalloc
import zipfile
from contextlib import suppress
from io import StringIO

from django.core.management import CommandError, call_command

import pytest

from places.distance import Point, miles
from places.operations import import_postcodes
from places.positions import Precision
from places.postcode_files import CsvFile, csv_files
from places.queries import position_of

CODES = '"E92000001","E19000001","E18000006","","E06000032","E05002208"'
CODE_POINT = f"""\
"LU1 1AA",10,508653,221332,{CODES}\r
"LU11AB",50,508653,221432,{CODES}\r
"LU1 1AD",90,0,0,{CODES}\r
"SO160AS",10,437293,115515,{CODES}\r
"W1A 0AX",10,528887,181593,{CODES}\r
"""
ONSPD = """\
\ufeffpcd7,pcd8,pcds,dointr,doterm,lad25cd,lat,long,imd\r
"LU1 1AA","LU1  1AA","LU1 1AA","198001","","E06000032",51.87998,-0.42290,"1"\r
"LU1 9ZZ","LU1  9ZZ","LU1 9ZZ","198001","199606","E06000032",51.87001,-0.41001,"1"\r
"SG5 1AA","SG5  1AA","SG5 1AA","198001","","E07000099",51.94914,-0.27636,"1"\r
"JE2 3AA","JE2  3AA","JE2 3AA","198001","","",99.999999,0.000000,""\r
"ZZ9 9ZZ","ZZ9  9ZZ","ZZ9 9ZZ","198001","","",,,""\r
"NPT0AA","NPT 0AA","NPT 0AA","198001","199409","",51.58846,-2.99159,""\r
"W1M0AA","W1M 0AA","W1M 0AA","198001","200012","",51.51595,-0.14513,""\r
\r
"""
# The National Statistics Postcode Lookup of another year: other names, another order.
NSPL = "lat,long,pcd,pcds,laua\n51.87998,-0.42290,LU1 1AA,LU1 1AA,E06000032\n"


@pytest.fixture(autouse=True)
def table(tmp_path, settings):
    settings.PLACES_FILE = tmp_path / "var" / "places.sqlite3"
    return settings.PLACES_FILE


@pytest.fixture
def written(tmp_path):
    def write(text, name="postcodes.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def run(path, *options):
    """What the command says, and what it warns of."""
    out, err = StringIO(), StringIO()
    call_command("import_postcodes", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def known(*postcodes):
    """Those of the postcodes that the table places exactly."""
    return [name for name in postcodes if (found := position_of(name)) and found.precision == Precision.POSTCODE]


def test_code_point_open_is_projected_and_rows_without_a_position_stay_out(written):
    said, _ = run(written(CODE_POINT))

    assert said.startswith("Kept 4 postcodes in ")
    assert "Left out 1 without a position, 0 elsewhere, 0 faulty." in said
    assert known("LU1 1AA", "LU1 1AB", "LU1 1AD", "SO16 0AS", "W1A 0AX") == [
        "LU1 1AA",
        "LU1 1AB",
        "SO16 0AS",
        "W1A 0AX",
    ]
    assert miles(position_of("LU1 1AA").point, Point(51.87998, -0.42290)) < 0.003
    assert position_of("LU1 1AD").precision == Precision.SECTOR


@pytest.mark.parametrize("text", [ONSPD, NSPL], ids=["onspd", "nspl"])
def test_the_directory_of_the_ons_is_read_by_the_names_of_its_columns(written, text):
    run(written(text))

    assert position_of("LU1 1AA").point == Point(51.87998, -0.42290)


def test_a_terminated_postcode_is_kept_and_one_that_nobody_can_type_is_not(written):
    said, _ = run(written(ONSPD))

    assert known("LU1 9ZZ", "SG5 1AA", "JE2 3AA") == ["LU1 9ZZ", "SG5 1AA"]
    assert "Kept 3 postcodes" in said and "Left out 4 without a position" in said


def test_a_council_keeps_its_own_area_alone(written):
    said, _ = run(written(ONSPD), "--limit-to", "al, sg5,L")

    assert known("LU1 1AA", "SG5 1AA") == ["SG5 1AA"]
    assert "Kept 1 postcodes" in said and "2 elsewhere" in said


@pytest.mark.parametrize("limit", ["LUT", "LU1 1", "4", "LU,*"])
def test_a_limit_that_is_no_area_is_refused(written, limit):
    with pytest.raises(CommandError, match="no postcode area"):
        run(written(ONSPD), "--limit-to", limit)


def test_a_zip_and_a_folder_are_read_as_published(tmp_path):
    documents = {"Doc/Column_Headers.csv": "PC,PQ,EA,NO\n", "readme.txt": "Hello"}
    first, second = CODE_POINT.splitlines(keepends=True)[0], CODE_POINT.splitlines(keepends=True)[3]
    path = zipped(tmp_path / "codepo_gb.zip", {"Data/CSV/lu.csv": first, "Data/CSV/so.csv": second, **documents})
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")

    for downloaded in (path, tmp_path / "unpacked", tmp_path / "unpacked" / "Data"):
        assert "Kept 2 postcodes" in run(downloaded)[0]
        assert known("LU1 1AA", "SO16 0AS") == ["LU1 1AA", "SO16 0AS"]


def test_the_onss_second_copy_of_the_rows_is_not_read(tmp_path):
    members = {"Data/ONSPD_UK.csv": ONSPD, "Data/multi_csv/ONSPD_LU.csv": ONSPD, "Documents/Names.csv": "LAD,name\n"}

    assert "Kept 3 postcodes" in run(zipped(tmp_path / "onspd.zip", members))[0]


FAULTS = [
    (CODE_POINT + '"LU1 1AE",10,508653\r\n', 6, "columns"),
    (CODE_POINT + f'"LU1 1AE",10,508653,2213,32,{CODES}\r\n', 6, "columns"),
    (CODE_POINT.replace("LU11AB", "Luton"), 2, "no postcode"),
    (CODE_POINT.replace("LU11AB", "LU1 1\u00e9"), 2, "no postcode"),
    (CODE_POINT.replace("221432", "north"), 2, "no position"),
    (CODE_POINT.replace("221432", "22143200"), 2, "no position"),
    (CODE_POINT.replace('"LU11AB"', '"LU11AB'), 2, "columns"),
    (ONSPD.replace("51.94914", "-0.27"), 4, "no position"),
    (ONSPD.replace("51.94914", "nan"), 4, "no position"),
    (ONSPD.replace("51.94914", "51,94914"), 4, "columns"),
    (ONSPD.encode().replace(b'AA","SG5 1AA"', b'AA","SG5 \xff1AA"'), 4, "no postcode"),
]


@pytest.mark.parametrize(("text", "line", "fault"), FAULTS)
def test_a_faulty_file_changes_nothing_and_says_where(written, text, line, fault):
    run(written(NSPL.replace("LU1 1AA", "LU7 7AA"), "before.csv"))

    with pytest.raises(CommandError) as refusal:
        run(written(text))

    assert f"postcodes.csv, line {line}: " in str(refusal.value)
    assert fault in str(refusal.value)
    assert "1 faulty rows." in str(refusal.value)
    assert known("LU7 7AA", "LU1 1AA") == ["LU7 7AA"]


def test_faulty_rows_are_left_out_if_asked_and_the_first_ten_are_named(written):
    broken = '"LU1 1AE",10\r\n' * 12

    said, warned = run(written(CODE_POINT + broken), "--skip-faulty")

    assert "Kept 4 postcodes" in said and "12 faulty" in said
    assert "line 15: not the columns" in warned and "line 16" not in warned
    assert known("LU1 1AA")


@pytest.mark.parametrize(
    "text", ["", "\r\n\r\n", "name,phone\nA,1\n", "pcds,east1m,north1m\nLU1 1AA,1,1\n", b"PK\x03\x04" * 99]
)
def test_a_file_of_another_kind_is_refused_even_where_faults_are_allowed(written, text):
    with pytest.raises(CommandError, match=r"postcodes.csv, line 1: neither"):
        run(written(text), "--skip-faulty")


def test_a_zip_that_was_damaged_changes_nothing(tmp_path, written):
    run(written(NSPL, "before.csv"))
    path = zipped(tmp_path / "onspd.zip", {"Data/ONSPD_UK.csv": ONSPD})
    damaged = bytearray(path.read_bytes())
    damaged[120] ^= 0xFF
    path.write_bytes(damaged)

    with pytest.raises(CommandError, match=r"as it was\."):
        run(path)
    assert known("LU1 1AA", "SG5 1AA") == ["LU1 1AA"]


def test_a_file_that_is_missing_and_a_limit_that_keeps_nothing_change_nothing(tmp_path, written):
    run(written(NSPL))

    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="No postcode to keep"):
        run(written(ONSPD), "--limit-to", "ZE")
    assert known("LU1 1AA") == ["LU1 1AA"]


def test_an_import_that_is_stopped_leaves_the_old_table_and_nothing_beside_it(written, table):
    run(written(NSPL))

    def stop(size):
        raise KeyboardInterrupt

    with csv_files(written(CODE_POINT)) as files, pytest.raises(KeyboardInterrupt):
        import_postcodes(files=files, table=table, progress=stop)

    assert known("LU1 1AA", "W1A 0AX") == ["LU1 1AA"]
    assert list(table.parent.iterdir()) == [table]


def test_a_second_import_takes_the_place_of_the_first(written):
    run(written(CODE_POINT))
    run(written(ONSPD))

    assert known("W1A 0AX", "SG5 1AA") == ["SG5 1AA"]


def test_a_large_file_is_streamed(tmp_path, table):
    incodes = [f"{digit}{a}{b}" for digit in range(10) for a in "ABDEFGHJLN" for b in "ABDEFGHJLN"]
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("Data/ONSPD.csv", "w") as file:
        file.write(b"pcds,lat,long,rest\n")
        for district in range(10, 70):
            file.writelines(f"LU{district} {incode},51.9,-0.4,{'x' * 40}\n".encode() for incode in incodes)

    with csv_files(path) as files:
        tracemalloc.start()
        imported = import_postcodes(files=files, table=table)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert imported.kept == 60_000
    assert peak < 500_000  # bytes, of a file of 4 MB
    assert known("LU69 9NN")


def test_a_line_without_an_end_is_not_read_whole(tmp_path):
    path = tmp_path / "endless.csv"
    path.write_bytes(b"x" * 3_000_000)

    assert max(map(len, CsvFile("endless.csv", 0, lambda: path.open("rb")).lines())) < 100_000


def shown_on(screen):
    """All that was written to a terminal which is closed by now: it says that it is at its end by an error."""
    shown = b""
    with os.fdopen(screen, "rb", buffering=0) as rest, suppress(OSError):
        while part := rest.read(10_000):
            shown += part
    return shown


def test_a_terminal_shows_how_far_it_is(written, monkeypatch):
    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))

    with os.fdopen(terminal, "w") as watched:
        monkeypatch.setattr(sys, "stderr", watched)
        run(written(CODE_POINT))
        monkeypatch.undo()

    assert b"Reading: 100%" in shown_on(screen)


def test_where_nobody_watches_there_is_no_bar(written, capsys):
    run(written(CODE_POINT))

    assert capsys.readouterr().err == ""
