"""The sources are as received, and what the documentation shows of profiles and decisions is true."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from edition import config, yamlfile
from edition.ingest import decisions, profile
from edition.ingest.decisions import DecisionFile
from edition.ingest.profile import Profile
from tests.conftest import PROJECT
from tests.ingesting import completed

SOURCES = config.load(PROJECT).sources
FACTS = {"title", "part", "file", "sha256", "received_as", "publisher", "transcriber", "rights", "origin"}
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(name: str) -> list[str]:
    """The YAML examples of a page of the documentation."""
    return BLOCK.findall((PROJECT / "docs" / name).read_text(encoding="utf-8"))


def keys(value: object) -> set[str]:
    """All keys of mappings, at any depth."""
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys(inner)}
    return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()


def fields(model: type[BaseModel]) -> set[str]:
    """The keys of a model and of all models in it."""
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in models(field.annotation):
            found |= fields(inner)
    return found


def models(annotation: object) -> list[type[BaseModel]]:
    """The models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models(argument)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_has_its_provenance_and_is_as_received(source: str) -> None:
    folder = PROJECT / "sources" / source
    facts = yaml.safe_load((folder / "provenance.yml").read_text(encoding="utf-8"))
    assert facts.pop("published") is True, "readers get the text as received"
    assert set(facts) == FACTS
    assert all(isinstance(fact, str) and fact for fact in facts.values())
    assert facts["sha256"] == hashlib.sha256((folder / facts["file"]).read_bytes()).hexdigest()


@pytest.mark.parametrize("text", blocks("profiles.md"))
def test_each_example_of_the_page_on_profiles_is_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "profile.yml").write_text(completed(text), encoding="utf-8")
    loaded = profile.load(tmp_path, "docs")
    assert keys(yaml.safe_load(text)) & loaded.model_fields_set


def test_the_page_on_profiles_has_an_example_of_each_key() -> None:
    shown = {key for text in blocks("profiles.md") for key in keys(yaml.safe_load(text))}
    assert fields(Profile) <= shown


@pytest.mark.parametrize("text", blocks("decisions.md"))
def test_each_example_of_the_page_on_decisions_is_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_text(text, encoding="utf-8")
    assert yamlfile.load(tmp_path / "decisions.yml", DecisionFile).decisions


def test_the_page_on_decisions_has_an_example_of_each_key() -> None:
    page = (PROJECT / "docs" / "decisions.md").read_text(encoding="utf-8")
    shown = {key for text in blocks("decisions.md") for key in keys(yaml.safe_load(text))}
    assert fields(decisions.DecisionFile) - shown == {"suffix"}
    assert "`prefix`, `suffix`" in page


def test_the_example_of_config_has_every_key_and_loads(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "config.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "config.yml").write_text(example, encoding="utf-8")
    loaded = config.load(tmp_path)
    assert loaded.model_fields_set == set(config.Config.model_fields)
    assert all(f"`{key}`" in text for key in config.Config.model_fields)
