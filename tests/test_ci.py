"""The action, the hooks and the template for continuous integration: what they run, run as written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import PROJECT

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><teiHeader><fileDesc><titleStmt>
<title>A</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>See <ref target="#nowhere">there</ref>.</p></body></text></TEI>
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a file whose reference leads nowhere."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "a letter.xml").write_text(LETTER, encoding="utf-8")
    return tmp_path


def validate_step(corpus: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action as a runner would run it."""
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    given = {name: said["default"] for name, said in action["inputs"].items()} | {"path": "tei"} | inputs

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], text)

    environment = {name: filled(value) for name, value in step["env"].items()}
    assert not any("${{" in value for value in environment.values())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=corpus, env={**os.environ, **environment, "PATH": path, "GITHUB_ACTIONS": "true"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_action_annotates_the_line_and_fails(corpus: Path) -> None:
    ended = validate_step(corpus)
    assert ended.returncode == 1, ended.stderr
    assert re.search(r"^::error file=tei/a letter\.xml,line=3,title=dangling-reference::", ended.stdout, re.MULTILINE)


def test_the_action_knows_a_baseline_and_writes_sarif(corpus: Path) -> None:
    command = [sys.executable, "-m", "edition", "validate", "tei", "--write-baseline", "known.json"]
    subprocess.run(command, cwd=corpus, check=True, capture_output=True)
    ended = validate_step(corpus, baseline="known.json", sarif="out.sarif")
    assert ended.returncode == 0, ended.stderr
    assert '"results": []' in (corpus / "out.sarif").read_text(encoding="utf-8")


def test_the_action_tells_a_wrong_input(corpus: Path) -> None:
    ended = validate_step(corpus, schema="none.rng")
    assert ended.returncode == 2
    assert "none.rng" in ended.stderr


def test_the_action_names_only_inputs_that_it_declares() -> None:
    text = (PROJECT / "action.yml").read_text(encoding="utf-8")
    declared = set(yaml.safe_load(text)["inputs"])
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == declared


@pytest.mark.parametrize("hook", yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, object], corpus: Path) -> None:
    (corpus / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    program, *arguments = str(hook["entry"]).split()
    names = ["tei/a letter.xml"] if hook.get("pass_filenames", True) else []
    where = shutil.which(program, path=str(Path(sys.executable).parent))
    assert where
    ended = subprocess.run([where, *arguments, *names], cwd=corpus, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "dangling-reference" in ended.stderr


def test_the_script_of_the_gitlab_template_writes_its_reports(corpus: Path) -> None:
    _, job = yaml.safe_load_all((PROJECT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    script = job["validate-tei"]["script"][-1].replace("$[[ inputs.arguments ]]", "tei")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(["sh", "-c", script], cwd=corpus, env={**os.environ, "PATH": path}, check=False)
    assert ended.returncode == 1
    for report in job["validate-tei"]["artifacts"]["reports"].values():
        assert "dangling-reference" in (corpus / report).read_text(encoding="utf-8")
