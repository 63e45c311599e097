"""The editions of the benchmarks: the multiplied one is consistent in itself, the invented one can be built."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from benchmarks import register, sizes
from benchmarks.multiply import multiply
from edition.tei import registers
from edition.tei.documents import parser

LETTER = '<TEI xml:id="war-42-1"><ref target="war-42.xml#war-42-n2"/><p xml:id="war-42-1-p1">A war-421, 42.</p></TEI>'
VOLUME = '<TEI xml:id="war-42"><ptr target="war-42-1.xml"/><note xml:id="war-42-n2"/></TEI>'


def test_a_copy_has_names_of_its_own_and_points_to_itself(tmp_path: Path) -> None:
    root, target = tmp_path / "small", tmp_path / "large"
    (root / "tei" / "war-42").mkdir(parents=True)
    (root / "tei" / "war-42" / "war-42-1.xml").write_text(LETTER, encoding="utf-8")
    (root / "tei" / "war-42" / "war-42.xml").write_text(VOLUME, encoding="utf-8")
    (root / "config.yml").write_text("title: War\n", encoding="utf-8")

    assert multiply(root, target, 5) == 6

    assert {path.relative_to(target).as_posix() for path in target.rglob("*.*")} == {
        "config.yml",
        *(f"tei/war-42{copy}/war-42{copy}{end}.xml" for copy in ("", "-x2", "-x3") for end in ("-1", "")),
    }
    assert (target / "tei" / "war-42" / "war-42-1.xml").read_text(encoding="utf-8") == LETTER
    assert (target / "tei" / "war-42-x3" / "war-42-x3-1.xml").read_text(encoding="utf-8") == (
        '<TEI xml:id="war-42-x3-1"><ref target="war-42-x3.xml#war-42-x3-n2"/>'
        '<p xml:id="war-42-x3-1-p1">A war-421, 42.</p></TEI>'
    )


def test_the_large_register_has_as_many_entries_and_forms_as_are_asked_for(tmp_path: Path) -> None:
    register.write(tmp_path)
    root = etree.parse(tmp_path / register.PATH, parser()).getroot()
    entries = list(registers.read(root, register.PATH))
    assert len({entry.id for entry in entries}) == len(entries) == register.ENTRIES
    assert sum(len(entry.forms) for entry in entries) >= register.FORMS


def test_the_invented_edition_is_as_large_as_is_asked_for(tmp_path: Path) -> None:
    sizes.write(tmp_path, letters=6, persons=4)
    letters = sorted((tmp_path / "tei" / "letters").iterdir())
    assert len(letters) == 6
    known = {entry.id for entry in registers.read(etree.parse(tmp_path / "tei/registers/persons.xml").getroot(), "")}
    for letter in letters:
        text = etree.parse(letter, parser()).find(".//{*}text")
        assert text is not None
        mentioned = [str(one.get("ref")).partition("#")[2] for one in text.iter("{*}persName")]
        assert len(mentioned) == sizes.MENTIONS
        assert known.issuperset(mentioned)
