"""The address to which a reader reports an error, filled with what the report is about."""

from __future__ import annotations

from urllib.parse import quote


def report_address(pattern: str, *, title: str, address: str, version: str, id: str = "") -> str:
    """Fill the fields of the address that `config.yml` gives under `report`; "" for an edition that gives none.

    Every value is percent-encoded as a whole (RFC 3986, section 2), so that none can add a parameter of its own.

    >>> report_address("mailto:a@b.org?subject={title}", title="You & I", address="", version="1")
    'mailto:a@b.org?subject=You%20%26%20I'
    """
    values = {"title": title, "address": address, "version": version, "id": id}
    return pattern.format_map({name: quote(value, safe="") for name, value in values.items()})
