"""The command `edition`: what each program does, its options, its exit code."""

from __future__ import annotations

from pathlib import Path

import click

from edition import pipeline


def main() -> None:
    for found in pipeline.ingest(Path(".")).findings:
        print(found.location, found.code.label, found.message)
