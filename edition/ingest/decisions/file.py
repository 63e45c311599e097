"""One entry of `decisions.yml` added, taken out or anchored anew: all else in the file stays byte for byte.

The file is never written anew from its values. Its parse says where an entry stands, and only those characters change:
comments, order, quoting and line ends are whoever's they were. What comes out is parsed and compared before it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.quoting.moved import Anchor
from edition.writing import write_whole

HEADER = "# yaml-language-server: $schema=../decisions.schema.json\n"
LIST = "decisions"
MADE_FOR = "made_for"
BOM = "\ufeff"
STRING = "tag:yaml.org,2002:str"
# Keys whose values are names, written without quotation marks.
BARE = ("cert", "resp")

Shape = tuple[str, Any]  # the tag of a value and what it holds: to compare two files by


class DecisionsFile:
    """The decisions file of a source, which may not be there yet; each change is written at once, and can be undone."""

    def __init__(self, path: Path, shown_as: str) -> None:
        self.path, self.shown = path, shown_as
        self._done: list[tuple[bytes | None, bytes]] = []  # what the file held before and after each change

    def add(self, entry: Mapping[str, Any], *, made_for: str = "") -> int:
        """Add an entry behind the last one; return its line. A new file records for which text it was made.

        Raises `EditionError` when the file is no list of decisions, one to a line, or cannot be written.
        """
        text = self._text()
        if not text and made_for:
            text = f"{HEADER}{MADE_FOR}: {made_for}\n"
        new = with_entry(text, entry, self.shown)
        self._write(new)
        return _items(new, self.shown)[-1].start_mark.line + 1

    def anchor(self, index: int, anchor: Anchor) -> None:
        """Anchor the entry at `index` elsewhere; its other keys and comments stay. Raises as `add` does."""
        self._write(with_anchor(self._text(), index, anchor, self.shown))

    def made_for(self, digest: str) -> None:
        """Record for which text the decisions were made. Raises as `add` does."""
        text = self._text()
        new = with_made_for(text, digest, self.shown)
        if new != text:
            self._write(new)

    def undo(self) -> None:
        """Bring back what the file held before the last change that is not undone yet.

        Raises `EditionError` when somebody else has changed the file since.
        """
        before, after = self._done[-1]
        if not self.path.exists() or self.path.read_bytes() != after:
            message = f"{self.shown} has been changed by somebody else; nothing was undone."
            help = "Take the entry out by hand, or bring back what the file held."
            raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(self.shown), help))
        if before is None:
            self.path.unlink()
        else:
            _write_whole(self.path, before, self.shown)
        self._done.pop()

    def _text(self) -> str:
        if not self.path.exists():
            return ""
        yamlfile.read_text(self.path, self.shown)  # says what is wrong with it, but takes the byte order mark away
        return self.path.read_bytes().decode("utf-8")

    def _write(self, text: str) -> None:
        before = self.path.read_bytes() if self.path.exists() else None
        content = text.encode("utf-8")
        _write_whole(self.path, content, self.shown)
        self._done.append((before, content))


def with_entry(text: str, entry: Mapping[str, Any], shown: str) -> str:
    """The text of a decisions file with one more entry behind the last.

    Raises `EditionError` when the file has no list of decisions to which a line can be added.
    """
    root = _root(text, shown)
    listed = _value(root, LIST)
    if isinstance(root, yaml.MappingNode) and root.flow_style:
        raise EditionError(_not_in_lines(shown, root))
    if listed is None:
        start = text if not text or text.endswith("\n") else text + "\n"
        new = f"{start or HEADER}{LIST}:\n{_dumped(entry, 2)}"
    elif not listed.value:
        at, end = _span(text, listed)
        new = f"{text[:at].rstrip(' ')}\n{_dumped(entry, 2).rstrip()}{text[end:]}"
    elif listed.flow_style:
        raise EditionError(_not_in_lines(shown, listed))
    else:
        end = len(text[: _end_of_line(text, _span(text, _last_leaf(listed))[1])].rstrip("\r\n"))
        new = f"{text[:end]}\n{_dumped(entry, listed.start_mark.column).rstrip()}{text[end:]}"
    added = _shape(SafeRepresenter(sort_keys=False).represent_data(dict(entry)))
    return _proved(_with_newlines(text, new), [*_shapes(text, shown), added], shown)


def with_anchor(text: str, index: int, anchor: Anchor, shown: str) -> str:
    """The text of a decisions file whose entry at `index` has another quote, prefix and suffix."""
    expected = _shapes(text, shown)
    node: Any = _items(text, shown)[index]
    said = {"quote": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix}
    keys = {key.value: value for key, value in node.value}
    expected[index] = _changed(expected[index], {key: said[key] for key in said if said[key] or key in keys})
    added = [f"{key}: {_scalar(said[key])}" for key in ("prefix", "suffix") if said[key] and key not in keys]
    between = ", " if node.flow_style else "\n" + " " * node.start_mark.column
    changes = [(*_span(text, keys[key]), _scalar(said[key])) for key in said if key in keys]
    quote = _span(text, keys["quote"])
    changes = [(at, end, new + "".join(between + one for one in added if at == quote[0])) for at, end, new in changes]
    changed = text
    for at, end, new in sorted(changes, reverse=True):
        changed = changed[:at] + new + changed[end:]
    return _proved(_with_newlines(text, changed), expected, shown)


def with_made_for(text: str, digest: str, shown: str) -> str:
    """The text of a decisions file that says for which text of the source it was made."""
    root = _root(text, shown)
    known = _value(root, MADE_FOR)
    if known is not None:
        at, end = _span(text, known)
        new = text[:at] + digest + text[end:]
    elif isinstance(root, yaml.MappingNode) and root.value and not root.flow_style:
        at = _span(text, root)[0]
        new = _with_newlines(text, f"{text[:at]}{MADE_FOR}: {digest}\n{text[at:]}")
    else:
        return text
    return _proved(new, _shapes(text, shown), shown)


def in_line(said: Mapping[str, Any]) -> str:
    """What a decision says beside its anchor, as the file has it, in one line."""
    return ", ".join(f"{key}: {_said(key, value)}" for key, value in said.items())


def _root(text: str, shown: str) -> yaml.Node | None:
    """The node tree of the file; its offsets count from the byte order mark, if there is one."""
    return yamlfile.compose(text.removeprefix(BOM), shown)


def _value(root: yaml.Node | None, name: str) -> Any:
    """The node of a key of the file, None when it has no such key."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _items(text: str, shown: str) -> list[yaml.Node]:
    listed = _value(_root(text, shown), LIST)
    return list(listed.value) if isinstance(listed, yaml.SequenceNode) else []


