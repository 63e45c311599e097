"""The data of an edition: citations, exchanges, missing letters, co-mentions; as CSV, JSON and GraphML."""

from __future__ import annotations

import csv
import doctest
import io
import json
import os
from collections.abc import Sequence

import pytest
from lxml import etree

from edition.export import citations, co_mentions, threads
from edition.export.graphml import NAMESPACE, Graph, graphml
from edition.export.tables import Table, as_csv, as_json
from edition.site.about.data import data_files, data_page, planned
from edition.tei.catalog import Catalog, link
from tests.conftest import PROJECT
from tests.exchanging import correspondence
from tests.test_facts import facts
from tests.test_mentions import letter

LETTERS = """
one: Anna to Berta, 1900-03-01
The hay is in.
two: Berta to Anna, 1900-03-04
I have <ref target="one.xml" ana="#reference-answer" cert="high" resp="#annotate">your letter</ref> and
<ref type="unresolved" subtype="missing" ana="#reference-received">your telegram of
<date when="1900-03-03">yesterday</date></ref>.
"""


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_a_table_is_the_same_as_csv_and_as_json() -> None:
    table = Table(("letter", "days", "joint"), (("a, “b”", 3, True), ("c", None, False)))
    assert as_csv(table).decode() == 'letter,days,joint\r\n"a, “b”",3,true\r\nc,,false\r\n'
    assert json.loads(as_json(table)) == [
        {"letter": "a, “b”", "days": 3, "joint": True}, {"letter": "c", "days": None, "joint": False},
    ]  # fmt: skip


def test_citations_tell_the_words_their_place_and_whether_they_answer() -> None:
    (row,) = rows(as_csv(citations.table(correspondence(LETTERS).catalog)))
    assert row == {
        "citing": "two", "citing date": "1900-03-04", "cited": "one", "cited date": "1900-03-01", "stands in": "two",
        "place": "auto-p1", "note": "", "words": "your letter", "answer": "true", "certainty": "high",
        "responsible": "annotate",
    }  # fmt: skip


def test_threads_have_every_letter_in_its_order_the_missing_ones_too() -> None:
    catalog = correspondence(LETTERS).catalog
    found = rows(as_csv(threads.table(catalog)))
    assert [(row["position"], row["letter"], row["missing"], row["days since the one before"]) for row in found] == [
        ("1", "one", "false", ""), ("2", "missing-two", "true", "2"), ("3", "two", "false", "1"),
    ]  # fmt: skip
    assert found[2]["answers"] == "one"
    (exchange,) = json.loads(threads.threads_json(catalog))
    assert (exchange["id"], exchange["parties"]) == ("anna--berta", ["Anna", "Berta"])
    assert [one["sender"] for one in exchange["letters"]] == ["Anna", "Anna", "Berta"]
    assert [one["dated by"] for one in exchange["letters"]] == ["sent", "dated", "sent"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1900-03-01", ("1900-03-01", "", "", "", "")),
        ("1900-03-01/1900-03-05", ("", "1900-03-01", "1900-03-05", "", "")),
        ("/1900-03-05", ("", "", "1900-03-05", "", "")),
        ("1900-03-01..1900-03-05", ("", "", "", "1900-03-01", "1900-03-05")),
    ],
)
def test_a_time_that_lasted_is_told_apart_from_bounds(day: str, told: tuple[str, ...]) -> None:
    other = "two: Berta to Anna, 1900-04-01\nIt rains."
    catalog = correspondence(f"one: Anna to Berta, {day}\nThe hay is in.\n{other}").catalog
    row = next(one for one in rows(as_csv(threads.table(catalog))) if one["letter"] == "one")
    assert tuple(row[name] for name in ("date", "from", "to", "not before", "not after")) == told
    ((one, *_),) = (one["letters"] for one in json.loads(threads.threads_json(catalog)))
    assert tuple(one[name] for name in ("date", "from", "to", "not before", "not after")) == told


def test_missing_letters_have_a_row_for_each_place_that_tells_of_one() -> None:
    (row,) = rows(as_csv(threads.missing_table(correspondence(LETTERS).catalog)))
    assert (row["date"], row["senders"], row["addressees"], row["told by"]) == ("1900-03-03", "Anna", "Berta", "two")
    assert (row["words before"], row["words"], row["words after"]) == (
        "I have your letter and ", "your telegram of yesterday", ".",
    )  # fmt: skip


