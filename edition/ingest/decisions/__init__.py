"""Editorial decisions: `sources/NAME/decisions.yml`, each anchored in the source by words that occur once.

A decision says what the program cannot know, with a reason that quotes its evidence, how sure it is and who made it.
"""

from __future__ import annotations

from edition.ingest.decisions.anchors import Made, digest, read
from edition.ingest.decisions.checks import unknown_names, unused
from edition.ingest.decisions.model import MATTERS, Anchored, Decision, DecisionFile

__all__ = [
    "MATTERS", "Anchored", "Decision", "DecisionFile", "Made", "digest", "read", "unknown_names", "unused",
]  # fmt: skip
