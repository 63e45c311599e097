"""A Chromium and a server for the finished site, both gone when the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import find_chromium
from tests.browser.serving import served

# A desk and a phone.
SIZES = ((1280, 900), (390, 844))


@contextmanager
def opened(site: Path) -> Iterator[tuple[Browser, str]]:
    """Serve `site` to this machine alone; give the browser and the site's address, which ends in a slash.

    Raises `FileNotFoundError` when there is no Chromium.
    """
    chromium = find_chromium.find()
    if chromium is None:
        raise FileNotFoundError(find_chromium.HINT)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(find_chromium.SWITCHES))
        yield browser, address
        browser.close()
