"""Annotate: readable examples, and what holds for any text: idempotent, no word changed, all taken out again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition import __version__
from edition.annotate import files
from edition.annotate.cache import Drafts
from edition.annotate.mentions import Mentions
from edition.annotate.steps import Found, Span, Text
from edition.diagnostics import Code
from edition.pipeline.annotate import annotate as annotating
from edition.tei import markup
from edition.tei.documents import parser
from edition.tei.registers import Register
from tests.annotating import HEADER, annotated, entries_of, register_file, shown, tei
from tests.conftest import run_edition
from tests.examples import Example, examples


@pytest.mark.parametrize("example", examples("annotate"))
def test_examples(example: Example, tmp_path: Path) -> None:
    assert shown(example.input, tmp_path) == example.output


ENTRIES = """<person xml:id="lark"><persName>Anna Lark</persName><persName>Lark</persName>
<persName>A. Lark</persName></person>
<place xml:id="weir"><placeName>Weir</placeName></place>
<place xml:id="long"><placeName>Long Weir</placeName></place>"""
REGISTER = entries_of(register_file(ENTRIES))
WORDS = st.sampled_from(["Anna", "Lark", "Long", "Weir", "A.", "hay", " ", " ", "&amp;", "-", "\n", "'s", "é"])
INLINE = st.sampled_from(["hi", "supplied", "persName", "note", "p", "list", "del", "rdg", "w", "date", "seg", "bibl"])
EMPTY = st.sampled_from(
    ["<lb/>", '<lb break="no"/>', "<!-- Lark -->", "<?x Lark?>", "<gap/>", "<![CDATA[Lark]]>", "<![CDATA[<\r\nAnna]]>"]
)


def mixed(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements of any kind around words, corrections among them; no schema would allow most of it."""
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, INLINE, content),
        st.builds("<choice><sic>{}</sic><corr>{}</corr></choice>".format, content, content),
        st.builds("<app><lem>{}</lem><rdg>{}</rdg></app>".format, content, content),
        st.lists(st.one_of(content, WORDS, EMPTY), max_size=6).map("".join),
    )


TEXTS = st.recursive(st.lists(st.one_of(WORDS, EMPTY), max_size=6).map("".join), mixed, max_leaves=20)


@settings(deadline=None)  # how long it takes is measured elsewhere
@given(TEXTS)
def test_nothing_is_changed_but_for_tags_put_in(text: str) -> None:
    letter = tei(f"<text><body><p>{text}</p></body></text>", "letter-1")
    done = annotated(letter, REGISTER)
    new = done.content or letter
    assert markup.stripped(new) == letter
    assert annotated(new, REGISTER).content is None
    before, after = (etree.fromstring(one, parser()) for one in (letter, new))
    assert characters(before) == characters(after)


@settings(deadline=None)  # how long it takes is measured elsewhere
@given(TEXTS)
def test_what_is_marked_up_are_the_words_of_a_name(text: str) -> None:
    letter = tei(f"<text><body><p>{text}</p></body></text>", "letter-1")
    root = etree.fromstring(annotated(letter, REGISTER).content or letter, parser())
    for mention in root.iter("{*}persName", "{*}placeName"):
        if mention.get("resp"):
            named = {"lark": ("AnnaLark", "Lark", "ALark"), "weir": ("Weir",), "long": ("LongWeir",)}
            letters = "".join(filter(str.isalpha, "".join(reading(mention))))
            # A mention goes around an element that can hold none, an `s` behind an apostrophe among it: <w>Lark's</w>.
            whole = letters.removesuffix("s") if len(mention) else letters
            assert whole in named[mention.get("ref", "").partition("#")[2]]


def characters(root: etree._Element) -> str:
    """All characters of a text in order, whatever element has them."""
    text = root.find("{*}text")
    assert text is not None
    return "".join(map(str, text.itertext()))


def reading(element: etree._Element) -> Iterator[str]:
    """The words that one reads in a mention, by lxml alone: corrections, lemmata, no notes, a blank at a line's end."""
    yield element.text or ""
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "lb":
            yield "" if child.get("break") else " "
        elif name and name not in ("sic", "rdg", "note", "del"):
            yield from reading(child)
        yield child.tail or ""


