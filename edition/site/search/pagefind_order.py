"""Pagefind's index in one order: its filters come in an order that changes from run to run, and with it their names.

A file of the index is CBOR (RFC 8949) behind a magic word, compressed. Filter files and the file of metadata, which
names them, are read, put in order and named anew by what they hold; so is the entry, which names the metadata.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value]"

MAGIC = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
UNSIGNED, TEXT, ARRAY = 0, 3, 4


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of an index, by path, with filters sorted; all others stay as they are.

    An index in a form that is not known here stays as it is altogether: it works, in Pagefind's own order.
    """
    try:
        return _in_order(files)
    except (ValueError, LookupError):
        return dict(files)


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    ordered = dict(files)
    names: dict[str, str] = {}
    for path in sorted(path for path in files if path.endswith(".pf_filter")):
        content = _packed(_sorted_filter(_unpacked(ordered.pop(path))))
        old = path.removeprefix("filter/").removesuffix(".pf_filter")
        names[old] = _name(old, content, 7)
        ordered[f"filter/{names[old]}.pf_filter"] = content
    for path in sorted(path for path in files if path.endswith(".pf_meta")):
        content = _packed(_renamed(_unpacked(ordered.pop(path)), names))
        old = path.removeprefix("pagefind.").removesuffix(".pf_meta")
        names[old] = _name(old, content, 10)
        ordered[f"pagefind.{names[old]}.pf_meta"] = content
        ordered[ENTRY] = ordered[ENTRY].replace(f'"{old}"'.encode(), f'"{names[old]}"'.encode())
    return ordered


def _sorted_filter(filter: Value) -> Value:
    """A filter is its name and a list of (value, pages)."""
    match filter:
        case [str(name), list(values)]:
            return [name, sorted(values, key=str)]
    raise ValueError("no filter")


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    """The metadata with new names of the filters, and the list of (filter, name) in the order of the filters."""
    if isinstance(value, str):
        return names.get(value, value)
    if not isinstance(value, list):
        return value
    renamed = [_renamed(item, names) for item in value]
    lists_filters = all(isinstance(item, list) and item[1:] and item[1] in names.values() for item in renamed)
    return sorted(renamed, key=str) if lists_filters else renamed


def _name(old: str, content: bytes, digits: int) -> str:
    return f"{old.rpartition('_')[0]}_{hashlib.sha256(content).hexdigest()[:digits]}"


def _unpacked(file: bytes) -> Value:
    try:
        plain = gzip.decompress(file)
    except (OSError, EOFError) as error:
        raise ValueError("not compressed") from error
    if not plain.startswith(MAGIC):
        raise ValueError("no magic word")
    value, end = _decoded(plain, len(MAGIC))
    if end != len(plain):
        raise ValueError("more than one value")
    return value


def _packed(value: Value) -> bytes:
    return gzip.compress(MAGIC + b"".join(_encoded(value)), mtime=0)


def _decoded(data: bytes, at: int) -> tuple[Value, int]:
    """The value that begins at a place, and the place after it."""
    kind, short = divmod(data[at], 32)
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(short, 0)
    if short > 27:
        raise ValueError("a length that is not known")
    size = int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else short
    at += 1 + width
    if kind == UNSIGNED:
        return size, at
    if kind == TEXT:
        return data[at : at + size].decode("utf-8"), at + size
    if kind != ARRAY:
        raise ValueError("a kind of value that is not known")
    items: list[Value] = []
    for _ in range(size):
        item, at = _decoded(data, at)
        items.append(item)
    return items, at


def _encoded(value: Value) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _head(UNSIGNED, value)
    elif isinstance(value, str):
        words = value.encode("utf-8")
        yield _head(TEXT, len(words)) + words
    else:
        yield _head(ARRAY, len(value))
        for item in value:
            yield from _encoded(item)


def _head(kind: int, size: int) -> bytes:
    """The first bytes of a value: its kind and its size, as short as can be."""
    if size < 24:
        return bytes([kind * 32 + size])
    for short, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if size < 256**width:
            return bytes([kind * 32 + short]) + size.to_bytes(width, "big")
    raise ValueError("too large")
