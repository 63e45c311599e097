"""The finished site on this machine, for looking at: files of one folder over HTTP on the loopback address."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from edition.diagnostics import Code, Diagnostic, EditionError, Location

HOST = "127.0.0.1"


def serve(site: Path, port: int, *, quiet: bool) -> None:
    """Serve the folder `site` until interrupted. Raises `EditionError` when there is no site or the port is taken."""
    if not (site / "index.html").is_file():
        where = Location(site.name)
        raise EditionError(Diagnostic(Code.FILE_MISSING, "There is no site yet.", where, "Run `edition build` first."))
    handler = partial(_Quiet if quiet else SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        message = f"Port {port} cannot be used: {error.strerror}."
        help = "Choose another with --port, or --port 0 for any free one."
        raise EditionError(Diagnostic(Code.PORT_TAKEN, message, Location(site.name), help)) from None
    with server:
        click.echo(f"The edition is at http://{HOST}:{server.server_port}/  (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""
