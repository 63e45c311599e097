"""The browser of the tests is the one that is named, else one that is there, else one that is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import find_chromium


def program(folder: Path, name: str, does: str = "") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_named_browser_goes_before_one_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    named = program(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", named)
    assert find_chromium.find() == named


def test_names_on_the_path_are_tried_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    last = program(tmp_path, "google-chrome")
    assert find_chromium.find() == last
    first = program(tmp_path, "chromium")
    assert find_chromium.find() == first


def test_a_named_browser_that_is_not_there_stops_the_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nowhere"))
    assert find_chromium.main(["--install"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"CHROMIUM is {tmp_path / 'nowhere'}" in told.err


def test_without_any_the_hint_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(find_chromium, "find", lambda: None)
    assert find_chromium.main([]) == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_on_debian_root_gets_the_package_when_playwright_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    package = f'printf "#!/bin/sh\\n" > {tmp_path}/chromium; /bin/chmod +x {tmp_path}/chromium'
    program(tmp_path, "apt-get", does=f'echo "apt-get $*"\n[ "$1" = update ] || {{ {package}; }}')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("sys.executable", program(tmp_path, "python", does="exit 1"))
    monkeypatch.setattr(find_chromium, "_playwrights_own", lambda: None)
    assert find_chromium.main(["--install"]) == 0
    told = capfd.readouterr()
    assert told.out == f"{tmp_path}/chromium\n"
    assert "Playwright's Chromium cannot be had this way (exit code 1)." in told.err
    assert "apt-get install -q -y chromium" in told.err
