"""The site map for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

SITEMAP = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(addresses: Iterable[str]) -> bytes:
    """List the public addresses of pages."""
    listed = etree.fromstring(f'<urlset xmlns="{NAMESPACE}"/>')
    for address in addresses:
        page = etree.SubElement(listed, f"{{{NAMESPACE}}}url")
        etree.SubElement(page, f"{{{NAMESPACE}}}loc").text = address
    return etree.tostring(listed, encoding="utf-8", xml_declaration=True, pretty_print=True)
