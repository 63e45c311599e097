"""`python -m benchmarks sizes`: the site of a large invented edition, the largest page of each kind, and the time.

By default 4,400 letters between 2,500 correspondents, with 88,000 mentions. Whom a letter goes to and whom it mentions
is reckoned from its number, as unevenly as in a real edition: one side of all letters is the same, and a few persons
are mentioned often.
"""

from __future__ import annotations

import datetime
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from edition.pipeline.build import build

LETTERS = 4400
LIMIT = 300_000
TEI = 'xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"'
MENTIONS = 20  # to a letter
FIRST_DAY = datetime.date(1850, 1, 1)
FILE = """<fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><p>Invented</p></publicationStmt>
<sourceDesc><p>None</p></sourceDesc></fileDesc>"""


def report(number: int) -> None:
    """Print the largest pages and the seconds of each stage; what is larger than 300 kB is marked."""
    with tempfile.TemporaryDirectory(prefix="edition-bench-sizes-") as folder:
        root = Path(folder)
        persons = max(number * 2500 // 4400, 2)
        write(root, letters=number, persons=persons)
        print(f"\nA site of {number} letters, {persons} correspondents, {number * MENTIONS} mentions\n")
        start = perf_counter()
        done = build(root, jobs=1, keep_going=True, track=_timed)
        print(f"{'all':<28}{perf_counter() - start:>10.1f} s")
        peak = max(resource.getrusage(whom).ru_maxrss for whom in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"{'peak of memory':<28}{peak / 1024:>10.0f} MiB\n{done.summary}\n")
        for kind, (size, path, count) in sorted(largest(root / "build").items()):
            print(f"{kind:<28}{count:>8} pages{size / 1000:>10.0f} kB  {path}{'  TOO LARGE' * (size > LIMIT)}")


def write(root: Path, *, letters: int, persons: int) -> None:
    """Write an edition of so many letters and persons into a folder."""
    (root / "tei" / "letters").mkdir(parents=True)
    (root / "tei" / "registers").mkdir()
    (root / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    listed = "\n".join(
        f'<person xml:id="p{one}"><persName type="preferred">{_name(one)}</persName></person>' for one in range(persons)
    )
    register = f"<standOff><listPerson>{listed}</listPerson></standOff>"
    _write(root / "tei" / "registers" / "persons.xml", "persons", "Persons", "", register)
    for one in range(letters):
        name = f"letter-{one + 1:05}"
        _write(root / "tei" / "letters" / f"{name}.xml", name, f"Letter {one + 1}", *_letter(one, persons))


def largest(site: Path) -> dict[str, tuple[int, str, int]]:
    """By kind of page, which is its folder or else its name: the size of the largest, its path, the number of pages."""
    pages: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for file in site.rglob("*.html"):
        path = file.relative_to(site)
        kind = path.parts[0] if len(path.parts) > 1 else path.stem.rstrip("0123456789-")
        pages[kind].append((file.stat().st_size, path.as_posix()))
    return {kind: (*max(known), len(known)) for kind, known in pages.items()}


@contextmanager
def _timed(description: str, steps: int) -> Iterator[Callable[[int], None]]:
    start = perf_counter()
    yield lambda done: None
    print(f"{description:<28}{perf_counter() - start:>10.1f} s", flush=True)


def _write(file: Path, identifier: str, title: str, profile: str, content: str) -> None:
    header = f"<teiHeader>{FILE.format(title=title)}{profile}</teiHeader>"
    file.write_text(f'<TEI {TEI} xml:id="{identifier}">{header}{content}</TEI>\n', encoding="utf-8")


def _letter(number: int, persons: int) -> tuple[str, str]:
    """The profile and the text of a letter."""
    # Every other letter is of the first correspondent, as in an edition of somebody's letters.
    sides = (0, 1 + number * number % (persons - 1))
    sender, addressee = sides if number % 2 else sides[::-1]
    day = FIRST_DAY + datetime.timedelta(days=number * 4)
    actions = "".join(
        f'<correspAction type="{kind}"><persName ref="../registers/persons.xml#p{one}">{_name(one)}</persName>{date}'
        "</correspAction>"
        for kind, one, date in (("sent", sender, f'<date when="{day}"/>'), ("received", addressee, ""))
    )
    shares = ((turn * 37 + number * 11) % 997 / 997 for turn in range(MENTIONS))
    words = " ".join(
        f'The mill of <persName ref="../registers/persons.xml#p{one}">{_name(one)}</persName> is quiet.'
        for one in (int(share**3 * persons) for share in shares)
    )
    description = f"<profileDesc><correspDesc>{actions}</correspDesc></profileDesc>"
    return description, f"<text><body><p>{words}</p></body></text>"


def _name(number: int) -> str:
    return f"Anna {chr(65 + number % 26)}ark {number}"
