"""All files of the site but the search index: pages made from templates, assets, downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import jinja2

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.export.archive import corpus_files, corpus_zip
from edition.export.changes import changes_csv
from edition.export.notes import notes_csv
from edition.ledger import Ledger, as_data
from edition.odd.guide import Guide
from edition.site import templates
from edition.site.about import audit, changes, guidelines
from edition.site.about.data import data_files, data_page
from edition.site.about.editorial_page import editorial_page
from edition.site.about.note_ledger import note_ledger_page
from edition.site.about.pages import KINDS as ABOUT
from edition.site.about.pages import About, about_page, downloads
from edition.site.browsing import collections, correspondents, documents, home
from edition.site.chronology import calendar, timeline
from edition.site.exchanges.dialogue import thread_page
from edition.site.exchanges.missing import missing_page
from edition.site.exchanges.threads import threads_page
from edition.site.indexes import entries, registers
from edition.site.indexes.map import map_page
from edition.site.lighter import lighter
from edition.site.plan import ARCHIVE, AUDIT_DATA, CHANGES_DATA, NOTES_DATA, TEI, PlannedPage, SitePlan, tei_file
from edition.site.reading import document, moved
from edition.site.reading.rendered import Rendered
from edition.site.script_words import with_words
from edition.site.search.page import search_page
from edition.site.shell import Imprint, Surroundings
from edition.site.sitemap import SITEMAP, sitemap
from edition.tei import note_ledger
from edition.tei.catalog import Catalog

# What filling a template can raise: a template is a program, and its mistakes are findings.
FAILURES = (
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip


def files(
    root: Path,
    plan: SitePlan,
    catalog: Catalog,
    around: Surroundings,
    rendered: Mapping[str, Rendered],
    ledgers: Sequence[Ledger] = (),
    guide: Guide | None = None,
    *,
    about: About | None = None,
    missing: Sequence[str] = (),
) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the site, path and content: assets, TEI files and their archive, pages in the plan's order.

    `missing` says in words what of the edition could not be published; the home page and the list show it. Raises
    `EditionError` when a template cannot be read or filled.
    """
    archive = corpus_zip(root / TEI, name=_archive_name(around.imprint), readme=readme(around.imprint, catalog))
    yield from lighter(with_words(around.interface, dict(templates.assets(root)))).items()
    yield from ((f"{TEI}/{path}", content) for path, content in corpus_files(root / TEI))
    yield ARCHIVE, archive
    yield from downloads(about or About())
    if ledgers:
        yield AUDIT_DATA, (json.dumps(as_data(ledgers), indent=2, ensure_ascii=False) + "\n").encode()
    if "changes" in plan.kinds:
        yield CHANGES_DATA, changes_csv(catalog.documents)
    if "note-ledger" in plan.kinds:
        yield NOTES_DATA, notes_csv(note_ledger.accounts(catalog))
    if "data" in plan.kinds:
        yield from data_files(catalog)
    yield from ((tei_file(id), one.tei) for id, one in rendered.items())
    if plan.base_url:
        yield SITEMAP, sitemap(around.address(page.file) for page in plan.pages if page.kind != moved.KIND)
    environment = templates.environment(root, around.interface)
    for page in plan.pages:
        template, view = _view(page, catalog, around, rendered, ledgers, guide, about or About(), archive, missing)
        yield page.file, _filled(environment, template, view)


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


def _view(
    page: PlannedPage,
    catalog: Catalog,
    around: Surroundings,
    rendered: Mapping[str, Rendered],
    ledgers: Sequence[Ledger],
    guide: Guide | None,
    about: About,
    archive: bytes,
    missing: Sequence[str],
) -> tuple[str, object]:
    match page.kind:
        case "home":
            return "home.html", home.home_page(page, catalog, around, archive_bytes=len(archive), missing=missing)
        case "documents":
            return "documents.html", documents.documents_page(page, catalog, around, missing=missing)
        case "collections":
            return "collections.html", collections.collections_page(page, catalog, around)
        case "correspondents":
            return "correspondents.html", correspondents.correspondents_page(page, catalog, around)
        case "search":
            return "search.html", search_page(page, around)
        case "audit":
            return "audit.html", audit.audit_page(page, ledgers, catalog, around)
        case "note-ledger":
            return "note-ledger.html", note_ledger_page(page, note_ledger.accounts(catalog), around)
        case "changes":
            return "changes.html", changes.changes_page(page, catalog, around)
        case "guidelines" if guide is not None:
            return "guidelines.html", guidelines.guidelines_page(page, guide, around)
        case guidelines.CHAPTER if guide is not None:
            return "guidelines-chapter.html", guidelines.chapter_page(page, guide, around)
        case "register":
            return "register.html", registers.register_page(page, catalog, around)
        case "entry":
            return "entry.html", entries.entry_page(page, catalog, around)
        case "threads":
            return "threads.html", threads_page(page, catalog, around)
        case "thread":
            return "thread.html", thread_page(page, catalog, around, rendered)
        case "missing":
            return "missing.html", missing_page(page, catalog, around)
        case "data":
            return "data.html", data_page(page, catalog, around)
        case "timeline":
            return "timeline.html", timeline.timeline_page(page, catalog, around)
        case "calendar":
            return "calendar.html", calendar.calendar_page(page, catalog, around)
        case "map":
            return "map.html", map_page(page, catalog, around)
        case moved.KIND:
            return "moved.html", moved.moved_page(page, catalog, around)
        case kind if kind in ABOUT:
            return f"{kind}.html", about_page(page, about, catalog, around, archive=archive)
        case "editorial":
            text = next(text for text in around.editorial if text.name == page.subject)
            return "page.html", editorial_page(page, text, around)
        case _:
            subject = catalog.document(page.subject)
            if subject is None:
                raise KeyError(page.subject)
            return f"{page.kind}.html", document.document_page(page, subject, catalog, around, rendered)


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