def test_the_program_names_itself_in_the_header() -> None:
    header = HEADER.replace("<title>A letter</title>", "\n    <title>A letter</title>\n    <author>Lark</author>\n  ")
    letter = tei("<text><body><p>Lark</p></body></text>", "letter-1", header=header)
    new = annotated(letter, REGISTER).content
    assert new is not None
    assert (
        f"""    <author>Lark</author>
    <respStmt xml:id="annotate">
      <resp>automatic encoding of what the text mentions</resp>
      <name>edition {__version__}</name>
    </respStmt>
  </titleStmt>"""
        in new.decode()
    )
    assert markup.stripped(new) == letter


def test_a_text_without_mentions_stays_as_it_is() -> None:
    assert annotated(tei("<text><body><p>hay</p></body></text>", "letter-1"), REGISTER).content is None


def test_what_nobody_means_any_more_is_taken_out() -> None:
    letter = tei("<text><body><p>Lark</p></body></text>", "letter-1")
    with_mention = annotated(letter, REGISTER).content
    assert with_mention is not None
    assert annotated(with_mention, Register.of(())).content == letter


def test_a_mention_that_an_editor_took_over_is_the_editors() -> None:
    letter = tei("<text><body><p>Lark at Weir</p></body></text>", "letter-1")
    edited = (annotated(letter, REGISTER).content or b"").replace(b'resp="#annotate">Lark', b'resp="#ed">Lark')
    done = annotated(edited, Register.of(())).content
    assert done is not None
    assert b'resp="#ed">Lark</persName> at Weir' in done


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<TEI><p>", "malformed"),
        (b"\xff\xff", "not-utf8"),
        (tei("<text><p>Lark</p></text>", "a", header=""), "element-incomplete"),
        (tei('<text><p xml:id="annotate">Lark</p></text>', "a"), "element-incomplete"),
    ],
)
def test_a_file_that_cannot_be_annotated_stays_as_it_is(content: bytes, code: str) -> None:
    done = annotated(content, REGISTER)
    assert done.content is None
    assert [found.code.label for found in done.findings] == [code]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_the_encoding_stays(encoding: str) -> None:
    letter = tei("<text><body><p>Lark é</p></body></text>", "letter-1").decode().replace("UTF-8", encoding)
    new = annotated(letter.encode(encoding), REGISTER).content
    assert new is not None
    assert 'resp="#annotate">Lark</persName> é' in new.decode(encoding)
    assert markup.stripped(new) == letter.encode(encoding)


def test_prefixed_names_of_elements() -> None:
    letter = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1t:", tei("<text><body><p>Lark</p></body></text>", "letter-1"))
    letter = letter.replace(b"xmlns=", b"xmlns:t=")
    new = annotated(letter, REGISTER).content
    assert new is not None
    assert b'<t:persName ref="../register.xml#lark" cert="high" resp="#annotate">Lark</t:persName>' in new
    assert markup.stripped(new) == letter


def test_an_element_of_another_namespace_with_the_name_of_one_of_tei() -> None:
    picture = '<figure><s:text xmlns:s="http://www.w3.org/2000/svg">Lark</s:text></figure>'
    letter = tei("<text><body><p>Lark</p></body></text>", "letter-1").decode()
    letter = letter.replace("</fileDesc>", f"</fileDesc><encodingDesc><p>{picture}</p></encodingDesc>")
    new = annotated(letter.encode(), REGISTER).content
    assert new is not None
    assert picture in new.decode()
    assert '<p><persName ref="../register.xml#lark" cert="high" resp="#annotate">Lark</persName></p>' in new.decode()


