"""Typed YAML files: every mistake in one is a finding with the line it stands on, and a suggestion where there is one.

`config.yml`, profiles and decisions are all read here. The models are pydantic's, with `extra="forbid"`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei.names import NO_CHARACTER

# No file of an edition nests its values deeper than this.
DEEPEST = 50

KeyPath = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


# A name that becomes an xml:id or the name of a file.
NAME = r"^[A-Za-z_][A-Za-z0-9_.-]*$"
Name = Annotated[str, StringConstraints(pattern=NAME)]


class Strict(BaseModel):
    """A frozen model in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


# libyaml reads ten times as fast; PyYAML has it but for machines that it has no wheel for.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]  # chosen when the module is loaded
    """YAML in which only whole numbers, `true`, `false` and null are more than text.

    A version 1.10, a day 1942-07-31, a number 007, a language `no` stay what the file says.
    """


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def load(path: Path, model: type[Model], *, shown_as: str | None = None) -> Model:
    """Read the YAML file at `path` into `model`.

    `shown_as` is the path that findings print, by default `path` itself. An empty file counts as an empty mapping.

    Raises `EditionError` with every mistake of the file: unreadable, not UTF-8, not YAML, a key given twice, an unknown
    key, a value of the wrong kind.
    """
    return load_with_lines(path, model, shown_as=shown_as)[0]


def load_with_lines(
    path: Path, model: type[Model], *, shown_as: str | None = None
) -> tuple[Model, Mapping[KeyPath, int]]:
    """Do what `load` does, and tell the line of each value by the keys and indexes that lead to it."""
    shown = shown_as or path.as_posix()
    return parse(read_text(path, shown), model, shown)


def parse(text: str, model: type[Model], shown: str) -> tuple[Model, Mapping[KeyPath, int]]:
    """Do what `load_with_lines` does, with YAML that stands in the file `shown`."""
    root = compose(text, shown)
    lines: dict[KeyPath, int] = {}
    repeated = [found for _, found in _repeated_keys(root, shown, (), lines)]
    if repeated:
        raise EditionError(*repeated)
    return checked(_mapping(root, shown), model, lines, shown), lines


def load_entries(
    path: Path, model: type[Model], *, shown_as: str
) -> tuple[Model, Mapping[KeyPath, int], tuple[Diagnostic, ...]]:
    """Do what `load_with_lines` does with a file of lists, all of whose keys may be left out: what is wrong with an
    entry of a list, or with a key, is a finding, and that entry or key alone is left out.

    The indexes that lead to lines are those of the entries that stay. Raises `EditionError` where there are no entries:
    the file is unreadable, not UTF-8, or not YAML.
    """
    root = compose(read_text(path, shown_as), shown_as)
    lines: dict[KeyPath, int] = {}
    repeated = list(_repeated_keys(root, shown_as, (), lines))
    data = _mapping(root, shown_as)
    wrong = {_entry(at, data) for at, _ in repeated}
    findings = [found for _, found in repeated]
    try:
        model.model_validate(data)
    except ValidationError as error:
        wrong |= {_entry(each["loc"], data) for each in error.errors(include_url=False)}
        findings += _findings(error, model, lines, shown_as)
    left, moved = _without(wrong, data, lines)
    return checked(left, model, moved, shown_as), moved, tuple(findings)


