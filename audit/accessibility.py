"""axe-core in Chromium, on a page of each kind: wide and light, narrow and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from audit.browser import SIZES, opened
from audit.pages import one_of_each_kind

# One for each size: contrast does not hang on the width, nor layout on the colours.
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What can be opened on a page, what opens it, and what is then there, if it is new. On a wide page a note stands beside
# its call already. The page of the search has no search to open.
STATES = (
    ("a note open", "a.call", ""),
    ("a change open", ".text .change", ".popover"),
    ("a citation open", ".text a.n", ".popover"),
    ("in another view", ".views [aria-pressed=false]", ""),
    ("the search open", "body:not(:has(.page.search)) .search-link", "dialog[open] .search-form"),
)
# Besides what axe looks at by itself: the size of targets, WCAG 2.2 AA, 2.5.8, which asks nothing of a target in a line
# of text. Behind a dialog the page is out of reach, and as it was when it was looked at: then the dialog is looked at.
RUN = """async () => {
  const rules = { "target-size": { enabled: true } };
  const reached = document.querySelector("dialog:modal") || document;
  const { violations } = await axe.run(reached, { rules, resultTypes: ["violations"] });
  const inLine = ({ target }) => {
    const element = document.querySelector(target[0]);
    return element.closest(".text") && getComputedStyle(element).display === "inline";
  };
  const sizes = violations.filter(({ id }) => id === "target-size");
  for (const found of sizes) found.nodes = found.nodes.filter((one) => !inLine(one));
  return violations;
}"""
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def findings(project: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Yield each violation that axe finds, with page, width, colours and the element; say which pages it looks at.

    Raises `FileNotFoundError` when Chromium or axe is missing.
    """
    if not AXE.is_file():
        raise FileNotFoundError("axe-core is missing. Run: make audit")
    pages = one_of_each_kind(project)
    say(f"pages: {', '.join(pages)}")
    # Each size in a browser of its own, side by side.
    with ThreadPoolExecutor() as pool:
        for found in pool.map(partial(_of_size, project / "build", pages), SIZES, COLOURS):
            yield from found


def _of_size(site: Path, pages: Sequence[str], size: tuple[int, int], colours: Literal["light", "dark"]) -> list[str]:
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    found: list[str] = []
    with opened(site) as (browser, address):
        # The pages allow no script but their own, and axe is none of theirs. Without motion what opens is open at once.
        page = browser.new_page(viewport=viewport, color_scheme=colours, reduced_motion="reduce", bypass_csp=True)
        for path in pages:
            page.goto(address + path, wait_until="load")
            page.add_script_tag(path=AXE)
            for state in _states(page):
                found += (f"{path}{state} ({size[0]} px, {colours}): {told}" for told in _violations(page))
    return found


def _states(page: Page) -> Iterator[str]:
    """Bring a page into one state after the other, as far as it has them: at rest, then with something open."""
    yield ""
    for state, opener, there in STATES:
        found = page.locator(f"{opener} >> visible=true").first
        if found.count():
            found.click()
            if there:
                page.wait_for_selector(there)
            yield f", {state}"
            page.keyboard.press("Escape")


def _violations(page: Page) -> Iterator[str]:
    violations: list[dict[str, Any]] = page.evaluate(RUN)
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
