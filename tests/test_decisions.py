"""Decisions of editors: a mistake in one is a finding with its line; one without effect is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Code, Diagnostic, EditionError, Severity
from tests.examples import Example, examples
from tests.ingesting import edition, ingest, shown, texts

PROFILE = r"""
series: volume
body_gap: 2
calls: {}
people: {ada: {name: Ada}, ben: {name: Ben}}
blocks:
  heading: 'No\. (?P<number>\d+)'
  endnote_begins_with: '(?P<label>\d+)\. '
"""
SOURCE = """No. 1


The hay is in.1 The rye is not, says Ada, 3 times.

No. 2


The hay is out.


1. See the rye.
"""
REASON = "    reason: It is so.\n    resp: ed\n"


def decided(*decisions: str) -> str:
    """A decisions file; each decision is a quote and its matter, on two lines."""
    return "decisions:\n" + "".join(
        f"  - quote: {quote}\n    {matter}\n{REASON}" for quote, matter in (one.split("\n") for one in decisions)
    )


def complaint(root: Path) -> str:
    """What makes the decisions unusable, one finding a line; each says the way out."""
    with pytest.raises(EditionError) as raised:
        ingest(root)
    wrong = [found for found in raised.value.diagnostics if found.severity is Severity.ERROR]
    assert {found.location.path for found in wrong} == {"sources/letters/decisions.yml"}
    assert all(found.help for found in wrong)
    return "\n".join(map(shown, wrong))


def errors(root: Path) -> list[str]:
    """The errors among what an ingest that went through has to say."""
    return [shown(found) for found in ingest(root).doubts if found.severity is Severity.ERROR]


LETTER = """No. 1

Sent 3 March 1890


{}
"""
LETTER_PROFILE = r"""
blocks:
  heading: 'No\. (?P<number>\d+)'
  dateline: 'Sent (?P<date>{date})'
