"""Graphs to download, as GraphML: what Gephi, Cytoscape, networkx and igraph read.

Source: GraphML, http://graphml.graphdrawing.org/specification.html: `key` declares what nodes and edges carry, `data`
carries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.export.tables import Cell

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = {bool: "boolean", int: "int"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by their identifiers, and edges between them; each with its values under the names of the columns.

    The columns of nodes come without their identifier, those of edges without the two ends.
    """

    node_columns: tuple[str, ...]
    nodes: tuple[tuple[str, tuple[Cell, ...]], ...]
    edge_columns: tuple[str, ...]
    edges: tuple[tuple[str, str, tuple[Cell, ...]], ...]  # from, to, values
    directed: bool = True


def graphml(graph: Graph) -> bytes:
    """The graph as a GraphML document. Raises `KeyError` when an edge begins or ends at no node.

    A node is `n0`, `n1` … in the order given, its own identifier under the key `id`: what names documents and entries
    need be no NMTOKEN, as the ids of GraphML are.
    """
    root = etree.Element(_name("graphml"), nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]  # the default namespace
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    node_columns = ("id", *graph.node_columns)
    nodes = [(id, *values) for id, values in graph.nodes]
    _declare(root, "node", node_columns, nodes)
    _declare(root, "edge", graph.edge_columns, [values for _, _, values in graph.edges])
    drawn = etree.SubElement(root, _name("graph"), edgedefault="directed" if graph.directed else "undirected")
    numbers = {node[0]: f"n{number}" for number, node in enumerate(nodes)}
    for node in nodes:
        _carry(etree.SubElement(drawn, _name("node"), id=numbers[str(node[0])]), "node", node_columns, node)
    for source, target, values in graph.edges:
        edge = etree.SubElement(drawn, _name("edge"), source=numbers[source], target=numbers[target])
        _carry(edge, "edge", graph.edge_columns, values)
    etree.indent(root, space=" ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _declare(root: etree._Element, domain: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Declare each column with the type of its values."""
    kinds: dict[str, str] = {}
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell is not None:
                kinds.setdefault(column, _TYPES.get(type(cell), "string"))
    for column in columns:
        attributes = {"id": f"{domain}-{column}", "for": domain, "attr.name": column}
        etree.SubElement(root, _name("key"), {**attributes, "attr.type": kinds.get(column, "string")})


def _carry(holder: etree._Element, domain: str, columns: Sequence[str], values: Sequence[Cell]) -> None:
    for column, value in zip(columns, values, strict=True):
        if value is not None and value != "":
            data = etree.SubElement(holder, _name("data"), key=f"{domain}-{column}")
            data.text = str(value).lower() if isinstance(value, bool) else str(value)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
