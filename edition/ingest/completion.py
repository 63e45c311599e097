"""JSON schemas of profiles and decisions: an editor that knows YAML completes the keys and explains them."""

from __future__ import annotations

import json

from pydantic import BaseModel

from edition.ingest.decisions import DecisionFile
from edition.ingest.profile import Profile

# The files in `sources/`; the first line of each profile and decisions file names its own.
MODELS: dict[str, type[BaseModel]] = {"profile.schema.json": Profile, "decisions.schema.json": DecisionFile}


def schema(name: str) -> str:
    """The text of the schema file with that name; the same version of the program writes the same text."""
    return json.dumps(MODELS[name].model_json_schema(), indent=2, ensure_ascii=False) + "\n"
