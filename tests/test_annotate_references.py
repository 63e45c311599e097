"""References by date: what letters say of other letters, and which are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.annotate import drafts, files, reference_decisions, resolving, survey
from edition.annotate.phrases import LANGUAGES, needed
from edition.annotate.references import References, direction
from edition.annotate.resolving import Reference
from edition.tei.documents import parser
from tests.annotating import HEADER, tei
from tests.conftest import run_edition
from tests.examples import Example, examples

PART = re.compile(r"^--", re.MULTILINE)
# "letter-1: Lark, Finch to Wren 1890-04-01, received 1890-04-03, from Weir"
LETTER = re.compile(
    r"(?P<id>[\w-]+)(?: \((?P<language>\w+)\))?: (?P<senders>.+?) to (?P<addressees>.+?)(?: (?P<sent>[\d-]+))?"
    r"(?:, received (?P<received>[\d-]+))?(?:, from (?P<place>\w+))?\n"
)


def corpus_of(example: str) -> tuple[dict[str, bytes], str]:
    """The files of an example by their paths, and what is decided."""
    letters, decided = {}, ""
    for part in PART.split(example)[1:]:
        said = LETTER.match(part)
        if said is None:
            decided = part.partition("\n")[2]
        else:
            body = f"<text><body>{part[said.end() :].strip()}</body></text>"
            letter = tei(body, said["id"], said["language"] or "en", header=described(said))
            letters[f"letters/{said['id']}.xml"] = letter
    return letters, decided


def described(said: re.Match[str]) -> str:
    """A header with the correspDesc of a letter."""
    senders, addressees = (
        "".join(f"<persName>{name}</persName>" for name in said[part].split(", ")) for part in ("senders", "addressees")
    )
    sent = f"<date when='{said['sent']}'/>" if said["sent"] else ""
    received = f"<date when='{said['received']}'/>" if said["received"] else ""
    place = f"<placeName>{said['place']}</placeName>" if said["place"] else ""
    description = (
        f"<correspDesc><correspAction type='sent'>{senders}{place}{sent}</correspAction>"
        f"<correspAction type='received'>{addressees}{received}</correspAction></correspDesc>"
    )
    return HEADER.replace("</teiHeader>", f"<profileDesc>{description}</profileDesc></teiHeader>")


def references(letters: dict[str, bytes], decided: str, folder: Path) -> tuple[list[Reference], list[str]]:
    """What the letters cite, and the findings."""
    (folder / "registers").mkdir(exist_ok=True)
    if decided:
        (folder / reference_decisions.FILE).write_text(decided, encoding="utf-8")
    known = reference_decisions.read(folder, "tei")
    surveys = [drafts.draft(content, path, f"tei/{path}", (), known).survey for path, content in letters.items()]
    found = list(resolving.resolve([one for each in surveys for one in each.letters], survey.corpus(surveys)))
    told = [finding for each in surveys for finding in each.findings]
    cited = [one.letter for each in surveys for one in each.letters]
    told += reference_decisions.problems(known, found, cited, frozenset({"ed"}))
    return found, [f"{one.location}: {one.code.label}: {one.message}" for one in told]


def shown(found: list[Reference], findings: list[str]) -> Iterator[str]:
    """Each reference in one line: where, the words, what they mean, how that is known."""
    for one in found:
        meant = [target.document for target in one.targets] + ["missing"] * one.missing
        said = [*["answer"] * one.answer, *["unreceived"] * one.phrase.unreceived]
        how = [one.evidence, one.cert, direction(one), *said] if one.told else []
        doubtful = f"? {', '.join(other.document for other in one.may_mean)}"
        yield f"{one.citing.document}: “{one.phrase.words}” → {', '.join(meant) or doubtful}" + (
            f" ({', '.join(how)})" if how else ""
        )
    yield from findings


@pytest.mark.parametrize("example", examples("references"))
def test_examples(example: Example, tmp_path: Path) -> None:
    assert "\n".join(shown(*references(*corpus_of(example.input), tmp_path))) == example.output


TWO = """--letter-1: Lark to Wren 1890-04-01
<p>Hay is dear.</p>
--letter-2: Wren to Lark 1890-04-05
<p>Thank you for your letter of April 1.</p><p>As in your telegram of March 3.</p>
"""


def test_how_references_are_written(tmp_path: Path) -> None:
    letters, _ = corpus_of(TWO)
    found, _ = references(letters, "", tmp_path)
    path = "letters/letter-2.xml"
    done = files.annotate(letters[path], path, path, (), References.of(found))
    assert done.content is not None
    written = done.content.decode()
    assert (
        '<ref type="document" target="letter-1.xml" cert="high" '
        'ana="#evidence-day #reference-received #reference-answer" resp="#annotate">your letter of April 1</ref>'
    ) in written
    assert (
        '<ref type="unresolved" subtype="missing" cert="medium" ana="#evidence-day #reference-received"'
        ' resp="#annotate">your telegram of March 3</ref>'
    ) in written
    root = etree.fromstring(done.content, parser())
    declared = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter("{*}category")}
    used = {kind.lstrip("#") for one in root.iter("{*}ref") for kind in one.get("ana", "").split()}
    assert used <= declared
    assert files.annotate(done.content, path, path, (), References.of(found)).content is None
    assert files.annotate(done.content, path, path, ()).content == letters[path]


@pytest.mark.parametrize(
    "encoding",
    [
        "",
        "<encodingDesc><p>As found.</p></encodingDesc>",
        "<encodingDesc>\n  <classDecl>\n    <taxonomy xml:id='t'><category xml:id='evidence-day'>"
        "<catDesc>x</catDesc></category></taxonomy>\n  </classDecl>\n</encodingDesc>",
    ],
)
def test_the_kinds_of_evidence_are_declared_in_any_header_once(encoding: str, tmp_path: Path) -> None:
    letters, _ = corpus_of(TWO)
    path = "letters/letter-2.xml"
    letters[path] = letters[path].replace(b"</fileDesc>", f"</fileDesc>{encoding}".encode())
    found, _ = references(letters, "", tmp_path)
    done = files.annotate(letters[path], path, path, (), References.of(found))
    assert done.content is not None
    root = etree.fromstring(done.content, parser())
    ids = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter("{*}category")]
    assert sorted(map(str, ids)) == ["evidence-day", "reference-answer", "reference-received"]
    header = root[0]
    assert [etree.QName(one).localname for one in header] == ["fileDesc", "encodingDesc", "profileDesc"]
    assert files.annotate(done.content, path, path, ()).content == letters[path]


def test_the_command_writes_references_and_dates(tmp_path: Path) -> None:
    letters, _ = corpus_of(TWO)
    for path, content in letters.items():
        file = tmp_path / "tei" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    done = run_edition("annotate", root=tmp_path, check=True)
    assert "2 references to letters" in done.stdout
    written = (tmp_path / "tei/letters/letter-2.xml").read_text("utf-8")
    date = '<date when="1890-04-01" cert="high" resp="#annotate">April 1</date>'
    assert f'resp="#annotate">your letter of {date}</ref>' in written
    again = run_edition("annotate", root=tmp_path, check=True)
    assert "0 files changed" in again.stdout


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_a_pattern_needs_is_in_all_that_it_matches(language: str) -> None:
    for pattern in LANGUAGES[language].patterns:
        for words in needed(pattern.words):
            assert words in pattern.words.casefold()
    assert needed(r"\b(?:my|our) letters? to{near}, sent {date}") == ("letter", "to", "sent")
    assert needed("my letter|your letter") == ()
