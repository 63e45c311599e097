"""A page in a real Chromium that may reach this machine alone, and that fails the test on any error it reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.find_chromium import SWITCHES

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
LEFT = "net::ERR_ABORTED"


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A Chromium for all tests of the run."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page on the finished site; when the test ends, it must have met no error and asked no other host."""
    context = browser.new_context(base_url=site_url, viewport=DESKTOP)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    # A request that ends because one leaves the page is no error.
    opened.on("requestfailed", lambda r: None if r.failure == LEFT else problems.append(f"{r.failure}: {r.url}"))
    opened.on("response", lambda r: problems.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    opened.on("request", lambda r: None if r.url.startswith((site_url, "data:")) else problems.append(f"asks {r.url}"))
    yield opened
    context.close()
    assert problems == []
