"""`python -m audit.screenshots`: a picture of each kind of page, wide and narrow, into `screenshots/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from audit.browser import SIZES, opened
from audit.pages import one_of_each_kind

PROJECT = Path(__file__).parent.parent


def main() -> None:
    """Picture whole pages of the project's own site; older pictures are taken away."""
    target = PROJECT / "screenshots"
    shutil.rmtree(target, ignore_errors=True)
    with opened(PROJECT / "build") as (browser, address):
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            for path in one_of_each_kind(PROJECT):
                page.goto(address + path, wait_until="load")
                picture = target / f"{path.removesuffix('.html').replace('/', '-')}-{width}.png"
                page.screenshot(path=picture, full_page=True)
                print(picture.relative_to(PROJECT))
            page.close()


if __name__ == "__main__":
    main()
