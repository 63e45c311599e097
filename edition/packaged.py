"""Files that come with the program and are no modules: its templates with the words of the interface, its schema."""

from __future__ import annotations

from pathlib import Path

import edition

TEMPLATES = "site_templates"  # in the folder of an edition its own, over those of the program


def folder(name: str, checkout: str = "") -> Path:
    """The folder `name` of the installed package; else that of the checkout around it, where it may be elsewhere."""
    package = Path(edition.__file__).parent
    packaged = package / name
    return packaged if packaged.is_dir() else package.parent / (checkout or name)