def graph_of(content: bytes) -> tuple[list[dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """The nodes and edges of a GraphML document, read as its specification says."""
    root = etree.fromstring(content)
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{{{NAMESPACE}}}key")}

    def data(element: etree._Element) -> dict[str, str]:
        return {str(names[one.get("key")]): one.text or "" for one in element.iter(f"{{{NAMESPACE}}}data")}

    nodes = {node.get("id"): data(node) for node in root.iter(f"{{{NAMESPACE}}}node")}
    edges = [
        (nodes[edge.get("source")]["id"], nodes[edge.get("target")]["id"], data(edge))
        for edge in root.iter(f"{{{NAMESPACE}}}edge")
    ]
    return list(nodes.values()), edges


def test_graphs_have_letters_as_nodes_and_their_relations_as_edges() -> None:
    catalog = correspondence(LETTERS).catalog
    nodes, edges = graph_of(graphml(threads.graph(catalog)))
    assert [(node["id"], node["missing"]) for node in nodes] == [
        ("one", "false"), ("two", "false"), ("missing-two", "true"),
    ]  # fmt: skip
    assert [(one, other, values["relation"]) for one, other, values in edges] == [
        ("one", "missing-two", "next"), ("missing-two", "two", "next"), ("two", "one", "answers"),
    ]  # fmt: skip
    _, cited = graph_of(graphml(citations.graph(catalog)))
    assert [(one, other, values["words"]) for one, other, values in cited] == [("two", "one", "your letter")]


def test_graphml_has_the_shape_of_its_schema() -> None:
    nodes = (("a b", ("A & B",)), ("c", (None,)))
    root = etree.fromstring(graphml(Graph(("label",), nodes, ("weight",), (("a b", "c", (2,)),))))
    assert [etree.QName(child).localname for child in root] == ["key", "key", "key", "graph"]
    assert [(key.get("id"), key.get("for"), key.get("attr.type")) for key in root if key.get("for")] == [
        ("node-id", "node", "string"), ("node-label", "node", "string"), ("edge-weight", "edge", "int"),
    ]  # fmt: skip
    ids = [str(node.get("id")) for node in root.iter(f"{{{NAMESPACE}}}node")]
    assert ids == ["n0", "n1"]  # NMTOKENs, whatever the identifiers are
    assert [one.get("edgedefault") for one in root.iter(f"{{{NAMESPACE}}}graph")] == ["directed"]


def register(names: Sequence[str]) -> Catalog:
    people = "".join(f'<person xml:id="{name}"><persName>{name.title()}</persName></person>' for name in names)
    return link([facts(f"<listPerson>{people}</listPerson>", "persons.xml"), *LETTERS_ABOUT])


def about(*names: str) -> str:
    return "<p>" + ", ".join(f'<persName ref="../persons.xml#{name}">x</persName>' for name in names) + "</p>"


LETTERS_ABOUT = [
    letter("one", "1900-01-01", about("lark", "finch", "lark")),
    letter("two", "1900-01-02", about("finch", "lark", "wren")),
]


def test_entries_of_one_document_are_counted_once_for_it_in_whatever_order() -> None:
    found = co_mentions.co_mentions(register(["finch", "lark", "wren"]))
    assert [(row[0], row[3], row[6]) for row in co_mentions.table(found).rows] == [
        ("finch", "lark", 2), ("finch", "wren", 1), ("lark", "wren", 1),
    ]  # fmt: skip
    nodes, edges = graph_of(graphml(co_mentions.graph(found, register(["finch", "lark", "wren"]))))
    assert [(node["label"], node["mentions"]) for node in nodes] == [("Finch", "2"), ("Lark", "3"), ("Wren", "1")]
    assert [values["weight"] for _, _, values in edges] == ["2", "1", "1"]


def test_a_list_of_names_makes_no_pairs() -> None:
    names = [f"p{n}" for n in range(co_mentions.MOST_IN_A_DOCUMENT + 1)]
    people = "".join(f'<person xml:id="{name}"><persName>{name}</persName></person>' for name in names)
    catalog = link([facts(f"<listPerson>{people}</listPerson>", "persons.xml"), letter("one", "1900", about(*names))])
    assert co_mentions.co_mentions(catalog).pairs == ()


def test_of_too_many_pairs_those_stay_that_meet_more_often() -> None:
    names = [f"p{n}" for n in range(300)]
    people = "".join(f'<person xml:id="{name}"><persName>{name}</persName></person>' for name in names)
    spread = [letter(f"l{n}", "1900", about(*names[n * 3 : n * 3 + 90])) for n in range(70)]
    catalog = link([facts(f"<listPerson>{people}</listPerson>", "persons.xml"), *spread])
    found = co_mentions.co_mentions(catalog)
    assert 0 < len(found.pairs) <= co_mentions.MOST_PAIRS
    assert found.least > 1
    assert found.left_out > 0
    assert min(count for _, _, count in found.pairs) == found.least


def test_what_the_documentation_shows_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    told = doctest.testfile(os.fspath(PROJECT / "docs" / "data.md"), module_relative=False, encoding="utf-8")
    assert told.attempted > 0
    assert told.failed == 0


def test_the_page_of_the_data_lists_the_files_that_there_are() -> None:
    found = correspondence(LETTERS)
    (page,) = planned(found.catalog)
    view = data_page(page, found.catalog, found.around)
    assert [(one.title, one.count) for one in view.sets] == [
        ("Citations", "1 row"), ("Exchanges", "3 rows"), ("Missing letters", "1 row"),
    ]  # fmt: skip
    files = dict(data_files(found.catalog))
    assert {link.href for one in view.sets for link in one.files} == set(files)
    assert all(files.values())
