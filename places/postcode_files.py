"""The files of postcodes in what was downloaded: a CSV, a folder of them, or a zip as it is published."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO

LONGEST_LINE = 65_536  # characters; a file without line ends is cut, rather than read whole


@dataclass(frozen=True)
class CsvFile:
    name: str
    size: int  # bytes, unpacked
    open: Callable[[], IO[bytes]]

    def lines(self) -> Iterator[str]:
        """Its lines, one at a time. What is no UTF-8 becomes U+FFFD, which is in no postcode and in no number."""
        with io.TextIOWrapper(self.open(), encoding="utf-8-sig", errors="replace", newline="") as text:
            while line := text.readline(LONGEST_LINE):
                yield line


@contextmanager
def csv_files(path: Path) -> Iterator[list[CsvFile]]:
    """Those of the files that hold postcodes, by name. Raises OSError and zipfile.BadZipFile."""
    if path.is_dir():
        names = _with_postcodes([str(file.relative_to(path)) for file in path.rglob("*") if file.is_file()])
        yield [_on_disk(path / name, name) for name in names]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield [_in_zip(archive, name) for name in _with_postcodes(archive.namelist())]
    else:
        yield [_on_disk(path, path.name)]


def _with_postcodes(names: list[str]) -> list[str]:
    """Postcodes are under Data/, and the documents elsewhere; the ONS's multi_csv/ holds the same rows once more."""
    tables = sorted(name for name in names if name.lower().endswith(".csv"))
    data = [name for name in tables if "data" in _folders(name)] or tables
    return [name for name in data if "multi_csv" not in _folders(name)] or data


def _folders(name: str) -> list[str]:
    return [part.lower() for part in PurePath(name).parent.parts]


def _on_disk(path: Path, name: str) -> CsvFile:
    return CsvFile(name, path.stat().st_size, lambda: path.open("rb"))


def _in_zip(archive: zipfile.ZipFile, name: str) -> CsvFile:
    return CsvFile(name, archive.getinfo(name).file_size, lambda: archive.open(name))
