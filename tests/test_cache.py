"""What is kept between runs in one file: found again by its key, or made anew; never an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from edition.cache import Store


def keep(place: Path, things: dict[str, bytes], key: str = "k") -> None:
    """Keep things by their names, all under one key."""
    with Store(place) as store:
        for name, data in things.items():
            store.put(name, key, data)


def found(place: Path, names: list[str], key: str = "k") -> list[bytes | None]:
    """What is kept by names under a key."""
    with Store(place) as store:
        return [store.get(name, key) for name in names]


def test_what_is_kept_is_found_by_its_name_under_its_key_alone(tmp_path: Path) -> None:
    place = tmp_path / "cache" / "kept"
    keep(place, {"a": b"1", "b": b"2", "\udcff": b"3"})
    assert found(place, ["a", "b", "\udcff", "c"]) == [b"1", b"2", b"3", None]
    assert found(place, ["a"], "other") == [None]
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"
    assert sorted(one.name for one in place.parent.iterdir()) == [".gitignore", "kept"]


def test_a_new_thing_takes_the_place_of_the_old(tmp_path: Path) -> None:
    keep(tmp_path / "kept", {"a": b"1"})
    keep(tmp_path / "kept", {"a": b"2"}, "new")
    assert found(tmp_path / "kept", ["a"]) == [None]
    assert found(tmp_path / "kept", ["a"], "new") == [b"2"]


def test_the_oldest_are_deleted_until_there_are_no_more_bytes_than_may_be(tmp_path: Path) -> None:
    keep(tmp_path / "kept", dict.fromkeys("abcd", b"12345"))
    keep(tmp_path / "kept", {"a": b"67890"})
    with Store(tmp_path / "kept") as store:
        store.tidy(14)
    assert found(tmp_path / "kept", list("abcd")) == [b"67890", None, None, b"12345"]


def changed(statement: str, place: Path) -> None:
    """Change the file by a statement of SQL."""
    with closing(sqlite3.connect(place)) as file, file:
        file.executescript(statement)


def overwritten(content: bytes, at: int, place: Path) -> None:
    """Put bytes over those of the file from a place on; behind its end where there are none."""
    old = place.read_bytes()
    place.write_bytes(old[:at] + content + old[at + len(content) :])


DAMAGES = {
    "no database": lambda place: place.write_bytes(b"a text, and no database" * 9),
    "empty": lambda place: place.write_bytes(b""),
    "cut off": lambda place: place.write_bytes(place.read_bytes()[:5000]),
    "another beginning": partial(overwritten, bytes(20), 0),
    "nothing in the first page": partial(overwritten, bytes(3900), 100),
    "nothing behind the first page": partial(overwritten, bytes(200_000), 4096),
    "another table": partial(changed, "DROP TABLE kept; CREATE TABLE kept (name, words)"),
    "a view": partial(changed, "DROP TABLE kept; CREATE VIEW kept AS SELECT 1 AS name"),
    "other data": partial(changed, "UPDATE kept SET data = CAST('x' AS BLOB)"),
    "words as data": partial(changed, "UPDATE kept SET data = 'x'"),
    "no digest": partial(changed, "UPDATE kept SET digest = NULL"),
    "no characters": partial(changed, "UPDATE kept SET digest = CAST(x'ff' AS TEXT)"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_is_damaged_counts_for_nothing_and_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    place = tmp_path / "kept"
    things = {f"name {number}": b"%d" % number * 900 for number in range(200)}
    keep(place, things)
    damage(place)
    assert set(found(place, list(things))) <= {None, *things.values()}
    keep(place, things)
    keep(place, things)
    assert found(place, list(things)) == list(things.values())


def test_a_file_that_is_none_of_ours_keeps_what_the_same_run_finds(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a text")
    keep(tmp_path / "kept", {"a": b"1"})
    assert found(tmp_path / "kept", ["a"]) == [b"1"]


@pytest.mark.parametrize("place", ["file/kept", "folder", "file/in/it/kept"])
def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("a file")
    (tmp_path / "folder").mkdir()
    keep(tmp_path / place, {"a": b"1"})
    assert found(tmp_path / place, ["a"]) == [None]
    with Store(tmp_path / place) as store:
        store.tidy(0)


def test_nothing_is_found_or_kept_while_it_is_closed(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    assert store.get("a", "k") is None
    store.tidy(0)
    assert not (tmp_path / "kept").exists()


def _keep_many(place: Path, number: int) -> None:
    for each in range(30):
        keep(place, {f"{number} {each}": b"%d" % each, "shared": b"%d" % number})


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        list(pool.map(_keep_many, [tmp_path / "kept"] * 3, range(3)))
    names = [f"{number} {each}" for number in range(3) for each in range(30)]
    assert found(tmp_path / "kept", names) == [b"%d" % each for _ in range(3) for each in range(30)]
    assert found(tmp_path / "kept", ["shared"])[0] in (b"0", b"1", b"2")
