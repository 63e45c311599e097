"""Work spread over processes."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import pytest

from edition.workers import in_chunks


def doubled(shared: int, items: Sequence[int]) -> list[int]:
    """Work for other processes."""
    return [shared * item for item in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_in_chunks_gives_the_same_however_many_processes(jobs: int) -> None:
    assert in_chunks(doubled, list(range(10)), shared=2, jobs=jobs, chunk=3) == [2 * n for n in range(10)]


def test_garbage_waits_only_while_a_chunk_is_worked_on() -> None:
    def collecting(shared: None, items: Sequence[int]) -> list[bool]:
        return [gc.isenabled() for _ in items]

    def failing(shared: None, items: Sequence[int]) -> list[bool]:
        raise ValueError

    assert in_chunks(collecting, [1, 2], shared=None) == [False, False]
    with pytest.raises(ValueError):
        in_chunks(failing, [1], shared=None)
    assert gc.isenabled()
