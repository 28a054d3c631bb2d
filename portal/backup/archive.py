"""One archive of all that the portal keeps but keys and indexes: a sealed, compressed tar whose last member says what
ought to be in it."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from portal.backup import databases
from portal.backup.sealed_file import NotWhole, Opener, Sealer
from referrals import audit

DATABASE, MANIFEST = "database", "manifest.json"
WORKPLACE, UNFINISHED = ".backup-", ".unfinished"
LONGEST = timedelta(hours=1)


@dataclass(frozen=True)
class Manifest:
    """What ought to be there: in the database, and of each file in the archive its SHA-256."""

    made_at: str
    engine: str
    contents: databases.Contents
    files: dict[str, str]


class NotTheSame(Exception):
    """What was restored is not what was kept; says where."""


def single_files() -> dict[str, Path]:
    """By its name in the archive: each file that is kept beside the database."""
    return {"audit-anchors.txt": Path(settings.AUDIT_ANCHORS), "places.sqlite3": Path(settings.PLACES_FILE)}


def folders() -> dict[str, Path]:
    return {"media": Path(settings.MEDIA_ROOT), "evidence": Path(settings.EVIDENCE_DIR)}


def write(path: Path, public_key: bytes, *, now: datetime, with_files: bool) -> Manifest:
    """Write an archive under a name that it has only once it is whole and on the disk."""
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _seal(file, public_key, now=now, with_files=with_files)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def unpack(path: Path, private_key: bytes, folder: Path) -> Manifest:
    """Put an archive's files into a folder, over those of one before. Raises NotWhole or NotTheSame."""
    with path.open("rb") as file:
        opener = Opener(file, private_key)
        try:
            with gzip.GzipFile(fileobj=opener, mode="rb") as packed:  # type: ignore[call-overload]
                with tarfile.open(fileobj=packed, mode="r|") as tar:
                    for member in tar:
                        _extract(tar, member, folder)
                packed.read()
        except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
            raise NotWhole("It was cut, or changed since it was written.") from error
        opener.read()
    manifest = _read_manifest(folder / MANIFEST)
    for name, checksum in manifest.files.items():
        if _sha256(folder / name) != checksum:
            raise NotTheSame(f"{name} is not what was kept.")
    return manifest


def put_back(folder: Path, manifest: Manifest) -> None:
    """Fill an empty portal from an unpacked archive. Raises databases.NotEmpty, databases.Failed or NotTheSame."""
    if manifest.engine != connection.vendor:
        raise NotTheSame(f"It was kept from {manifest.engine}, and this portal is set to {connection.vendor}.")
    beside = {**single_files(), **folders()}
    if any(_holds_anything(path) for path in beside.values()):
        raise databases.NotEmpty
    databases.put_back(folder / DATABASE)
    for name, path in beside.items():
        if (folder / name).exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(path, ignore_errors=True)
            shutil.move(folder / name, path)
    _compare(manifest.contents)


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for this process alone, on the disk that the portal writes to; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.VAR_DIR) as folder:
        yield Path(folder)


def clear_away(backups: Path, now: datetime) -> None:
    """What is left of those that were cut off, by a power cut say: a copy of the database in clear, half a backup."""
    for left in (*settings.VAR_DIR.glob(f"{WORKPLACE}*"), *backups.glob(f".*{UNFINISHED}")):
        with suppress(FileNotFoundError):  # one that ran beside this has just ended
            if now.timestamp() - left.stat().st_mtime > LONGEST.total_seconds():
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _seal(file: BinaryIO, public_key: bytes, *, now: datetime, with_files: bool) -> Manifest:
    sealer = Sealer(file, public_key)
    with (
        gzip.GzipFile(fileobj=sealer, mode="wb", compresslevel=1, mtime=0) as packed,  # type: ignore[call-overload]
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        manifest = _fill(tar, now=now, with_files=with_files)
    sealer.finish()
    return manifest


def _fill(tar: tarfile.TarFile, *, now: datetime, with_files: bool) -> Manifest:
    """What the database is checked by goes before it, and what it names after it: no name is given to two files."""
    files = {}
    for name, path in single_files().items() if with_files else ():
        if path.exists():
            files[name] = _add(tar, name, path)
    with workplace() as folder:
        contents = databases.copy_to(folder / DATABASE)
        files[DATABASE] = _add(tar, DATABASE, folder / DATABASE)
    for name, path in _in_folders() if with_files else ():
        with suppress(FileNotFoundError):  # deleted since it was listed
            files[name] = _add(tar, name, path)
    manifest = Manifest(now.isoformat(timespec="seconds"), connection.vendor, contents, files)
    data = json.dumps(asdict(manifest), indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(data)
    tar.addfile(member, BytesIO(data))
    return manifest


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """A file, within the folder: whoever has the public key can write an archive. Debian's Python 3.11.2 does not yet
    know the filters of `extractall`."""
    path, content = folder / member.name, tar.extractfile(member) if member.isreg() else None
    if content is None or not path.resolve().is_relative_to(folder.resolve()):
        raise NotWhole(f"{member.name} is no file of the portal's.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    path.chmod(member.mode & 0o666)


def _read_manifest(path: Path) -> Manifest:
    read = json.loads(path.read_bytes())
    return Manifest(**{**read, "contents": databases.Contents(**read["contents"])})


def _in_folders() -> Iterator[tuple[str, Path]]:
    for name, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder)}", path


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """The file's SHA-256, of the very bytes that went in."""
    with path.open("rb") as file:
        member = tarfile.TarInfo(name)
        found = os.fstat(file.fileno())
        member.size, member.mode = found.st_size, found.st_mode & 0o777
        hashing = _Hashing(file)
        tar.addfile(member, hashing)  # type: ignore[arg-type]
    return hashing.digest.hexdigest()


class _Hashing:
    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _compare(wanted: databases.Contents) -> None:
    found = databases.contents(wanted.rows)
    if wrong := [table for table, rows in wanted.rows.items() if found.rows[table] != rows]:
        raise NotTheSame(f"These tables have other numbers of rows: {', '.join(wrong)}.")
    problems = audit.problems()
    if problems or found.record != wanted.record:
        raise NotTheSame("\n".join(["The record of who read what is not the one that was kept.", *problems]))


def _holds_anything(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(file.is_file() for file in path.rglob("*")))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
