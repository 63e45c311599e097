"""The words that scripts say: each message stands in the script where it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.site.templates import FOLDER
from edition.words.interface import Interface
from edition.words.messages import Message

WORDS = "assets/words.js"
# How a script asks for a message: say("search.title"), say("documents.count", { count: 3 }).
ASKED = re.compile(r"\bsay\(\"([a-z_]+\.[a-z_0-9]+)\"(\))?")

SCRIPT = """// How scripts say a message of the interface that has fields or forms.
"use strict";

(() => {
  // Made when the first is needed: each takes a browser longer than the rest of the scripts together.
  let plurals, numbers;
  const figures = (value) => (numbers ??= new Intl.NumberFormat(%s)).format(value);
  const written = (value) => (typeof value === "number" ? figures(value) : value);
  window.say = (message, fields) => {
    const form = () => (plurals ??= new Intl.PluralRules(%s)).select(fields.count);
    const text = message.other ? message[form()] || message.other : message;
    return text.replace(/\\{(\\w+)\\}/g, (_, name) => written(fields[name]));
  };
  say.date = (day) => new Intl.DateTimeFormat(%s, { dateStyle: "long" }).format(day);
})();
"""


def with_words(interface: Interface, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets by path, with messages for their keys, and with a script more, which fills messages that have fields.

    `say("search.title")` becomes the words themselves, `say("documents.count", { count: 3 })` a call of `say` with the
    forms that the message has; no line gets another number. Raises `EditionError` for a script that names a message
    which no catalogue has.
    """
    scripts = {path: content.decode("utf-8", "replace") for path, content in assets.items() if path.endswith(".js")}
    unknown = [
        _unknown(found[1], path, number)
        for path, script in sorted(scripts.items())
        for number, line in enumerate(script.split("\n"), 1)
        for found in ASKED.finditer(line)
        if found[1] not in interface.messages
    ]
    if unknown:
        raise EditionError(*unknown)
    tag = json.dumps(interface.locale.replace("_", "-"))
    said = {
        path: ASKED.sub(lambda found: _said(interface.messages[found[1]], alone=bool(found[2])), script).encode()
        for path, script in scripts.items()
        if ASKED.search(script)
    }
    return {**assets, **said, WORDS: (SCRIPT % (tag, tag, tag)).encode()}


def _said(message: Message, *, alone: bool) -> str:
    """A message in a script: its words where it is said without fields, else the beginning of a call that fills it."""
    value = message if isinstance(message, str) else dict(message)
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if not alone:
        return f"say({words}"
    return words if isinstance(message, str) else f"say({words},{{}})"


def _unknown(key: str, path: str, line: int) -> Diagnostic:
    message = f"No catalogue of the interface has the message {key}, which this script says."
    help = f"Correct the key, or add it to a catalogue in {FOLDER}/interface/."
    return Diagnostic(Code.BAD_TEMPLATE, message, Location(f"{FOLDER}/{path}", line), help)