def checked(data: dict[str, Any], model: type[Model], lines: Mapping[KeyPath, int], shown: str) -> Model:
    """Put keys and values found in the file `shown` into `model`; raise `EditionError` with each mistake."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise EditionError(*_findings(error, model, lines, shown)) from None


def read_text(path: Path, shown_as: str) -> str:
    """Read a UTF-8 text file, with or without a byte order mark; raise `EditionError` where that fails."""
    return decoded(read_bytes(path, shown_as), shown_as)


def read_bytes(path: Path, shown_as: str) -> bytes:
    """Read a file; raise `EditionError` where that fails."""
    where = Location(shown_as)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        help = "Put the file there, or correct the name."
        raise EditionError(Diagnostic(Code.FILE_MISSING, f"There is no file {shown_as}.", where, help)) from None
    except OSError as error:
        message = f"{shown_as} cannot be read: {error.strerror}."
        raise EditionError(Diagnostic(Code.FILE_UNREADABLE, message, where, "Check its permissions.")) from None


def decoded(data: bytes, shown_as: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; raise `EditionError` where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"Byte {error.object[error.start]:#04x} is not UTF-8."
        help = "Save the file as UTF-8 (it may be Windows-1252 or Latin-1 now)."
        raise EditionError(Diagnostic(Code.NOT_UTF8, message, Location(shown_as, line), help)) from None


def compose(text: str, shown_as: str) -> yaml.Node | None:
    """Parse YAML text to its node tree, None for one without values, or raise `EditionError` with line and column."""
    try:
        _refuse_hostile(text, shown_as)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Location(shown_as, mark.line + 1, mark.column + 1) if mark else Location(shown_as)
        help = "Indent with spaces, never tabs; quote a value that holds a colon or begins with a bracket."
        raise EditionError(Diagnostic(Code.BAD_YAML, f"Not YAML: {error.problem}.", where, help)) from None
    except yaml.YAMLError as error:
        help = "Save it as plain text in UTF-8, without control characters."
        raise EditionError(Diagnostic(Code.BAD_YAML, f"Not YAML: {error}.", Location(shown_as), help)) from None


def _refuse_hostile(text: str, shown: str) -> None:
    """Raise `EditionError` for an alias, which may hold itself or grow without end, for nesting without end, and for a
    character that no XML file can hold: what a YAML file says may go into one."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        mark = event.start_mark
        where = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
        if isinstance(event, yaml.AliasEvent):
            message = f"`*{event.anchor}` is an alias; nothing here reads those."
            raise EditionError(Diagnostic(Code.BAD_YAML, message, where, "Write the value out."))
        if isinstance(event, yaml.ScalarEvent) and (found := NO_CHARACTER.search(event.value)):
            message = f"{found.group()!r} is a character that no XML file can hold."
            raise EditionError(Diagnostic(Code.BAD_CHARACTER, message, where, "Take it out."))
        if depth > DEEPEST:
            message = "Not YAML that anybody could read: it is nested too deep."
            raise EditionError(Diagnostic(Code.BAD_YAML, message, where, "Take the nesting out."))


def _constructed(root: yaml.Node, shown: str) -> Any:
    """Make the values of a node tree."""
    try:
        return _Loader("").construct_document(root)
    except yaml.MarkedYAMLError as error:
        where = Location(shown, error.problem_mark.line + 1) if error.problem_mark else Location(shown)
        help = "Take tags out, and put values that are words into quotation marks."
        raise EditionError(Diagnostic(Code.BAD_YAML, f"Not plain YAML: {error.problem}.", where, help)) from None
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        where = Location(shown)
        raise EditionError(Diagnostic(Code.BAD_YAML, f"Not plain YAML: {error}.", where, "Take tags out.")) from None


def _mapping(root: yaml.Node | None, shown: str) -> dict[str, Any]:
    """The values of a file, which is a mapping of keys; an empty one has none."""
    data = _constructed(root, shown) if root is not None else {}
    if not isinstance(data, dict):
        message = f"{shown} is not a list of keys with values."
        where = Location(shown, 1)
        raise EditionError(Diagnostic(Code.BAD_VALUE, message, where, "Write `key: value`, one to a line."))
    return data


def _entry(at: KeyPath, data: Mapping[str, Any]) -> KeyPath:
    """The entry of a list in which a value stands; the key of the file, where that has no list."""
    in_list = len(at) > 1 and isinstance(at[1], int) and isinstance(data.get(str(at[0])), list)
    return at[:2] if in_list else at[:1]


