"""What the audit makes of the reports of Lighthouse: which pages it visits, and which scores it lets pass."""

from __future__ import annotations

import pytest

from audit.lighthouse import Result, judged, score_of, visited


def run(
    performance: int | None, *, seo: int | None = None, cause: str = "", error: str = "", fair: bool = True
) -> Result:
    """A report on a letter."""
    scores = {name: score for name, score in (("performance", performance), ("seo", seo)) if score is not None}
    return Result("documents/one.html", "loaded", 2.0, fair, scores, (cause,) if cause else (), error)


@pytest.mark.parametrize("scores", [(100, 100), (98, 100, 100), (100, 90, 97, 98, 100)])
def test_a_page_that_is_whole_twice_is_whole(scores: tuple[int, ...]) -> None:
    assert list(judged([run(score, cause="slow") for score in scores])) == []


@pytest.mark.parametrize("scores", [(99, 99, 99, 99, 99), (98, 99, 97, 100, 98)])
def test_a_page_that_is_slow_is_told_even_when_one_run_is_whole_by_chance(scores: tuple[int, ...]) -> None:
    (told,) = judged([run(score, cause="slow") for score in scores])
    assert told == "documents/one.html, loaded: performance 99: slow"


def test_a_score_below_the_full_one_is_told_with_its_causes() -> None:
    (told,) = judged([run(98, seo=100, cause="slow: 170 ms"), run(97, cause="slow: 180 ms"), run(90)])
    assert told == "documents/one.html, loaded: performance 97: slow: 170 ms | slow: 180 ms"


@pytest.mark.parametrize("fair", [(False, False, False), (False, True)])
def test_a_page_is_not_judged_by_runs_that_other_work_slowed(fair: tuple[bool, ...]) -> None:
    runs = [run(67, cause="slow", fair=one) for one in fair]
    assert score_of(runs, "performance") is None
    assert list(judged(runs)) == []


def test_runs_that_other_work_slowed_hide_no_slow_page() -> None:
    (told,) = judged([run(67, cause="busy", fair=False), run(98, cause="slow"), run(97), run(60, fair=False)])
    assert told.startswith("documents/one.html, loaded: performance 97")


def test_whatever_else_the_machine_does_a_page_that_is_whole_twice_is_whole() -> None:
    assert score_of([run(100, fair=False), run(67, fair=False), run(100, fair=False)], "performance") == 100


def test_other_work_does_not_excuse_what_is_not_measured_in_time() -> None:
    (told,) = judged([run(100, seo=92, cause="no title", fair=False), run(100, fair=False)])
    assert told.startswith("documents/one.html, loaded: seo 92")


def test_a_category_that_only_the_first_run_looks_at_counts_by_it() -> None:
    (told,) = judged([run(100, seo=92, cause="no title"), run(100)])
    assert told.startswith("documents/one.html, loaded: seo 92")


def test_a_run_that_could_not_finish_is_no_success() -> None:
    (told,) = judged([run(None, error="the page did not load")])
    assert "the page did not load" in told


def test_a_letter_is_visited_with_its_search_and_no_volume() -> None:
    pages = {"documents": "documents.html", "index": "index.html", "documents volume": "documents/a.html"}
    pages |= {"documents letter": "documents/b.html", "registers names": "registers/names.html"}
    assert visited(pages) == {
        "documents/b.html": ".search-link",
        "documents.html": "",
        "index.html": "",
        "registers/names.html": "",
    }
