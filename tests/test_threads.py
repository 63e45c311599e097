"""Threads: what annotate writes of them into headers, and what follows from headers and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from edition.pipeline.annotate import annotate
from edition.tei import markup
from edition.tei.catalog import Catalog, link
from edition.tei.collections import Neighbours
from edition.tei.documents import documents, find, read
from edition.tei.facts import collect
from edition.tei.header import Moment
from edition.tei.threads.exchanges import Post, in_order
from edition.tei.threads.model import Exchange, Missing, Turn
from tests.annotating import tei
from tests.examples import Example, examples
from tests.test_annotate_references import LETTER, described

PART = re.compile(r"^--", re.MULTILINE)
CONTEXT = re.compile(r"<correspContext.*?</correspContext>\s*", re.DOTALL)
ANSWERED = """--letter-1: Lark to Wren 1890-04-01
<p>Hay is dear.</p>
--letter-2: Wren to Lark 1890-04-05
<p>I have received your letter of April 1.</p>
"""
PREFIXES = re.compile(r"<encodingDesc>.*?</encodingDesc>\s*", re.DOTALL)
AS_IS = "as is"  # a part of an example that says that the corpus is not annotated
FILES = {"register": "registers/letters.xml", "decisions": "registers/references.yml"}


def quiet(description: str, size: int) -> AbstractContextManager[Any]:
    return nullcontext(lambda step: None)


def corpus(example: str, root: Path) -> Path:
    """The TEI folder of an example, annotated.

    An example has letters, as those of references have; the `correspContext` of a letter, and an
    `encodingDesc`, go into its header. Behind
    `--register` it has a register, behind `--decisions` what is decided; `--as is` leaves all as it is.
    """
    folder = root / "tei"
    for part in PART.split(example)[1:]:
        name, _, content = part.partition("\n")
        if (said := LETTER.match(part)) is not None:
            path, body = f"letters/{said['id']}.xml", part[said.end() :]
            header = described(said).replace("</correspDesc>", "".join(CONTEXT.findall(body)) + "</correspDesc>")
            header = header.replace("<profileDesc>", "".join(PREFIXES.findall(body)) + "<profileDesc>")
            text = f"<text><body>{PREFIXES.sub('', CONTEXT.sub('', body)).strip()}</body></text>"
            content = tei(text, said["id"], header=header).decode()
        elif name in FILES:
            path = FILES[name]
        else:
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    if f"--{AS_IS}" not in example:
        annotate(root, jobs=1, track=quiet)
    return folder


def catalog(folder: Path) -> Catalog:
    """The catalog of a TEI folder."""
    return link([collect(one) for path in find(folder) for one in documents(read(path, folder))])


@pytest.mark.parametrize("example", examples("threads"))
def test_threads(example: Example, tmp_path: Path) -> None:
    assert "\n".join(shown(catalog(corpus(example.input, tmp_path)))) == example.output


@pytest.mark.parametrize("example", examples("contexts"))
def test_contexts(example: Example, tmp_path: Path) -> None:
    folder = corpus(example.input, tmp_path)
    contents = {path.stem: path.read_text(encoding="utf-8") for path in find(folder)}
    found = {name: "\n".join(CONTEXT.findall(content)) for name, content in contents.items()}
    assert "\n".join(f"{name}:\n{one}" for name, one in found.items()) == example.output


def test_a_letter_without_a_day_has_its_place_by_those_before_it_that_have_one() -> None:
    undated = [Post("u", (), (), ""), Post("x", (), (), "", follows=("u", "a"))]
    posts = [Post("a", (), (), "1890-05-01"), *undated, Post("z", (), (), "1890-07-01")]
    assert [post.key for post in in_order(posts)] == ["a", "u", "x", "z"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    folder = corpus(ANSWERED, tmp_path)
    first = {path: path.read_bytes() for path in find(folder)}
    annotate(tmp_path, jobs=1, track=quiet)
    assert {path: path.read_bytes() for path in find(folder)} == first


def test_what_annotate_wrote_is_taken_out_whole(tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in find(corpus(f"--{AS_IS}\n{ANSWERED}", tmp_path / "before"))}
    written = {path.name: path.read_bytes() for path in find(corpus(ANSWERED, tmp_path / "after"))}
    assert all(b"<correspContext resp=" in content for content in written.values())
    assert {name: markup.stripped(content) for name, content in written.items()} == before


def test_a_header_on_lines_of_its_own_stays_so(tmp_path: Path) -> None:
    folder = corpus(f"--{AS_IS}\n{ANSWERED}", tmp_path)
    for path in find(folder):
        lines = path.read_text(encoding="utf-8").replace("<correspAction", "\n    <correspAction")
        path.write_text(lines, encoding="utf-8")
    annotate(tmp_path, jobs=1, track=quiet)
    written = (folder / "letters" / "letter-2.xml").read_text(encoding="utf-8")
    assert "\n    <correspContext resp=\"#annotate\">\n      <ref type=\"replyTo\"" in written
    assert "</ref>\n    </correspContext></correspDesc>" in written


def test_an_enclosure_is_a_letter_of_its_own(tmp_path: Path) -> None:
    enclosed = (
        "<correspDesc corresp='#inner'><correspAction type='sent'><persName>Wren</persName><date when='1890-04-02'/>"
        "</correspAction><correspAction type='received'><persName>Finch</persName></correspAction></correspDesc>"
    )
    folder = corpus(f"--{AS_IS}\n{ANSWERED}", tmp_path)
    path = folder / "letters" / "letter-2.xml"
    content = path.read_text(encoding="utf-8").replace("</profileDesc>", f"{enclosed}</profileDesc>")
    inner = '<div xml:id="inner"><p>Your letter of March 20 has come.</p></div></body>'
    path.write_text(content.replace("</body>", inner), encoding="utf-8")
    annotate(tmp_path, jobs=1, track=quiet)
    assert list(shown(catalog(folder))) == [
        "Wren – Lark",
        "  1890-04-01 letter-1, by Lark",
        "  1890-04-05 letter-2, by Wren, 4 days later, answers letter-1 (inferred, high)",
        "Wren – Finch",
        "  1890-03-20 missing-letter-2, by Finch",
        "  1890-04-02 letter-2#inner, by Wren, 13 days later, answers missing-letter-2 (inferred, medium)",
        "missing: missing-letter-2, Finch to Wren, 1890-03-20: letter-2 “Your letter of March 20”",
    ]


def test_whole_documents_name_their_neighbours_in_the_collection(tmp_path: Path) -> None:
    folder = corpus(f"--{AS_IS}\n{ANSWERED}", tmp_path)
    path = folder / "letters" / "letter-2.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("<TEI ", '<TEI next="letter-1.xml" '), encoding="utf-8")
    known = catalog(folder)
    first, second = known.documents
    assert known.in_collection(second) == Neighbours(previous=first, next=first, encoded=True)
    assert known.in_collection(first) == Neighbours(previous=second, next=second, encoded=True)


def shown(known: Catalog) -> Iterator[str]:
    """Each exchange with its letters in order, each missing letter, each place in an exchange that a header tells."""
    for exchange in known.threads.exchanges:
        yield " – ".join(party.name for party in exchange.parties)
        yield from (f"  {turn_shown(turn, exchange)}" for turn in exchange.letters)
    for missing in known.threads.missing:
        yield f"missing: {missing_shown(missing)}"
    for document in known.documents:
        for place in known.threads.in_exchange(document):
            if place.how == "encoded":
                beside = (one.id if one else "none" for one in (place.previous, place.next))
                yield f"{document.id} stands between {' and '.join(beside)} (encoded)"


def turn_shown(turn: Turn, exchange: Exchange) -> str:
    """A letter in an exchange: whose it is, how many days after the one before, what it answers."""
    said = [f"{day(turn.moment)} {turn.letter.id}{f'#{turn.part}' if turn.part else ''}"]
    said += [f"by {exchange.parties[turn.side].name}{' and others' if turn.joint else ''}"]
    said += [] if turn.days is None else [f"{turn.days} day{'s' * (turn.days != 1)} later"]
    for answer in turn.answers:
        how = ", ".join(filter(None, (answer.how, answer.certainty)))
        said.append(f"answers {answer.to.id} ({how})")
    return ", ".join(said)


def missing_shown(missing: Missing) -> str:
    """A missing letter: by whom to whom, when, and who says so."""
    who = " to ".join(" and ".join(party.name for party in each) for each in (missing.senders, missing.addressees))
    told = "; ".join(f"{one.document.id} “{one.words}”" for one in missing.told_by) or missing.grounds
    return f"{missing.id}, {who if missing.senders else 'nobody says by whom'}, {day(missing.moment)}: {told}"


def day(moment: Moment | None) -> str:
    """A day, or bounds."""
    if moment is None:
        return "undated"
    return moment.when or f"{moment.not_before}/{moment.not_after}"