def _span(text: str, node: yaml.Node) -> tuple[int, int]:
    """The offsets at which a node begins and ends."""
    skipped = len(BOM) if text.startswith(BOM) else 0
    return node.start_mark.index + skipped, node.end_mark.index + skipped


def _last_leaf(node: Any) -> yaml.Node:
    """What stands last in a block; the end that the parser gives the block itself counts blank lines and comments."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node  # type: ignore[no-any-return]  # PyYAML's nodes hold anything


def _end_of_line(text: str, at: int) -> int:
    """The end of the line in which a value ends; a block of lines (`|`, `>`) ends behind its last line already."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _dumped(entry: Mapping[str, Any], indent: int) -> str:
    """An entry as lines of the file, a key on each: what is no word stands in braces or brackets, words in quotes."""
    lines = [f"{key}: {_said(key, value)}" for key, value in entry.items()]
    return " " * indent + ("\n" + " " * (indent + 2)).join(["- " + lines[0], *lines[1:]]) + "\n"


def _said(key: str, value: Any) -> str:
    """The value of a key of an entry, in one line."""
    if isinstance(value, str) and key not in BARE:
        return _scalar(value)
    in_brackets: str = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=2**30
    )
    return in_brackets.strip()[1:-1]


def _scalar(words: str) -> str:
    """Words as YAML has them, in one line and quoted."""
    dumped: str = yaml.dump(words, Dumper=_Dumper, default_style="'", allow_unicode=True, width=2**30)
    return dumped.strip()


class _Dumper(yaml.SafeDumper):
    """Writes words that hold a line break in one line."""


def _words(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = None if words.splitlines() in ([], [words]) else '"'
    return dumper.represent_scalar(STRING, words, style=style)


_Dumper.add_representer(str, _words)


def _with_newlines(old: str, new: str) -> str:
    """The new text with the line ends of the old one, where all of them are Windows'."""
    if "\n" not in old or old.count("\n") != old.count("\r\n"):
        return new
    return new.replace("\r\n", "\n").replace("\n", "\r\n")


def _shapes(text: str, shown: str) -> list[Shape]:
    return [_shape(node) for node in _items(text, shown)]


def _shape(node: Any) -> Shape:
    """What a node says, however it is written."""
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(key.value, _shape(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_shape(item) for item in node.value]
    return node.tag, node.value


def _changed(shape: Shape, said: Mapping[str, str]) -> Shape:
    """The shape of an entry that says these words; keys that it had not stand behind its quote."""
    had = [key for key, _ in shape[1]]
    words = {key: (STRING, value) for key, value in said.items()}
    pairs = []
    for key, value in shape[1]:
        pairs.append((key, words.get(key, value)))
        if key == "quote":
            pairs += [(new, words[new]) for new in words if new not in had]
    return shape[0], pairs


def _proved(text: str, expected: list[Shape], shown: str) -> str:
    """The text, if it says what it should. Raises `EditionError` when its layout is one that no line fits into."""
    if _shapes(text, shown) != expected:
        raise EditionError(_not_in_lines(shown, None))
    return text


def _not_in_lines(shown: str, node: yaml.Node | None) -> Diagnostic:
    message = "The list of decisions is written so that no entry can be added to it or changed."
    help = "Write each entry on lines of its own, beginning with `- quote:`."
    return Diagnostic(Code.BAD_VALUE, message, Location(shown, node.start_mark.line + 1 if node else None), help)


def _write_whole(path: Path, content: bytes, shown: str) -> None:
    try:
        write_whole(path, content, durable=True)
    except OSError as error:
        message = f"{shown} cannot be written: {error.strerror}."
        help = "Check that its folder is not protected; nothing was changed."
        raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(shown), help)) from None
