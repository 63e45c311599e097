"""All files of the site but the search index: pages made from templates, assets, downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jinja2

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.export.archive import corpus_files, corpus_zip
from edition.export.changes import changes_csv
from edition.export.notes import notes_csv
from edition.ledger import as_data
from edition.site import kinds, templates
from edition.site.about.data import data_files
from edition.site.about.pages import downloads
from edition.site.lighter import lighter
from edition.site.material import Material
from edition.site.plan import ARCHIVE, AUDIT_DATA, CHANGES_DATA, NOTES_DATA, TEI, SitePlan, tei_file
from edition.site.reading import moved
from edition.site.script_words import with_words
from edition.site.shell import Imprint
from edition.site.sitemap import SITEMAP, sitemap
from edition.tei import note_ledger
from edition.tei.catalog import Catalog

# What filling a template can raise: a template is a program, and its mistakes are findings.
FAILURES = (
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip


def files(root: Path, plan: SitePlan, material: Material) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the site, path and content: assets, TEI files and their archive, pages in the plan's order.

    Raises `EditionError` when a template cannot be read or filled.
    """
    catalog, around = material.catalog, material.around
    archive = corpus_zip(root / TEI, name=_archive_name(around.imprint), readme=readme(around.imprint, catalog))
    yield from lighter(with_words(around.interface, dict(templates.assets(root)))).items()
    yield from ((f"{TEI}/{path}", content) for path, content in corpus_files(root / TEI))
    yield ARCHIVE, archive
    yield from downloads(material.about)
    if material.ledgers:
        yield AUDIT_DATA, (json.dumps(as_data(material.ledgers), indent=2, ensure_ascii=False) + "\n").encode()
    if "changes" in plan.kinds:
        yield CHANGES_DATA, changes_csv(catalog.documents)
    if "note-ledger" in plan.kinds:
        yield NOTES_DATA, notes_csv(note_ledger.accounts(catalog))
    if "data" in plan.kinds:
        yield from data_files(catalog)
    yield from ((tei_file(id), one.tei) for id, one in material.rendered.items())
    if plan.base_url:
        yield SITEMAP, sitemap(around.address(page.file) for page in plan.pages if page.kind != moved.KIND)
    environment = templates.environment(root, around.interface)
    whole = replace(material, archive=archive)
    for page in plan.pages:
        yield page.file, _filled(environment, f"{page.kind}.html", kinds.view(page, whole))


def readme(imprint: Imprint, catalog: Catalog) -> str:
    """The text that goes with the archive: what it is, of which version, under which licence."""
    issue = [f"Version {imprint.version}" if imprint.version else "", imprint.date, imprint.publisher]
    parts = [
        f"{imprint.title}\n{'=' * len(imprint.title)}",
        imprint.description or imprint.subtitle,
        ", ".join(part for part in issue if part),
        f"The folder tei holds the {len(catalog.documents)} TEI documents of the edition and all that goes with them. "
        "Each document states its source and the rights in it.",
        f"Encoding and editorial notes: {imprint.licence.text}, {imprint.licence.href}" if imprint.licence else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _filled(environment: jinja2.Environment, template: str, view: object) -> bytes:
    try:
        return templates.render(environment, template, view)
    except jinja2.TemplateNotFound as error:
        message = f"There is no template {error.name}."
        raise EditionError(_bad_template(message, template, None)) from error
    except jinja2.TemplateSyntaxError as error:
        message = f"The template cannot be read: {error.message}."
        raise EditionError(_bad_template(message, error.name or template, error.lineno)) from error
    except FAILURES as error:
        message = f"The template cannot be filled: {error}."
        raise EditionError(_bad_template(message, template, _template_line(error, template))) from error


def _bad_template(message: str, template: str, line: int | None) -> Diagnostic:
    help = "Correct the template; what it may use is described in the documentation of the views."
    return Diagnostic(Code.BAD_TEMPLATE, message, Location(f"{templates.FOLDER}/{template}", line), help)


def _template_line(error: BaseException, template: str) -> int | None:
    """The line of the template where filling it failed: the last step of the trace that lies in it."""
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith(template):
            line = step.tb_lineno
        step = step.tb_next
    return line


def _archive_name(imprint: Imprint) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in imprint.title.lower()).split()
    return "-".join([*words, imprint.version] if imprint.version else words) or "edition"
