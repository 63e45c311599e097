"""`edition explain`: every code is explained, and its examples do what is said of them."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition import explaining
from edition.cli import main
from edition.diagnostics import Code, Severity
from edition.explaining import Example
from edition.ingest.readers.word import pandoc
from edition.validate.schematron import engines
from tests.conftest import PROJECT
from tests.documents import docx
from tests.ingesting import CONFIG, completed

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter" xml:lang="en" type="letter"><teiHeader><fileDesc>
<titleStmt><title>A letter</title><editor xml:id="ed">Edith Editor</editor></titleStmt>
<publicationStmt><publisher>A publisher</publisher></publicationStmt>
<sourceDesc><p>A source.</p></sourceDesc></fileDesc></teiHeader>
"""
# Where a piece of TEI stands, by its first element; any other stands in the body of a letter.
REGISTERS = {"person": "standOff/listPerson", "place": "standOff/listPlace"}
BODY = "text/body"
LETTER = '<div type="letter" xml:id="d1"><p xml:id="p1" n="1">The hay is in.</p></div>'
SOURCE = "No. 1\n\nThe hay is in.\n"
NUMBERED = r"blocks: {heading: 'No\. (?P<number>\d+)'}" + "\n"
# Their examples are pieces of a letter that the schema of the edition checks.
OF_THE_GRAMMAR = {
    Code.ELEMENT_NOT_ALLOWED, Code.ELEMENT_INCOMPLETE, Code.ATTRIBUTE_NOT_ALLOWED, Code.ATTRIBUTE_MISSING,
    Code.VALUE_NOT_ALLOWED, Code.TEXT_NOT_ALLOWED,
}  # fmt: skip
CODES = {code.label for code in Code}
ERRORS = {code.label for code in Code if code.severity is Severity.ERROR}
GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Edith", "GIT_AUTHOR_EMAIL": "edith@example.org"}


def explain(*arguments: str) -> Result:
    """What `edition explain` prints and ends with."""
    return CliRunner().invoke(main, ["explain", *arguments])


def test_every_code_is_explained_and_nothing_else() -> None:
    assert {file.stem for file in explaining.FOLDER.iterdir()} == CODES


