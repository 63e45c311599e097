"""Files written whole or not at all: whatever ends a program, what stands there is the old file or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Put a file in the place of the one that is there, or of none; a link stays a link, permissions stay.

    With `durable` the file is on the disk when this returns, even if the power fails then. Raises `OSError` with the
    name of the file, and what was there before is unchanged.
    """
    try:
        _replace(path.resolve(), content, durable=durable)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not that of the file that was to take the place
        raise


def _replace(path: Path, content: bytes, *, durable: bool) -> None:
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")  # a folder, or a device, which would be lost
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
