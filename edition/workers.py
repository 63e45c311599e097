"""Work spread over processes, in chunks; the same results in the same order however many there are."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

# What each worker process was given at its start: the function and the value shared by all its calls.
_given: list[Any] = []


def in_chunks(
    work: Callable[[Shared, Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    *,
    shared: Shared,
    jobs: int = 1,
    chunk: int = 100,
    advance: Callable[[int], None] = lambda steps: None,
) -> list[Result]:
    """Call `work(shared, some_items)` for all items, `chunk` at a time, and return all results in the items' order.

    `work` is a function of a module; it, `shared`, items and results must be picklable. `shared` goes to each process
    once. With one job, or with no more than one chunk, everything happens in this process. `advance` is told how many
    items are done, chunk by chunk. An exception of `work` is raised here.
    """
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    if jobs <= 1 or len(chunks) <= 1:
        return _gathered((_uncollected(work, shared, some) for some in chunks), chunks, advance)
    with ProcessPoolExecutor(min(jobs, len(chunks)), initializer=_receive, initargs=(work, shared)) as pool:
        return _gathered(pool.map(_run, chunks), chunks, advance)


def _gathered(
    results: Iterable[Sequence[Result]], chunks: Sequence[Sequence[Item]], advance: Callable[[int], None]
) -> list[Result]:
    gathered: list[Result] = []
    for done, some in zip(results, chunks, strict=True):
        gathered.extend(done)
        advance(len(some))
    return gathered


def _receive(*given: Any) -> None:
    _given[:] = given


def _run(items: Sequence[Any]) -> Sequence[Any]:
    work, shared = _given
    results: Sequence[Any] = _uncollected(work, shared, items)
    return results


def _uncollected(
    work: Callable[[Shared, Sequence[Item]], Sequence[Result]], shared: Shared, items: Sequence[Item]
) -> Sequence[Result]:
    with uncollected():
        return work(shared, items)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let cyclic garbage wait: trees and frozen values leave next to none, and each search goes through all of them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
