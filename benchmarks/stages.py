"""`python -m benchmarks.stages STAGE ROOT SCRATCH`: run one stage once and print seconds and peak memory as JSON.

A stage is prepared first, then measured: `prepare` does what the stages before it do, and returns the work itself.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from time import perf_counter

from lxml import etree

from edition import config
from edition.diagnostics import Diagnostic
from edition.pipeline.validate import known_schemas
from edition.site import editorial, pages
from edition.site.material import Material
from edition.site.output import staged
from edition.site.plan import plan_site
from edition.site.reading import rendered
from edition.site.search import pagefind, records
from edition.site.shell import Imprint, Surroundings
from edition.tei import catalog, documents, facts
from edition.tei.catalog import Catalog
from edition.tei.serialize import to_bytes
from edition.validate import files
from edition.words import interface

Work = Callable[[], object]


def main(stage: str, root: Path, scratch: Path) -> None:
    """Prepare the stage, run it, and print what it took."""
    work = STAGES[stage](root, scratch)
    gc.collect()
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    used = (resource.getrusage(whom).ru_maxrss for whom in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "peak": max(used) / 1024}))


def plain_lxml(root: Path, scratch: Path) -> Work:
    """Parse every TEI file as lxml does by itself; one tree at a time, as the other stages do."""
    paths = [str(file) for file in documents.find(root / "tei")]

    def work() -> None:
        for path in paths:
            etree.parse(path)

    return work


def parse(root: Path, scratch: Path) -> Work:
    """Read every file, collect the facts of its documents, link them."""
    return lambda: _catalog(root)


def rewrite(root: Path, scratch: Path) -> Work:
    """Parse every TEI file and write it as ingest does."""
    folder = root / "tei"

    def work() -> None:
        for file in documents.find(folder):
            content = to_bytes(documents.read(file, folder).tree.getroot())
            (scratch / "written.xml").write_bytes(content)

    return work


def validated(root: Path, scratch: Path) -> Work:
    """All checks: on each file by itself, then on all together."""
    folder = root / "tei"
    known = known_schemas(root, folder)

    def work() -> list[Diagnostic]:
        found = [files.inspect(file, folder, known=known) for file in documents.find(folder)]
        return [*chain.from_iterable(each.diagnostics for each in found), *files.corpus_findings(found, folder)]

    return work


def render(root: Path, scratch: Path) -> Work:
    """Make HTML of the text and notes of every document, from its file."""
    known = _catalog(root)
    return lambda: rendered.render_documents(root / "tei", known)


def write(root: Path, scratch: Path) -> Work:
    """Put all pages into templates and write the site, downloads included."""
    known = _catalog(root)
    texts_as_html = rendered.render_documents(root / "tei", known)
    settings = config.load(root)
    texts = editorial.load(root / "pages", settings.pages)
    plan = plan_site(known, texts, base_url=settings.base_url)
    around = Surroundings(Imprint.of(settings), texts, settings.base_url)

    def work() -> None:
        with staged(scratch / "site") as stage:
            for path, content in pages.files(root, plan, Material(known, around, texts_as_html)):
                stage.write(path, content)

    return work


def index(root: Path, scratch: Path) -> Work:
    """Pagefind's index of the texts of all documents."""
    known = _catalog(root)
    settings = config.load(root)
    words, _ = interface.load(root, interface=settings.interface, language=settings.language)
    texts = {id: one.text for id, one in rendered.render_documents(root / "tei", known).items()}
    found = list(records.search_records(known, texts, words))
    return lambda: sum(len(content) for _, content in pagefind.index(found, language=records.language_of(known)))


def _catalog(root: Path) -> Catalog:
    folder = root / "tei"
    sources = (documents.read(file, folder) for file in documents.find(folder))
    return catalog.link([facts.collect(document) for source in sources for document in documents.documents(source)])


STAGES: dict[str, Callable[[Path, Path], Work]] = {
    "lxml": plain_lxml,
    "parse": parse,
    "rewrite": rewrite,
    "validate": validated,
    "render": render,
    "write": write,
    "index": index,
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
