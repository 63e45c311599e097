"""The command `edition`: what each program is for, its options, its exit code.

Exit codes: 0 nothing of severity error, 1 errors found, 2 the program could not run. Each command imports its program
when it is called: the others would make it slow to start.
"""

from __future__ import annotations

import click

from edition import __version__
from edition.cli import asking, checking, publishing, texts

COMMANDS = (
    texts.ingest, texts.annotate, texts.audit, texts.doubts, texts.decide,
    checking.validate, checking.explain, checking.schema,
    publishing.build, publishing.serve, asking.query,
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="edition")
def main() -> None:
    """Make a TEI scholarly digital edition: source texts become validated TEI P5, and that a static reading site.

    \b
    sources/  --ingest-->  tei/  --annotate-->  tei/  --validate, build-->  build/

    An edition is a folder with a config.yml. `edition ingest` turns the texts in sources/ into TEI documents in tei/;
    a folder of TEI made elsewhere needs no sources. `edition annotate` marks up whom and what the registers know.
    `edition validate` checks tei/, and `edition build` makes the site.

    Exit codes: 0 nothing of severity error, 1 errors found, 2 the program could not run.
    """


for _command in COMMANDS:
    main.add_command(_command)
