"""TEI files to the reading site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from edition import config, errata
from edition.diagnostics import Diagnostic, has_errors, in_order
from edition.ingest import identifiers
from edition.pipeline import BUILD, TEI, Outcome, Track, counted
from edition.pipeline.audit import accounts
from edition.pipeline.validate import all_findings, known_schemas, without_accepted
from edition.provenance import FOLDER
from edition.site import editorial, kinds, links, output, pages, plan, shell, templates
from edition.site.about import guidelines
from edition.site.about import pages as about
from edition.site.exchanges import threads
from edition.site.indexes import registers
from edition.site.material import NO_GUIDE, Material
from edition.site.plan import Retired
from edition.site.reading import moved, rendered
from edition.site.search import pagefind, records
from edition.tei import catalog, documents, facts
from edition.tei.facts import DocumentFacts
from edition.validate import files
from edition.validate.files import FileFindings
from edition.validate.schemas import Schemas
from edition.words import interface
from edition.workers import in_chunks

NOTHING = "Nothing published: the site stays as it was"
NO_ADDRESS = "; config.yml gives no base_url: without canonical addresses and site map"


def build(root: Path, *, jobs: int, keep_going: bool, track: Track) -> Outcome:
    """Validate `tei/`, audit the sources and publish the site in `build/`; in spite of errors only if `keep_going`.

    The site published before stays as it is until the new one is whole. Raises `EditionError` when a stage cannot
    make its output.
    """
    settings = config.load(root)
    texts = editorial.load(root / "pages", settings.pages)
    guide = guidelines.load(root)
    words, lacking = interface.load(root, interface=settings.interface, language=settings.language)
    on_record, retired = about.load(root, settings.sources), tuple(_retired(root, settings.sources))
    folder = root / TEI
    checked, known = _examine(folder, track=track, jobs=jobs)
    ledgers, differences = accounts(root, settings)
    whole = catalog.link(known)
    linked = catalog.link([document for document in known if plan.is_safe(document.id)])
    site = plan.plan_site(
        linked, texts, audited=bool(ledgers), guided=guide is not None, gathered=[
            *kinds.planned(linked), *about.planned(on_record, linked, reported=bool(settings.report)),
            *(guidelines.planned(guide) if guide else ()), *moved.planned(retired, linked),
        ],
        base_url=settings.base_url,
    )  # fmt: skip
    alone = without_accepted(root, folder, all_findings(checked, folder, TEI, published=True))
    findings = [*lacking, *alone, *plan.unsafe(whole), *registers.unsafe(whole), *plan.clashes(site)]
    findings += errata.check(on_record.errata, linked)
    known_places = {(found.code, found.location.path) for found in findings}
    findings += [found for found in differences if (found.code, found.location.path) not in known_places]
    if (has_errors(findings) and not keep_going) or not known:
        return Outcome(NOTHING, tuple(in_order(findings)))
    around = shell.Surroundings(
        shell.Imprint.of(settings), texts, site.base_url, site.kinds, templates.has_own_style(root),
        registers.indexes(site.pages, words), words, threads.further(site.pages, linked),
        moved.by_document(retired, linked),
    )  # fmt: skip
    with track("Rendering", len(known)) as advance:
        html = rendered.render_documents(
            folder, linked, base_url=site.base_url, interface=words, jobs=jobs, advance=advance
        )
    missing = [file.shown for file in checked if not file.documents]
    material = Material(linked, around, html, ledgers, guide or NO_GUIDE, on_record, missing)
    return _published(root, site, material, findings, jobs=jobs, keep_going=keep_going)


def _published(
    root: Path, site: plan.SitePlan, material: Material, findings: list[Diagnostic], *, jobs: int, keep_going: bool
) -> Outcome:
    """Write the site and its index, check its links, and let it take the place of the one before."""
    summary, words = NOTHING, material.around.interface
    with suppress(_Withheld), output.staged(root / BUILD) as stage:
        for path, content in pages.files(root, site, material):
            stage.write(path, content)
        texts = {id: one.text for id, one in material.rendered.items()}
        found = records.search_records(material.catalog, texts, words)
        for path, content in pagefind.index(found, language=records.language_of(material.catalog)):
            stage.write(path, content)
        findings += links.check(stage.folder, jobs=jobs)
        if has_errors(findings) and not keep_going:
            raise _Withheld
        published = counted(len(material.rendered), "document"), counted(len(stage.files()), "file")
        summary = f"{', '.join(published)} in {BUILD}/{'' if site.base_url else NO_ADDRESS}"
    return Outcome(summary, tuple(in_order(findings)))


class _Withheld(Exception):
    """The finished site has errors and is not to be published."""


def _retired(root: Path, sources: Sequence[str]) -> Iterator[Retired]:
    """Yield the identifiers that sources have on record as retired."""
    for shown in (f"{FOLDER}/{name}" for name in sources):
        record, file = identifiers.load(root / shown, shown), f"{shown}/identifiers.yml"
        for document, id in record.all_retired():
            yield Retired(id, document, record.redirects.get(id, ""), file)


def _examine(folder: Path, *, track: Track, jobs: int) -> tuple[list[FileFindings], list[DocumentFacts]]:
    """Parse each file once: check it alone, and collect the facts of its documents."""
    found, schemas = documents.find(folder), known_schemas(folder.parent, folder)
    with track("Checking", len(found)) as advance:
        results = in_chunks(
            _examine_files, found, shared=(folder, schemas), jobs=jobs, chunk=50, advance=advance
        )
    return [checked for checked, _ in results], [one for _, known in results for one in known]


def _examine_files(
    given: tuple[Path, Schemas], paths: Sequence[Path]
) -> list[tuple[FileFindings, tuple[DocumentFacts, ...]]]:
    folder, known = given
    results = []
    for path in paths:
        checked, found = files.check_file(path, folder, known=known, shown_in=TEI)
        results.append((checked, tuple(facts.collect(document) for document in found)))
    return results
