"""axe-core in Chromium, on a page of each kind: wide and light, narrow and dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from audit.browser import SIZES, opened
from audit.pages import one_of_each_kind

# One for each size: contrast does not hang on the width, nor layout on the colours.
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What can be opened on a page, and what opens it. The page of the search has no search to open.
STATES = (
    ("a note open", "a.call"),
    ("a change open", ".text .change"),
    ("a citation open", ".text a.n"),
    ("in another view", ".views [aria-pressed=false]"),
    ("the search open", "body:not(:has(.page.search)) .search-link"),
)
# Besides what axe looks at by itself: the size of targets, WCAG 2.2 AA, 2.5.8, which asks nothing of a target in a line
# of text.
RUN = """async () => {
  const { violations } = await axe.run({ rules: { "target-size": { enabled: true } } });
  const inLine = ({ target }) => {
    const element = document.querySelector(target[0]);
    return element.closest(".text") && getComputedStyle(element).display === "inline";
  };
  const sizes = violations.filter(({ id }) => id === "target-size");
  for (const found of sizes) found.nodes = found.nodes.filter((one) => !inLine(one));
  return violations;
}"""
SETTLED = 600  # milliseconds: what opens has opened, and the search has its index
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def findings(project: Path) -> Iterator[str]:
    """Yield each violation that axe finds, with page, width, colours and the element.

    Raises `FileNotFoundError` when Chromium or axe is missing.
    """
    if not AXE.is_file():
        raise FileNotFoundError("axe-core is missing. Run: make audit")
    pages = one_of_each_kind(project)
    print(f"  pages: {', '.join(pages)}", flush=True)
    # Each size in a browser of its own, side by side: much of the time is spent waiting.
    with ThreadPoolExecutor() as pool:
        for found in pool.map(partial(_of_size, project / "build", pages), SIZES, COLOURS):
            yield from found


def _of_size(
    site: Path, pages: Sequence[str], size: tuple[int, int], colours: Literal["light", "dark"]
) -> list[str]:
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    found: list[str] = []
    with opened(site) as (browser, address):
        # The pages allow no script but their own, and axe is none of theirs.
        page = browser.new_page(viewport=viewport, color_scheme=colours, bypass_csp=True)
        for path in pages:
            page.goto(address + path, wait_until="load")
            for state in _states(page):
                found += (f"{path}{state} ({size[0]} px, {colours}): {told}" for told in _violations(page))
    return found


def _states(page: Page) -> Iterator[str]:
    """Bring a page into one state after the other, as far as it has them: at rest, then with something open."""
    yield ""
    for state, opener in STATES:
        found = page.locator(f"{opener} >> visible=true").first
        if found.count():
            found.click()
            page.wait_for_timeout(SETTLED)
            yield f", {state}"
            page.keyboard.press("Escape")


def _violations(page: Page) -> Iterator[str]:
    page.add_script_tag(path=AXE)
    violations: list[dict[str, Any]] = page.evaluate(RUN)
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
