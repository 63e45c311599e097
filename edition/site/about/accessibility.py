"""The accessibility statement: what was done and checked, what is known not to work, whom to tell.

Source: W3C, Web Content Accessibility Guidelines (WCAG) 2.2; the form is that of the W3C's model statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.site.plan import PlannedPage
from edition.site.report import report_address
from edition.site.shell import Surroundings
from edition.site.views import Shell


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """`accessibility.html`; `changed` when the edition has styles of its own, not checked with the rest."""

    shell: Shell
    done: tuple[str, ...]
    checked: tuple[str, ...]
    limits: tuple[str, ...]
    changed: bool
    report: str


DONE = ("keyboard", "notes", "contrast", "zoom", "motion", "languages", "scripts")
CHECKED = ("by_axe", "by_nu", "by_lighthouse", "by_keyboard", "by_eye")
LIMITS = ("no_users", "no_search", "beside", "unmarked", "downloads")


def accessibility_page(page: PlannedPage, around: Surroundings) -> AccessibilityPage:
    """What the statement says."""
    say, imprint = around.interface.say, around.imprint
    title = say("accessibility.title")
    return AccessibilityPage(
        shell=around.shell(page, title, say("accessibility.summary", edition=imprint.title)),
        done=tuple(say(f"accessibility.{name}") for name in DONE),
        checked=tuple(say(f"accessibility.{name}") for name in CHECKED),
        limits=tuple(say(f"accessibility.{name}") for name in LIMITS),
        changed=around.own_style,
        report=report_address(
            imprint.report, title=title, address=around.address(page.file), version=imprint.version
        ),
    )