def _without(
    wrong: Container[KeyPath], data: Mapping[str, Any], lines: Mapping[KeyPath, int]
) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """The values of a file, and their lines, without some keys and entries of lists."""
    left: dict[str, Any] = {}
    number: dict[KeyPath, KeyPath] = {}  # the new place of each entry that stays
    for key, value in data.items():
        if (key,) in wrong:
            continue
        if not isinstance(value, list):
            left[key] = value
            continue
        kept = [index for index in range(len(value)) if (key, index) not in wrong]
        left[key] = [value[index] for index in kept]
        number.update(((key, old), (key, new)) for new, old in enumerate(kept))
    in_lists = {(*number[at[:2]], *at[2:]): line for at, line in lines.items() if at[:2] in number}
    return left, {**{at: line for at, line in lines.items() if len(at) < 2}, **in_lists}


def _repeated_keys(
    node: yaml.Node | None, shown: str, at: KeyPath, lines: dict[KeyPath, int]
) -> Iterator[tuple[KeyPath, Diagnostic]]:
    """Yield a finding for each key given twice, and where; note the line of every value in `lines` on the way."""
    if node is None:
        return
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _repeated_keys(item, shown, (*at, index), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                where = Location(shown, key.start_mark.line + 1, key.start_mark.column + 1)
                text = f"The key `{name}` stands here a second time."
                yield (*at, name), Diagnostic(Code.DUPLICATE_KEY, text, where, "Keep one.")
            seen.add(name)
            yield from _repeated_keys(value, shown, (*at, name), lines)
            lines[(*at, name)] = key.start_mark.line + 1


def _findings(
    error: ValidationError, model: type[BaseModel], lines: Mapping[KeyPath, int], shown: str
) -> Iterator[Diagnostic]:
    for problem in error.errors(include_url=False):
        at = problem["loc"]
        where = Location(shown, _line(at, lines))
        name = ".".join(str(part) for part in at if (*at[: at.index(part)], part) in lines or part == at[-1])
        if problem["type"] == "extra_forbidden":
            known = _known_keys(model, at[:-1])
            message = f"Nothing reads the key `{name}`."
            yield Diagnostic(Code.UNKNOWN_KEY, message, where, _suggestion(str(at[-1]), known))
        elif problem["type"] == "missing":
            message = f"The key `{name}` is missing."
            yield Diagnostic(Code.BAD_VALUE, message, where, "Add it; the documentation has an example of each key.")
        elif problem["type"] == "value_error" and isinstance(problem["input"], dict):
            # Two keys of one mapping do not fit together: the whole mapping is no value to print.
            said = problem["msg"].removeprefix("Value error, ")
            yield Diagnostic(Code.BAD_VALUE, f"`{name}`: {said}." if at else f"{said}.", where, "Correct the values.")
        else:
            shown_value = repr(problem["input"])[:80]
            message = f"`{name}` is {shown_value}: {problem['msg'].removeprefix('Value error, ')}."
            yield Diagnostic(Code.BAD_VALUE, message, where, "Correct the value.")


def _line(at: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """Find the line of a value, or of the nearest mapping around it: pydantic's path may name union members too."""
    kept = tuple(part for part in at)
    while kept:
        if kept in lines:
            return lines[kept]
        kept = kept[:-1]
    return lines.get(())


def _known_keys(model: type[BaseModel], at: Sequence[str | int]) -> list[str]:
    """List the keys that the mapping at path `at` may have, following fields, lists and mappings of models."""
    current: Any = model
    for part in at:
        if isinstance(current, type) and issubclass(current, BaseModel) and part in _fields(current):
            current = _fields(current)[str(part)]
        current = next(_models_in(current), current)
    return list(_fields(current)) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _suggestion(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Keys that stand here: {', '.join(sorted(known))}." if known else "Take it out."
