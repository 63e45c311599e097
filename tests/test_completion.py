"""The schemas for completion in editors are those of the program, and the profiles and decisions name them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edition.annotate import completion as of_mentions
from edition.ingest import completion
from edition.ingest.profile import Profile
from tests.conftest import PROJECT

SOURCES = PROJECT / "sources"
REGISTERS = PROJECT / "tei" / "registers"
WRITE = (
    "{0} is not as the program writes it; write it anew: "
    "python -c \"from edition.ingest import completion; print(completion.schema('{0}'), end='')\" > sources/{0}"
)


@pytest.mark.parametrize("name", completion.MODELS)
def test_the_schemas_are_current(name: str) -> None:
    assert (SOURCES / name).read_text(encoding="utf-8") == completion.schema(name), WRITE.format(name)


def test_a_schema_knows_every_key_and_refuses_others() -> None:
    schema = json.loads(completion.schema("profile.schema.json"))
    assert set(schema["properties"]) == set(Profile.model_fields)
    assert schema["additionalProperties"] is False
    assert "message's heading" in json.dumps(schema["$defs"]["Blocks"]["properties"]["heading"])


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_file_that_a_schema_is_for_names_it(path: Path) -> None:
    name = f"{path.stem}.schema.json"
    if name in completion.MODELS:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../{name}"


@pytest.mark.parametrize("name", of_mentions.MODELS)
def test_the_schemas_beside_the_registers_are_current_and_named(name: str) -> None:
    written = (REGISTERS / name).read_text(encoding="utf-8")
    how = f"from edition.annotate import completion; print(completion.schema('{name}'), end='')"
    assert written == of_mentions.schema(name), f'write it anew: python -c "{how}" > tei/registers/{name}'
    decisions = REGISTERS / name.replace(".schema.json", ".yml")
    assert decisions.read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema={name}"


def test_the_schema_of_rules_knows_every_condition() -> None:
    rule = json.loads(of_mentions.schema("decisions.schema.json"))["$defs"]["Rule"]
    assert {"forms", "entry", "documents", "sender", "since", "near", "not_before"} <= set(rule["properties"])
    assert rule["additionalProperties"] is False
