"""A source text: its characters, and where in which file each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from edition.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Source:
    """A source text: its name, the file or folder where it lies (for findings), its characters.

    The characters are those of a text file, or what a reader sees of a file that has a format. `letters` are the
    offsets at which each file of a folder begins, empty for a single file; `matter` is what its files say of
    themselves in words that are no text.
    """

    name: str
    path: str
    text: str
    letters: tuple[int, ...] = ()
    matter: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(default=(0,), repr=False)
    _places: tuple[Location, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, name: str, path: str, text: str) -> Source:
        """The source that a text file is: it knows where its lines begin."""
        return cls.laid_out(name, path, text, _lines(path, text, 0))

    @classmethod
    def of_files(cls, name: str, path: str, files: Iterable[tuple[str, str]]) -> Source:
        """The source that text files of a folder are, each with its path: one after the other, a blank line between."""
        text = ""
        places: list[tuple[int, Location]] = []
        letters: list[int] = []
        for file, content in files:
            text += "\n\n" if text else ""
            letters.append(len(text))
            places += _lines(file, content, len(text))
            text += content.rstrip("\n")
        return cls.laid_out(name, path, text, places, tuple(letters))

    @classmethod
    def laid_out(
        cls,
        name: str,
        path: str,
        text: str,
        places: Iterable[tuple[int, Location]],
        letters: tuple[int, ...] = (),
        matter: tuple[str, ...] = (),
    ) -> Source:
        """A source of which each place is told from an offset on, in rising order."""
        starts, known = zip(*places, strict=True)
        return cls(name, path, text, letters, matter, starts, known)

    def location(self, offset: int) -> Location:
        """The place of an offset in its file: line and column of a text, line or paragraph of another format."""
        at = max(bisect_right(self._starts, offset) - 1, 0)
        place = self._places[at] if self._places else Location(self.path)
        return replace(place, column=offset - self._starts[at] + 1) if place.column else place

    def text_of(self, path: str) -> str:
        """The characters that come from one file."""
        ends = (*self._starts[1:], len(self.text))
        runs = zip(self._starts, ends, self._places, strict=True)
        return "".join(self.text[start:end] for start, end, place in runs if place.path == path)


def _lines(path: str, text: str, offset: int) -> Iterator[tuple[int, Location]]:
    """Yield the offset and place of each line of a text file."""
    yield offset, Location(path, 1, 1)
    for line, end in enumerate((index for index, char in enumerate(text) if char == "\n"), 2):
        yield offset + end + 1, Location(path, line, 1)
