"""Who owns a file of `tei/`: ingest rewrites what it wrote itself; what somebody edited since then is merged.

`sources/ingest.lock` (committed) has the git blob id of each file that ingest last wrote. A file that differs from it
was edited by hand: that blob, the new output and the file on disk are merged three ways, and the hand edit stays.

What `edition annotate` has put into a file is no edit by hand: the file, and each version of it in git, is compared and
merged without. Where ingest writes a file anew, that markup is gone until annotate runs again and puts the same in;
where ingest has nothing new to say, it stays.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, Location
from edition.tei import markup
from edition.writing import write_whole
from edition.yamlfile import read_text

LOCK = "sources/ingest.lock"
HEADER = "# Git blob id of each file that ingest last wrote. Written by ingest; commit it with the files.\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of saving one source's files: the new lock entries, what was written or removed, what was found."""

    lock: Mapping[str, str]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def blob_id(content: bytes) -> str:
    """The id that git gives a file with this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def read_lock(root: Path) -> dict[str, str]:
    """The lock of an edition, empty before the first ingest."""
    path = root / LOCK
    if not path.exists():
        return {}
    lines = (line for line in read_text(path, LOCK).splitlines() if line and not line.startswith("#"))
    return {name: id for id, _, name in (line.partition("  ") for line in lines)}


def write_lock(root: Path, lock: Mapping[str, str]) -> None:
    """Write the lock, sorted by path, when it differs."""
    text = HEADER + "".join(f"{id}  {name}\n" for name, id in sorted(lock.items()))
    path = root / LOCK
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text.encode())


def save(root: Path, folder: str, files: Mapping[str, bytes], lock: Mapping[str, str]) -> Outcome:
    """Save one source's output under `folder` (relative to `root`); never lose a hand edit.

    `files` maps paths relative to `root` to content. A file of the folder that ingest wrote before and does not write
    any more is removed, unless it was edited.
    """
    entries = {name: id for name, id in lock.items() if not name.startswith(f"{folder}/")}
    written: list[str] = []
    findings: list[Diagnostic] = []
    for name, content in sorted(files.items()):
        kept = _kept(root, name, content, lock.get(name))
        findings += kept.findings
        if kept.write is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root / name, kept.write)
            written.append(name)
        entries[name] = kept.base
    removed: list[str] = []
    for name in sorted(set(lock) - set(entries)):
        findings += _removed(root, name, lock[name], removed)
    return Outcome(entries, tuple(written), tuple(removed), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What to write to a file (None: leave it as it is), its lock entry, and what to say of it."""

    write: bytes | None
    base: str
    findings: tuple[Diagnostic, ...] = ()


def _kept(root: Path, name: str, new: bytes, locked: str | None) -> _Kept:
    """Decide what becomes of a file that there is new output for."""
    path, made = root / name, blob_id(new)
    if not path.exists():
        return _Kept(new, made)
    current = markup.stripped(path.read_bytes())
    if current == new:
        return _Kept(None, made)
    if locked == blob_id(current):
        return _Kept(new, made)
    where, help = Location(name), "What decisions can say, say there instead."
    if locked == made:
        message = "This file was edited by hand; the edits were kept."
        return _Kept(None, made, (Diagnostic(Code.EDITED_FILE_KEPT, message, where, help),))
    base = _as_written(root, name, locked) if locked else None
    if locked is None or base is None:
        message = "This file is not as ingest wrote it, and what it wrote is not in git; the file was kept."
        help = "To have it written anew, move it away and run ingest again."
        return _Kept(None, made, (Diagnostic(Code.EDIT_CONFLICT, message, where, help),))
    merged, conflicts = _merge_file(current, base, new)
    if conflicts:
        message = "A hand edit and the new output change the same lines; the file was kept as edited."
        help = "Mend it by hand, or undo the edit (`git checkout`) and run ingest again."
        return _Kept(None, made, (Diagnostic(Code.EDIT_CONFLICT, message, where, help),))
    message = "This file was edited by hand; the edits were merged with the new output."
    # The base stays: git has it, while the new output by itself is in no file and so in no commit.
    found = Diagnostic(Code.EDITED_FILE_KEPT, message, where, help)
    return _Kept(merged if merged != current else None, locked, (found,))


def _as_written(root: Path, name: str, id: str) -> bytes | None:
    """What ingest wrote, from git: the blob with this id, or a version of the file that is it without annotate."""
    found = _git(root, "cat-file", "blob", id)
    if found is not None:
        return found
    commits = (_git(root, "log", "--format=%H", "--", name) or b"").decode("ascii").split()
    versions = (_git(root, "cat-file", "blob", f"{commit}:./{name}") for commit in commits)
    bare = (markup.stripped(version) for version in versions if version is not None)
    return next((version for version in bare if blob_id(version) == id), None)


def _git(root: Path, *arguments: str) -> bytes | None:
    """What a git command prints; None where it fails, or there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


def _merge_file(current: bytes, base: bytes, new: bytes) -> tuple[bytes, bool]:
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("current", "base", "new")]
        for path, content in zip(names, (current, base, new), strict=True):
            path.write_bytes(content)
        done = subprocess.run(["git", "merge-file", "-p", *names], capture_output=True, check=False)
    return done.stdout, done.returncode != 0


def _removed(root: Path, name: str, locked: str, removed: list[str]) -> Iterator[Diagnostic]:
    path = root / name
    if not path.exists():
        return
    if blob_id(markup.stripped(path.read_bytes())) == locked:
        path.unlink()
        removed.append(name)
        return
    message = "Ingest writes this document no longer, but the file was edited by hand; it was kept."
    yield Diagnostic(Code.EDITED_FILE_KEPT, message, Location(name), "Remove it if it is not wanted.")