def test_a_second_step_goes_around_the_first_and_never_across() -> None:
    class Fixed:
        """A step that marks up fixed stretches."""

        def find(self, text: Text, before: Found) -> Found:
            spans = [(0, 14), (0, 4), (2, 8)]
            return Found(tuple(Span(0, start, end, "ref", (("target", "#x"),)) for start, end in spans))

    letter = tei("<text><body><p>Lark went to Weir.</p></body></text>", "letter-1")
    done = files.annotate(letter, "letter-1.xml", "letter-1.xml", (Mentions.of(REGISTER), Fixed()))
    text = (done.content or b"").decode().partition("<body><p>")[2].partition("</p>")[0]
    plain = re.sub(r' (?:ref|cert|resp|target)="[^"]*"', "", text)
    assert plain == "<ref><persName>Lark</persName></ref> went to <placeName>Weir</placeName>."
    assert [doubt.why for doubt in done.doubts] == ["overlap", "overlap"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An edition of two letters and a register, without sources."""
    folder = tmp_path / "tei"
    (folder / "letters").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    (folder / "register.xml").write_bytes(register_file(ENTRIES))
    for number, words in enumerate(("Lark came. Mrs Lark saw Mr Gull. It rained.", "Rain. Lord Gull left Weir."), 1):
        name = f"letter-{number}"
        (folder / "letters" / f"{name}.xml").write_bytes(tei(f"<text><body><p>{words}</p></body></text>", name))
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.xml"))}


def test_the_command_annotates_and_a_second_run_changes_nothing(corpus: Path) -> None:
    done = run_edition("annotate", root=corpus, check=True)
    assert re.fullmatch("3 TEI files, 2 mentions of 2 entries, .*1 doubt; 2 files changed.\n", done.stdout)
    written = contents(corpus)
    assert b'<placeName ref="../register.xml#weir" cert="high" resp="#annotate">' in written["tei/letters/letter-2.xml"]
    again = run_edition("annotate", "--jobs", "2", root=corpus, check=True)
    assert re.fullmatch("3 TEI files, 2 mentions of 2 entries, .*1 doubt; 0 files changed.\n", again.stdout)
    assert contents(corpus) == written


def test_a_dry_run_shows_a_diff_and_writes_nothing(corpus: Path) -> None:
    before = contents(corpus)
    done = run_edition("annotate", "--dry-run", root=corpus, check=True)
    assert "--- tei/letters/letter-1.xml\n+++ tei/letters/letter-1.xml\n" in done.stdout
    assert re.search(r'^\+.*<placeName ref="../register.xml#weir"', done.stdout, re.MULTILINE)
    assert contents(corpus) == before


def test_doubts_are_listed_with_names_that_no_register_knows(corpus: Path) -> None:
    before = contents(corpus)
    done = run_edition("annotate", "--doubts", "--quiet", root=corpus, check=True)
    assert done.stdout == """\
Names that may be those of somebody else, or a part of a longer one: 1

  1 × Lark → register.xml#lark
      tei/letters/letter-1.xml:2: Lark came. Mrs [Lark] saw Mr Gull. It rained.

Words with a capital that no register knows: 2

  1 × Gull
      tei/letters/letter-1.xml:2: Lark came. Mrs Lark saw Mr [Gull]. It rained.

  1 × Lord Gull
      tei/letters/letter-2.xml:2: Rain. [Lord Gull] left Weir.
"""
    assert contents(corpus) == before


def test_a_text_that_names_no_language_is_in_that_of_the_edition(corpus: Path) -> None:
    letter = corpus / "tei/letters/letter-1.xml"
    text = "<text><body><p>Am 3. Mai 1890 regnete es.</p></body></text>"
    letter.write_bytes(tei(text, "letter-1").replace(b' xml:lang="en"', b""))
    (corpus / "config.yml").write_text("title: Briefe\nlanguage: de\n", encoding="utf-8")
    run_edition("annotate", root=corpus, check=True)
    assert '<date when="1890-05-03" cert="high" resp="#annotate">3. Mai 1890</date>' in letter.read_text("utf-8")


@pytest.mark.parametrize("moment", ["Looking through texts", "Written"])
def test_a_file_that_somebody_edits_meanwhile_is_kept_as_it_is(
    moment: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = corpus / "tei/letters/letter-1.xml"

    def edit() -> None:
        edited.write_bytes(edited.read_bytes().replace(b"<p>", b"<p>Indeed, "))

    @contextmanager
    def track(what: str, _total: int) -> Iterator[Callable[[int], None]]:
        yield lambda _: None
        if what == moment:
            edit()

    if moment == "Written":
        monkeypatch.setattr(Drafts, "tidy", lambda _: edit())
    outcome, _ = annotating(corpus, jobs=1, track=track)
    told = [(one.code, one.location.path) for one in outcome.findings]
    assert told == [(Code.EDITED_FILE_KEPT, "tei/letters/letter-1.xml")]
    assert b"<p>Indeed, Lark came. Mrs Lark saw" in edited.read_bytes()
    assert b"annotate" in contents(corpus)["tei/letters/letter-2.xml"]


def test_what_ends_a_run_leaves_every_file_whole(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(corpus)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("edition.writing.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        annotating(corpus, jobs=1, track=lambda *_: nullcontext(lambda _: None))
    assert contents(corpus) == before
    assert [path.name for path in (corpus / "tei/letters").iterdir() if path.suffix != ".xml"] == []


def test_without_registers_nothing_happens(corpus: Path) -> None:
    (corpus / "tei/register.xml").unlink()
    before = contents(corpus)
    done = run_edition("annotate", root=corpus, check=True)
    assert re.fullmatch("2 TEI files, 0 mentions of 0 entries, .*0 doubts; 0 files changed.\n", done.stdout)
    assert contents(corpus) == before


def test_what_is_wrong_is_told_and_the_rest_is_done(corpus: Path) -> None:
    (corpus / "tei/broken.xml").write_text("<TEI><p>", encoding="utf-8")
    (corpus / "tei/registers").mkdir()
    rule = "rules:\n  - {forms: [Lark], entry: lark, documents: [no-such], reason: Letter 1 says so., resp: ed}\n"
    (corpus / "tei/registers/decisions.yml").write_text(rule, encoding="utf-8")
    done = run_edition("annotate", root=corpus)
    assert done.returncode == 1
    assert "tei/broken.xml:1: error: Not well-formed" in done.stderr
    assert "tei/registers/decisions.yml:2: error: Nobody in config.yml has the id “ed”." in done.stderr
    assert b"annotate" in contents(corpus)["tei/letters/letter-1.xml"]


def test_the_line_of_what_is_broken_is_that_of_the_file_with_its_mentions(corpus: Path) -> None:
    letter = corpus / "tei/letters/letter-1.xml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("<title>", "\n  <title>"), encoding="utf-8")
    before = letter.read_text(encoding="utf-8").count("\n")
    run_edition("annotate", root=corpus, check=True)
    written = letter.read_text(encoding="utf-8")
    letter.write_text(written.replace("</body>", ""), encoding="utf-8")
    line = written.count("\n")
    assert line > before
    assert f"tei/letters/letter-1.xml:{line}: error: Not well-formed" in run_edition("annotate", root=corpus).stderr


@pytest.mark.parametrize(
    ("file", "misspelt", "told"),
    [
        (
            "decisions.yml",
            "rules:\n"
            "  - {forms: [Lark], entri: lark, near: [rain], reason: Letter 1 says so., resp: ed}\n"
            "  - {forms: [Lark], entry: lark, near: [no-such], reason: Letter 1 says so., resp: ed}\n",
            ["2: error: Nothing reads the key `rules.0.entri`", "3: error: This rule has no effect"],
        ),
        (
            "references.yml",
            "references:\n"
            "  - {document: letter-1, quote: Lark, targets: letter-2, reason: Letter 1 says so., resp: ed}\n"
            "  - {document: letter-1, quote: Crow, targets: [letter-2], reason: Letter 1 says so., resp: ed}\n",
            ["2: error: `references.0.targets` is 'letter-2'", "3: error: “Crow” does not occur"],
        ),
    ],
)
def test_a_misspelt_decision_hides_nothing_and_nothing_is_written(
    file: str, misspelt: str, told: list[str], corpus: Path
) -> None:
    (corpus / "config.yml").write_text("title: L\neditors: [{id: ed, name: E, role: encoding}]\n", encoding="utf-8")
    (corpus / "tei/broken.xml").write_text("<TEI><p>", encoding="utf-8")
    (corpus / "tei/registers").mkdir()
    (corpus / "tei/registers" / file).write_text(misspelt, encoding="utf-8")
    before = contents(corpus)
    done = run_edition("annotate", root=corpus)
    assert done.returncode == 1
    assert all(f"tei/registers/{file}:{each}" in done.stderr for each in told)
    assert "tei/broken.xml:1: error: Not well-formed" in done.stderr
    assert "nothing written, since a decision is misspelt" in done.stdout
    assert contents(corpus) == before


def test_a_folder_without_tei_is_refused(tmp_path: Path) -> None:
    done = run_edition("annotate", root=tmp_path)
    assert done.returncode == 2
    assert "The folder tei has no document." in done.stderr
