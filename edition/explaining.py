"""What each code of a finding means, a wrong and a right example, and how to mend it: `edition explain`.

An explanation is a small Markdown file, `explanations/CODE.md`: what to do, then `## Wrong` and `## Right`, each with
one or more fenced examples, and, where one applies, `## See` with sections of the TEI Guidelines. Before an example
stands the path of its file in backticks; a piece of TEI and commands (`sh`) have none. What is right shows the files
that differ from what is wrong. Severity and meaning are those of the catalogue. `python -m edition.explaining` prints
docs/diagnostics.md, which is made of nothing else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from edition.diagnostics import Code
from edition.reporting import COLOURS

FOLDER = Path(__file__).with_name("explanations")
GUIDELINES = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html"
# The parts of the catalogue: the heading of each, and the code that it begins with.
PARTS = (
    ("Configuration and other files", Code.FILE_MISSING),
    ("TEI files", Code.MALFORMED),
    ("Registers", Code.ENTRY_WITHOUT_NAME),
    ("The site", Code.PAGE_CLASH),
    ("Ingest", Code.BAD_CHARACTER),
)
INTRODUCTION = """# Findings

Every finding has a code. An error stops publication and sets exit code 1; a warning does neither. Below, each code with
its severity, what it means, how to mend it, and an example: a wrong one, then of the right one the files that differ.
`edition explain CODE` prints the same.
"""

SECTION = re.compile(r"^## (Wrong|Right|See)\n", re.MULTILINE)
EXAMPLE = re.compile(
    r"(?:^(?P<caption>`[^\n]+):\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILE = re.compile(r"`([^`]+)`")
INLINE = re.compile(r"`(?P<code>[^`]+)`|\[(?P<words>[^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A file or commands. `caption` is Markdown that begins with the path; a piece of TEI and commands have none."""

    text: str
    language: str
    caption: str = ""

    @property
    def path(self) -> str:
        """The file's path from the edition's folder; empty for a piece of TEI and for commands."""
        match = FILE.match(self.caption)
        return match[1] if match else ""

    @property
    def where(self) -> str:
        """Where it stands, in Markdown."""
        return self.caption or ("on the command line" if self.language == "sh" else "in a TEI file")


@dataclass(frozen=True, slots=True)
class Explained:
    """A code explained. `advice` is Markdown; `see` are the ids of sections of the TEI Guidelines: `CONONO`."""

    code: Code
    advice: str
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]
    see: tuple[str, ...]


def explained(code: Code) -> Explained:
    """Read the explanation of a code."""
    text = (FOLDER / f"{code.label}.md").read_text(encoding="utf-8")
    advice, *rest = SECTION.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    see = tuple(parts.get("See", "").split())
    return Explained(code, advice.strip(), _examples(parts["Wrong"]), _examples(parts["Right"]), see)


def _examples(text: str) -> tuple[Example, ...]:
    return tuple(Example(one["text"], one["language"], one["caption"] or "") for one in EXAMPLE.finditer(text))


def named(name: str) -> Code | None:
    """The code of that name, None if there is none."""
    return next((code for code in Code if code.label == name), None)


def nearest(name: str) -> str:
    """The name of the code that is most like a word that is none; empty if none is like it."""
    found = difflib.get_close_matches(name.lower().replace("_", "-"), [code.label for code in Code], n=1)
    return found[0] if found else ""


def parts() -> Iterator[tuple[str, list[Code]]]:
    """Yield the parts of the catalogue in order: the heading of each, and its codes."""
    codes = list(Code)
    begins = [codes.index(first) for _, first in PARTS]
    for (heading, _), start, end in zip(PARTS, begins, [*begins[1:], len(codes)], strict=True):
        yield heading, codes[start:end]


def section_url(section: str) -> str:
    """Where a section of the TEI Guidelines stands: the first two letters of its id name the chapter."""
    return f"{GUIDELINES}/{section[:2]}.html#{section}"


def catalogue() -> Iterator[Text]:
    """Yield the lines of the list of all codes, for a terminal: heading by heading, each code with its meaning."""
    widest = max(len(code.label) for code in Code)
    for heading, codes in parts():
        yield Text(heading, style="bold")
        for code in codes:
            name, severity = code.label.ljust(widest), code.severity.value.ljust(len("warning"))
            colour = COLOURS[code.severity]
            yield Text.assemble("  ", (name, "cyan"), "  ", (severity, colour), f"  {code.value.meaning}")
        yield Text()
    yield Text("`edition explain CODE` says more of one.")


def in_full(told: Explained) -> Iterator[Text]:
    """Yield the lines of an explanation, for a terminal; `no_wrap` are those that stay whole, to be copied."""
    code = told.code
    yield Text.assemble((code.label, "bold cyan"), "  ", (code.severity.value, COLOURS[code.severity]))
    yield Text(code.value.meaning)
    for paragraph in told.advice.split("\n\n"):
        yield Text()
        yield _inline(" ".join(paragraph.split()))
    for heading, colour, examples in (("Wrong", "bold red", told.wrong), ("Right", "bold green", told.right)):
        yield Text()
        yield Text(heading, style=colour)
        for example in examples:
            yield _inline(f"  {example.where}:")
            yield from (Text(f"    {line}".rstrip(), no_wrap=True) for line in example.text.splitlines())
    for section in told.see:
        yield Text()
        yield Text(f"TEI Guidelines, {section}: {section_url(section)}", no_wrap=True)


def _inline(markdown: str) -> Text:
    """A paragraph of Markdown: code in colour, of links the words."""
    text = Text()
    end = 0
    for match in INLINE.finditer(markdown):
        text.append(markdown[end : match.start()])
        text.append(match["code"] or match["words"], style="cyan" if match["code"] else "")
        end = match.end()
    return text.append(markdown[end:])


def documentation() -> str:
    """The text of docs/diagnostics.md; the same catalogue gives the same text."""
    blocks = [INTRODUCTION]
    for heading, codes in parts():
        blocks.append(f"## {heading}\n")
        blocks += (_entry(explained(code)) for code in codes)
    return "\n".join(blocks)


def _entry(told: Explained) -> str:
    code = told.code
    paragraphs = [f"### {code.label}", f"{code.severity.value.capitalize()}. {code.value.meaning}", told.advice]
    for word, examples in (("Wrong", told.wrong), ("Right", told.right)):
        paragraphs += _shown(word, examples)
    if told.see:
        sections = ", ".join(f"[{section}]({section_url(section)})" for section in told.see)
        paragraphs.append(f"See the TEI Guidelines: {sections}.")
    return "\n\n".join(paragraphs) + "\n"


def _shown(word: str, examples: Sequence[Example]) -> Iterator[str]:
    for number, example in enumerate(examples):
        before = f"{word}, {example.where}" if number == 0 else example.where[0].upper() + example.where[1:]
        yield f"{before}:\n\n```{example.language}\n{example.text}```"


if __name__ == "__main__":
    print(documentation(), end="")