@pytest.mark.parametrize("code", Code, ids=lambda code: code.label)
def test_an_explanation_has_advice_and_both_examples(code: Code) -> None:
    told = explaining.explained(code)
    assert told.advice.endswith(".")
    assert told.wrong and told.right
    text = (explaining.FOLDER / f"{code.label}.md").read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(told.wrong + told.right), "each fence is part of an example"
    assert re.findall(r"^## .*$", text, re.MULTILINE) == ["## Wrong", "## Right", *(["## See"] if told.see else [])]
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("code", Code, ids=lambda code: code.label)
def test_the_wrong_example_has_the_finding(code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = explaining.explained(code)
    if code in SITUATIONS:
        SITUATIONS[code](monkeypatch)
    assert code.label in findings(code, told.wrong, told.wrong, tmp_path, monkeypatch)


@pytest.mark.parametrize("code", Code, ids=lambda code: code.label)
def test_the_right_example_has_neither_the_finding_nor_an_error(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = explaining.explained(code)
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", interrupted)
    found = findings(code, (*told.wrong, *told.right), told.right, tmp_path, monkeypatch)
    assert not found & {code.label, *ERRORS}


def findings(
    code: Code, files: Iterable[Example], steps: Iterable[Example], root: Path, monkeypatch: pytest.MonkeyPatch
) -> set[str]:
    """The codes that the commands of an example print, in an edition of its files; of two of a path the last counts."""
    contents = {one.path or "tei/letter.xml": content(one) for one in files if one.language != "sh"}
    kinds = {Path(path).parts[0] for path in contents}
    for path, data in {**surroundings(contents), **contents}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    if code in OF_THE_GRAMMAR:
        (root / "tei" / "schema").mkdir()
        shutil.copy(PROJECT / "tei" / "schema" / "edition.rng", root / "tei" / "schema")
    usual = "ingest" if "sources" in kinds else "build" if kinds & {"pages", "site_templates"} else "validate"
    if any(re.match("<(?:person|place)", one.text) for one in steps):
        usual = "annotate"
    lines = [line for one in steps if one.language == "sh" for line in one.text.splitlines()]
    monkeypatch.chdir(root)
    return {label for line in lines or [f"edition {usual}"] for label in told_by(line, root)}


def content(example: Example) -> bytes:
    """The bytes of a file that an example shows."""
    if example.path.endswith(".docx") and example.language == "xml":
        return docx(example.text)
    if example.path.endswith("profile.yml"):
        return completed(example.text).encode()
    text = example.text if example.path else in_a_letter(example.text)
    return text.encode("latin-1" if "Latin-1" in example.caption else "utf-8")


def in_a_letter(piece: str) -> str:
    """A TEI file with a piece where it may stand."""
    first = re.match(r"<(\w+)", piece)
    assert first, piece
    names = REGISTERS.get(first[1], BODY).split("/")
    opened, closed = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
    return f"{HEADER}{opened}\n{piece}{closed}</TEI>\n"


def surroundings(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files that an edition needs and the example is not about."""
    if not any(path.startswith("sources/") for path in contents):
        return {"config.yml": b"title: Letters\n", "tei/letter.xml": in_a_letter(LETTER).encode()}
    given = any(path.startswith("sources/letters/source.") for path in contents)
    plain = not given or "sources/letters/source.txt" in contents
    profile = completed(NUMBERED if plain else "reader: formatted\n")
    source = {} if given else {"sources/letters/source.txt": SOURCE.encode()}
    return {"config.yml": CONFIG.encode(), "sources/letters/profile.yml": profile.encode(), **source}


def told_by(line: str, root: Path) -> set[str]:
    """Run a line of an example; the codes that it prints. What is installed is for the situation to say."""
    if line.startswith("edition "):
        done = CliRunner().invoke(main, shlex.split(line.removeprefix("edition ")))
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return set(re.findall(r"\[([a-z0-9-]+)\]", done.stderr)) & CODES
    if not line.startswith("pip "):
        init = "git init --quiet && " if line.startswith("git ") else ""
        committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in GIT.items()}
        environment = {"PATH": "/usr/bin:/bin", **GIT, **committer}
        subprocess.run(init + line, shell=True, check=True, cwd=root, env=environment, capture_output=True)
    return set()


def interrupted(server: ThreadingHTTPServer) -> None:
    """Serve until the first moment."""
    raise KeyboardInterrupt


def no_saxon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Saxon is not installed."""
    monkeypatch.setattr(engines, "_ready", engines._ready.__wrapped__)  # what is remembered has Saxon, or has not
    monkeypatch.setitem(sys.modules, "saxonche", None)


def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pandoc is not installed."""
    monkeypatch.setattr(pandoc, "_program", lambda: None)


def bad_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The indexer ends with an error."""
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: shutil.which("false"))


def taken_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else uses every port."""
    def refuse(server: socket.socket, address: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("socketserver.socket.socket.bind", refuse)


# What no file and no command can show is made; each of the others is only what its example says.
SITUATIONS: dict[Code, Callable[[pytest.MonkeyPatch], None]] = {
    Code.RULES_NOT_RUN: no_saxon,
    Code.TOOL_MISSING: no_pandoc,
    Code.SEARCH_FAILED: bad_pagefind,
    Code.PORT_TAKEN: taken_ports,
}


# The command


def test_a_code_is_explained_with_its_examples() -> None:
    done = explain("label-mismatch")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:2] == ["label-mismatch  warning", "A note and its call have different labels."]
    assert lines.index("Wrong") < lines.index("Right")
    assert '    <note xml:id="n60a" n="60a" place="end">All of it.</note>' in lines
    assert lines[-1].startswith("TEI Guidelines, CONONO: https://www.tei-c.org/")


def test_all_codes_are_listed_in_their_parts() -> None:
    lines = explain().stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [code.label for code in Code]
    assert [line for line in lines if line and line[0].isupper()] == [heading for heading, _ in explaining.PARTS]
    assert next(line for line in lines if "undated" in line).split(maxsplit=2)[1:] == [
        "warning", "The source does not tell when a message was written.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("dangling-referense", "Did you mean `dangling-reference`?"),
        ("DANGLING_REFERENCE", "Did you mean `dangling-reference`?"),
        ("xyz", "lists all codes"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(word: str, hint: str) -> None:
    done = explain(word)
    assert done.exit_code == 2
    assert hint in " ".join(done.stderr.split())
