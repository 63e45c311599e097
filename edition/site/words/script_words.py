"""The words that scripts say: each has its own; the function that says them stands before all others on a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.site.templates import FOLDER
from edition.site.words.interface import Interface
from edition.site.words.messages import Message

WORDS = "assets/words.js"
# How a script asks for a message: say("search.title"), say("documents.count", { count: 3 }).
ASKED = re.compile(r"\bsay\(\"([a-z_]+\.[a-z_0-9]+)\"")

STRICT = b'"use strict";'
SCRIPT = """// How scripts say words of the interface: each script brings its own.
"use strict";

window.say = (() => {
  const words = {};
  const plurals = new Intl.PluralRules(%s);
  const number = new Intl.NumberFormat(%s);
  const say = (key, fields = {}) => {
    const forms = words[key];
    const text = typeof forms === "string" ? forms : forms[plurals.select(fields.count)] || forms.other;
    const written = (value) => (typeof value === "number" ? number.format(value) : value);
    return text.replace(/\\{(\\w+)\\}/g, (_, name) => written(fields[name]));
  };
  say.words = (more) => Object.assign(words, more);
  say.date = (day) => new Intl.DateTimeFormat(%s, { dateStyle: "long" }).format(day);
  return say;
})();
"""


def with_words(interface: Interface, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets by path, with a script more that gives all others a function `say(key, fields)`.

    Each script has the messages that it names itself, so that those of the search come with the search. Raises
    `EditionError` for a script that names a message which no catalogue has.
    """
    asked = {path: _asked(content.decode("utf-8", "replace")) for path, content in assets.items() if _is_script(path)}
    unknown = [
        _unknown(found[1], path, number)
        for path, places in sorted(asked.items())
        for number, found in places
        if found[1] not in interface.messages
    ]
    if unknown:
        raise EditionError(*unknown)
    tag = json.dumps(interface.locale.replace("_", "-"))
    given = {
        path: _given(assets[path], {found[1]: interface.messages[found[1]] for _, found in places})
        for path, places in asked.items()
        if places
    }
    return {**assets, **given, WORDS: (SCRIPT % (tag, tag, tag)).encode()}


def _is_script(path: str) -> bool:
    return path.endswith(".js")


def _given(script: bytes, words: Mapping[str, Message]) -> bytes:
    """A script with its messages, on the line of its directive, so that no line has another number."""
    known = json.dumps(dict(sorted(words.items())), ensure_ascii=False, separators=(",", ":"))
    at = script.find(STRICT) + len(STRICT) if STRICT in script else 0
    return script[:at] + f"say.words({known});".encode() + script[at:]


def _asked(script: str) -> list[tuple[int, re.Match[str]]]:
    """Each message that a script asks for, with its line."""
    return [(number, found) for number, line in enumerate(script.split("\n"), 1) for found in ASKED.finditer(line)]


def _unknown(key: str, path: str, line: int) -> Diagnostic:
    message = f"No catalogue of the interface has the message {key}, which this script says."
    help = f"Correct the key, or add it to a catalogue in {FOLDER}/interface/."
    return Diagnostic(Code.BAD_TEMPLATE, message, Location(f"{FOLDER}/{path}", line), help)