"""


@pytest.mark.parametrize("example", examples("decisions"))
def test_example(example: Example, tmp_path: Path) -> None:
    source, decisions = example.input.split("\n===\n")
    root = edition(tmp_path, LETTER.format(source), LETTER_PROFILE, decisions + "\n")
    assert "\n".join(map(told, findings(root))) == example.output.replace("none", "")


def findings(root: Path) -> tuple[Diagnostic, ...]:
    """What ingest has to say of the decisions."""
    try:
        return ingest(root).doubts
    except EditionError as error:
        return error.diagnostics


def told(found: Diagnostic) -> str:
    """A finding with the other places that it names, and the way out where that is about more than the code."""
    lines = [shown(found), *(f"  {also.location}: {also.message}" for also in found.related)]
    if found.code is Code.DECISIONS_CONTRADICT or "form" in found.message:
        return lines[0]
    return "\n".join([*lines, f"  {found.help}"])


MISTAKES = {
    "The straw\nsurplus: true": "2: anchor-missing: “The straw” does not occur in sources/letters/source.txt.",
    "The hay\nsurplus: true": "2: anchor-ambiguous: “The hay” occurs 2 times in sources/letters/source.txt (lines",
    "''\nsurplus: true": "2: bad-value: `decisions.0.quote` is '': String should have at least 1 character.",
    "is in\nsurplus: yes": "3: bad-value: `decisions.0.surplus` is 'yes': Input should be True.",
    "is in\nsurplos: true": "3: unknown-key: Nothing reads the key `decisions.0.surplos`.",
    "is in\ncert: high": "2: bad-value: `decisions.0`: a decision decides exactly one matter.",
    "is in\nmessage: {}": "3: bad-value: `decisions.0.message`: `message` says neither who nor where nor when.",
    "is in\nmessage: {sender: [eve]}": "2: unknown-name: The decision names “eve”, whom `people`",
    "is in\nmessage: {perhaps_sender: [eve]}": "2: unknown-name: The decision names “eve”, whom `people`",
    "is in\nmessage: {date: {when: '1890-02-30', evidence: note}}": "3: bad-value: `decisions.0.message.date.when`",
    "is in\nmessage: {date: {when: '1890', evidence: wording}}": "a day is written YYYY-MM-DD",
    "is in\nmessage: {date: {evidence: wording}}": "a date has either `when`, a day, or bounds",
    "is in\nmessage: {date: {not_before: '1890-02-02', not_after: '1890-02-01', evidence: note}}": "later than",
    "is in\nmessage: {date: {when: '1890-02-01', evidence: gossip}}": "`decisions.0.message.date.evidence` is 'gossip'",
    "is in\ncorrection: {sic: out, corr: up, fault: print}": "`sic` of `correction` does not stand in `quote` exactly",
    "is in\ncorrection: {sic: in, corr: in, fault: print}": "`sic` and `corr` are the same",
    "is in\ncorrection: {sic: in, corr: up, fault: mine}": "Input should be 'message', 'print' or 'transcription'",
    "is in\ncall: '7'": "`quote` does not end with the label of `call`",
    "is in\ncall: ''": "`decisions.0.call` is '': String should have at least 1 character",
    "is in\njoin: {residue: '2. '}": "`quote` does not begin with the `residue` of `join`",
    "is in\njoin: {between: -1}": "`decisions.0.join.between` is -1: Input should be greater than or equal to 0",
}


@pytest.mark.parametrize("decision", MISTAKES)
def test_a_mistake_in_a_decision_is_a_finding_with_its_line(decision: str, tmp_path: Path) -> None:
    assert MISTAKES[decision] in complaint(edition(tmp_path, SOURCE, PROFILE, decided(decision)))


def test_an_ambiguous_anchor_is_told_apart_by_what_stands_beside_it(tmp_path: Path) -> None:
    decisions = decided("The hay\nsurplus: true").replace("surplus", "suffix: ' is out'\n    surplus")
    assert '<surplus xml:id="letters-2-i1" reason="residue" resp="#ed">The hay</surplus> is out.' in texts(
        ingest(edition(tmp_path, SOURCE, PROFILE, decisions))
    )


def test_two_matters_in_one_decision(tmp_path: Path) -> None:
    decisions = decided("is in\nsurplus: true").replace("surplus", "no_call: true\n    surplus")
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert said == "2: bad-value: `decisions.0`: a decision decides exactly one matter."


@pytest.mark.parametrize("reason", ["''", "'  '"])
def test_a_reason_is_words(reason: str, tmp_path: Path) -> None:
    decisions = decided("is in\nsurplus: true").replace("It is so.", reason)
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert "`decisions.0.reason`" in said
    assert "at least 1 character" in said


@pytest.mark.parametrize("reason", ["TODO", "'???'", "...", "'-'", "'12'", "n/a", "Typo.", "'TODO: see p. 4'", "tbd"])
def test_a_reason_says_something(reason: str, tmp_path: Path) -> None:
    decisions = decided("is in\nsurplus: true").replace("It is so.", reason)
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert said.startswith("4: bad-value: `decisions.0.reason` is ")
    assert said.endswith("that is no reason: quote what proves the decision.")


def test_a_reason_of_words_that_are_right_says_something_too(tmp_path: Path) -> None:
    said = complaint(edition(tmp_path, SOURCE, PROFILE, "words:\n  - forms: [hay]\n    reason: '?'\n"))
    assert said.startswith("3: bad-value: `words.0.reason` is '?'")


def test_a_decision_needs_a_reason_and_somebody_who_made_it(tmp_path: Path) -> None:
    said = complaint(edition(tmp_path, SOURCE, PROFILE, "decisions: [{quote: is in, surplus: true}]\n"))
    assert "The key `decisions.0.reason` is missing." in said
    assert "The key `decisions.0.resp` is missing." in said


def test_a_decision_is_made_by_somebody_known(tmp_path: Path) -> None:
    decisions = decided("is in\nsurplus: true").replace("resp: ed", "resp: nobody")
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert said == "2: unknown-name: Nobody has the id “nobody”, neither in config.yml nor in the profile."


@pytest.mark.parametrize("text", ["decisions:\n", "decisions: 3\n", "- quote: is in\n", "decisions: [is in]\n"])
def test_a_file_that_is_no_list_of_decisions(text: str, tmp_path: Path) -> None:
    assert "bad-value" in complaint(edition(tmp_path, SOURCE, PROFILE, text))


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    decisions = decided("The straw\nsurplus: true", "The hay\nsurplus: true", "is out\nsurplus: true")
    assert [line.split(":")[0] for line in complaint(edition(tmp_path, SOURCE, PROFILE, decisions)).split("\n")] == [
        "2",
        "6",
    ]


def test_a_mistake_hides_no_other_finding(tmp_path: Path) -> None:
    mistakes = decided("is in\nsurplos: true", "The straw\nsurplus: true", "See the rye\nno_call: true")
    unknown = decided("is out\nmessage: {sender: [eve]}").removeprefix("decisions:\n")
    with pytest.raises(EditionError) as raised:
        ingest(edition(tmp_path, SOURCE, PROFILE, mistakes + unknown))
    found = [(one.location.path, one.location.line, one.code.label) for one in raised.value.diagnostics]
    assert [one for one in found if one[0].endswith("decisions.yml")] == [
        ("sources/letters/decisions.yml", 3, "unknown-key"),
        ("sources/letters/decisions.yml", 6, "anchor-missing"),
        ("sources/letters/decisions.yml", 14, "unknown-name"),
        ("sources/letters/decisions.yml", 10, "decision-unused"),
    ]
    assert ("sources/letters/source.txt", 1, "undated") in found


WITHOUT_EFFECT = [
    "See the rye\nno_call: true",  # no numeral
    "No. 1\njoin: {}",  # nothing stands before it
    "The hay is out.\njoin: {between: 99}",
    "hay is out\njoin: {}",  # does not begin its block
    "See the rye\nnote_belongs_to: '9'",
    "is out\nnote_belongs_to: '1'",  # stands in no note
    "is out\nreference: {document: '9', begins: The}",
    "is out\nreference: {document: '1', begins: A rake}",
    "See the rye\nmessage: {sender: [ada]}",  # stands in no message
]


@pytest.mark.parametrize("decision", WITHOUT_EFFECT)
def test_a_decision_without_effect_is_an_error(decision: str, tmp_path: Path) -> None:
    quote = decision.split("\n")[0]
    said = errors(edition(tmp_path, SOURCE, PROFILE, decided(decision)))
    assert said == [f"2: decision-unused: The decision on “{quote}” has no effect."]


def test_two_decisions_on_the_same_words_contradict_each_other(tmp_path: Path) -> None:
    first, second = "hay is out\nsurplus: true", "is out\ncorrection: {sic: out, corr: up, fault: print}"
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decided(first, second)))
    assert said == "6: decisions-contradict: The decisions at lines 2 and 6 contradict each other on “out”."


@pytest.mark.parametrize(
    ("first", "second", "matter"),
    [
        ("{sender: [ada]}", "{sender: [ben]}", "sender"),
        ("{addressee: [ada]}", "{addressee: [ben]}", "addressee"),
        ("{carrier: [ada]}", "{carrier: [ben]}", "carrier"),
        (
            "{date: {when: '1890-03-04', evidence: wording}}",
            "{date: {when: '1890-03-05', evidence: wording}}",
            "day it was sent",
        ),
    ],
)
def test_two_decisions_that_contradict_are_an_error(first: str, second: str, matter: str, tmp_path: Path) -> None:
    decisions = decided(f"The hay is out\nmessage: {first}", f"is out.\nmessage: {second}")
    said = errors(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert said == [f"6: decisions-contradict: Two decisions say the {matter} of this message: at lines 2 and 6."]


def test_two_decisions_on_different_matters_of_a_message_agree(tmp_path: Path) -> None:
    decisions = decided(
        "The hay is out\nmessage: {sender: [ada], date: {when: '1890-03-04', evidence: wording}}",
        "is out.\nmessage: {addressee: [ben], date: {event: received, when: '1890-03-05', evidence: testimony}}",
    )
    assert errors(edition(tmp_path, SOURCE, PROFILE, decisions)) == []


def test_a_call_that_one_decision_finds_and_another_refuses(tmp_path: Path) -> None:
    decisions = decided("Ada, 3\ncall: '3'", "3 times\nno_call: true")
    said = complaint(edition(tmp_path, SOURCE, PROFILE, decisions))
    assert said == "6: decisions-contradict: The decisions at lines 2 and 6 contradict each other on “3”."


def test_a_paragraph_may_have_any_number_of_decisions(tmp_path: Path) -> None:
    words = [f"w{number}x" for number in range(600)]
    source = SOURCE.replace("The hay is out.", " ".join(words))
    matters = (f"{word}\ncorrection: {{sic: {word}, corr: {word}y, fault: print}}" for word in words)
    root = edition(tmp_path, source, PROFILE, decided(*matters))
    assert texts(ingest(root)).count("<corr ") == 600
