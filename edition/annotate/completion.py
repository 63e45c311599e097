"""JSON schemas of the decisions about mentions and references: an editor that knows YAML completes their keys."""

from __future__ import annotations

import json

from pydantic import BaseModel

from edition.annotate.decisions import DecisionFile
from edition.annotate.reference_decisions import ReferenceFile

# The files in `tei/registers/`; the first line of each file of decisions names its own.
MODELS: dict[str, type[BaseModel]] = {"decisions.schema.json": DecisionFile, "references.schema.json": ReferenceFile}


def schema(name: str) -> str:
    """The text of the schema file with that name; the same version of the program writes the same text."""
    return json.dumps(MODELS[name].model_json_schema(), indent=2, ensure_ascii=False) + "\n"
