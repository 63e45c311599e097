"""What runs stylesheets: libxslt for XPath 1, Saxon for XPath 2 and 3. Neither reads a file or the network.

Saxon is the extra `schematron`; without it a finding says so and how to install it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.validate.schematron.rules import Rules
from edition.validate.schematron.stylesheet import stylesheets

INSTALL = "Install it with `pip install 'tei-edition[schematron]'`."


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken: its number, that of the element (document order, from 1), what is said."""

    rule: int
    element: int
    message: str


# Runs the stylesheets of a schema on a document and gives the trees that they write.
Run = Callable[[etree._ElementTree], Sequence[etree._Element]]


def run(tree: etree._ElementTree, rules: Rules) -> tuple[Broken, ...] | Diagnostic:
    """What rules a document breaks, in document order; or why they could not be run."""
    ready = _ready(rules)
    if isinstance(ready, Diagnostic):
        return ready
    try:
        written = ready(tree)
    except (etree.XSLTError, _SaxonError) as error:
        return _cannot(rules, str(error))
    broken = [
        Broken(int(one.get("rule", "0")), int(one.get("element") or 1), "".join(map(str, one.itertext())))
        for result in written
        for one in result.iter("broken")
    ]
    return tuple(sorted(broken, key=lambda one: (one.element, one.rule)))


class _SaxonError(Exception):
    """Saxon refuses a stylesheet or a document."""


@lru_cache(maxsize=16)
def _ready(rules: Rules) -> Run | Diagnostic:
    """The stylesheets of a schema, compiled; or why they cannot be."""
    try:
        return _libxslt(rules) if rules.binding == "xslt1" else _saxon(rules)
    except ImportError:
        message = f"The {len(rules.rules)} rules of {rules.shown} are not checked: they need XPath 2, and Saxon."
        return Diagnostic(Code.RULES_NOT_RUN, message, Location(rules.shown), INSTALL)
    except (etree.XSLTParseError, _SaxonError) as error:
        return _cannot(rules, str(error))


def _cannot(rules: Rules, reason: str) -> Diagnostic:
    first = " ".join(reason.split())
    help = "Mend the rule; none of this schema's rules was checked."
    return Diagnostic(Code.BAD_SCHEMA, f"A rule of {rules.shown} cannot be run: {first}", Location(rules.shown), help)


def _libxslt(rules: Rules) -> Run:
    denied = dict.fromkeys(("read_file", "write_file", "create_dir", "read_network", "write_network"), False)
    nothing = etree.XSLTAccessControl(**denied)
    compiled = [etree.XSLT(etree.fromstring(sheet), access_control=nothing) for sheet in stylesheets(rules)]

    def checked(tree: etree._ElementTree) -> list[etree._Element]:
        return [root for sheet in compiled if (root := sheet(tree).getroot()) is not None]

    return checked


def _saxon(rules: Rules) -> Run:
    import saxonche  # type: ignore[import-not-found]  # an optional extra, without types

    processor: Any = saxonche.PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "none")
    compiler = processor.new_xslt30_processor()

    def asked(action: Callable[..., Any], **given: Any) -> Any:
        try:
            return action(**given)
        except saxonche.PySaxonApiError as error:
            raise _SaxonError(str(error)) from None

    compiled = [
        asked(compiler.compile_stylesheet, stylesheet_text=sheet.decode("utf-8"))
        for sheet in stylesheets(rules)
    ]

    def checked(tree: etree._ElementTree) -> list[etree._Element]:
        # The root alone: no document type, no entity is read a second time.
        text = etree.tostring(tree.getroot(), encoding="unicode", with_tail=False)
        document = asked(processor.parse_xml, xml_text=text)
        written = [asked(one.transform_to_string, xdm_node=document) for one in compiled]
        return [etree.fromstring(result.encode("utf-8")) for result in written]

    return checked
