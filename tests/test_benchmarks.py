"""The multiplied edition of the benchmarks is consistent in itself."""

from __future__ import annotations

from pathlib import Path

from benchmarks.multiply import multiply

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
