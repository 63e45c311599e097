"""`python -m audit.screenshots`: a picture of each kind of page, at three widths, light and dark, in `screenshots/`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser

from audit.browser import opened
from audit.pages import by_kind

PROJECT = Path(__file__).parent.parent
# A telephone, a tablet held upright, a desk.
WIDTHS = (390, 820, 1440)
HIGHEST = 6000  # pixels: what is further down a list looks as what is above it


def main(project: Path) -> None:
    """Picture pages of the project's site; older pictures are taken away."""
    target = project / "screenshots"
    shutil.rmtree(target, ignore_errors=True)
    with opened(project / "build") as (browser, address):
        for colours in ("light", "dark"):
            for width in WIDTHS:
                for kind, path in by_kind(project).items():
                    picture = target / colours / f"{kind.replace(' ', '-')}-{width}.png"
                    _picture(browser, address + path, picture, width, dark=colours == "dark")
                    print(picture.relative_to(project), flush=True)


def _picture(browser: Browser, address: str, picture: Path, width: int, *, dark: bool) -> None:
    """Picture a page from its top to its foot, or as far as pictures go."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.goto(address, wait_until="load")
    height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PROJECT)
