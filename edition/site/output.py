"""Publication: a site is built beside the old one and takes its place only when it is whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from edition.diagnostics import Code, Diagnostic, EditionError, Location

# Says that a folder is a site of ours, which the next build may replace.
MARKER = ".edition-site"


@dataclass(frozen=True, slots=True)
class Stage:
    """A site in the making: the folder that it grows in, and the site that it will replace."""

    folder: Path
    previous: Path

    def write(self, path: str, content: bytes) -> None:
        """Put a file into the site. One that the previous site has with the same bytes is kept, not written again."""
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise ValueError(f"{path!r} lies outside the site")
        file, old = self.folder / path, self.previous / path
        with _explained(self.previous):
            file.parent.mkdir(parents=True, exist_ok=True)
            if not (_has(old, content) and _linked(old, file)):
                file.write_bytes(content)

    def files(self) -> list[str]:
        """The paths of all files of the site, sorted, without the marker."""
        found = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())
        return sorted(path for path in found if path != MARKER)


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """Give a stage to build a site on; when the block ends well, the site stands at `target`, and nothing old with it.

    When the block raises or is interrupted, the site at `target` stays as it was. Raises `EditionError` when `target`
    holds something that is no site of ours, or the folder around it cannot be written.
    """
    with _alone(target):
        yield from _staged(target)


def _staged(target: Path) -> Iterator[Stage]:
    fresh = target.with_name(f".{target.name}.staging")
    retired = target.with_name(f".{target.name}.previous")
    try:
        with _explained(target):
            _recover(target, retired)
            _refuse_foreign(target)
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
        stage = Stage(fresh, target)
        stage.write(MARKER, b"Written by edition build, which replaces this folder as a whole.\n")
        yield stage
        with _explained(target):
            if target.exists():
                target.rename(retired)
            fresh.rename(target)
    finally:
        _recover(target, retired)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(retired, ignore_errors=True)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the folder around the site for this build; raise `EditionError` while another build has it.

    The hold ends with the process, however it ends.
    """
    with _explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(target.parent, os.O_RDONLY)
    try:
        if not _held(folder):
            message = "Another build of this edition is running."
            help = "Wait until it has ended; the site published before is unchanged."
            raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(target.name), help))
        yield
    finally:
        os.close(folder)


def _held(folder: int) -> bool:
    """Take hold of an open folder; False when another process has it. Windows has no such hold."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Turn an error of the file system into a finding."""
    try:
        yield
    except OSError as error:
        message = f"The site cannot be written: {error.strerror or error}."
        help = "Check the permissions of the folder and the room on the disk. The site published before is unchanged."
        raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(target.name), help)) from error


def _recover(target: Path, retired: Path) -> None:
    """Put the old site back if a run ended between moving it aside and putting the new one in its place."""
    if retired.exists() and not target.exists():
        retired.rename(target)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink():
        message = f"{target.name} is a link; a new site could not take the place of the old one."
        help = "Make it a folder, and let the web server's own folder link to it."
        raise EditionError(Diagnostic(Code.NOT_OUR_FOLDER, message, Location(target.name), help))
    if not target.exists() or (target / MARKER).is_file() or (target.is_dir() and not any(target.iterdir())):
        return
    message = f"{target.name}/ holds something that is no site built by this program; it would be lost."
    help = "Move it away, or choose another folder for the site."
    raise EditionError(Diagnostic(Code.NOT_OUR_FOLDER, message, Location(target.name), help))


def _has(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _linked(old: Path, new: Path) -> bool:
    """Give the old file a second name in the new site; tell whether the file system could."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True
