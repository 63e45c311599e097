"""What the site weighs: scripts, fonts, letters and volumes with all that they load, and the largest page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from edition.site import templates
from edition.site.lighter import lighter
from edition.site.script_words import with_words
from edition.words import interface
from tests.conftest import PROJECT

SCRIPTS, FONTS, LETTER, PAGE = 15_000, 35_000, 60_000, 300_000
LOADED = re.compile(r'(?:src|href)="(?:\.\./)*(assets/[^"]+)"')


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_scripts_together_are_light(language: str) -> None:
    assets = lighter(with_words(interface.standard(language), dict(templates.assets(PROJECT))))
    scripts = {path: len(_compressed(content)) for path, content in assets.items() if path.endswith(".js")}
    assert len(scripts) > 5
    assert sum(scripts.values()) <= SCRIPTS, scripts


def test_the_fonts_of_every_page_are_light(built_site: Path) -> None:
    fonts = [built_site / "assets" / "fonts" / f"text-{style}.woff2" for style in ("roman", "italic")]
    assert sum(font.stat().st_size for font in fonts) <= FONTS


def test_a_letter_and_a_volume_are_light_with_all_that_they_load(built_site: Path) -> None:
    assets = {path.relative_to(built_site).as_posix(): path.read_bytes() for path in built_site.glob("assets/**/*.*")}
    weights = {page.name: _weight(page, assets) for page in (built_site / "documents").glob("*.html")}
    assert len(weights) > 150
    assert {name: weight for name, weight in weights.items() if weight > LETTER} == {}


def test_no_page_is_too_large(built_site: Path) -> None:
    sizes = {page.relative_to(built_site).as_posix(): page.stat().st_size for page in built_site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > PAGE} == {}


def test_scripts_and_styles_are_published_without_comments_and_say_the_same() -> None:
    given = {
        "a.css": b"/*! A licence */\n/* Why. */\n.bar :is(a, b) { width: calc(1em\n + 2px); --a: b  c }\n"
        b"@layer own { i::before { content: \" /* no comment */  }\" } u/* */b { top: 0; } }\n",
        "a.js": b"// Why.\nconst a = `// ${ 1 + 2 }  b`;\nconst pattern = /[/*]+/gu;\n",
        "a.svg": b"<svg>  </svg>",
    }
    assert lighter(given) == {
        "a.css": b"/*! A licence */ .bar :is(a,b){width:calc(1em + 2px);--a:b c}"
        b"@layer own{i::before{content:\" /* no comment */  }\"}u/**/b{top:0;}}",
        "a.js": b"const a=`// ${ 1 + 2 }  b`;const pattern=/[/*]+/gu;",
        "a.svg": b"<svg>  </svg>",
    }


def _weight(page: Path, assets: Mapping[str, bytes]) -> int:
    """The compressed bytes of a page and of the assets that it names."""
    content = page.read_bytes()
    named = set(LOADED.findall(content.decode()))
    assert {"assets/edition.css", "assets/site.js", "assets/fonts/text-roman.woff2"} <= named
    return len(_compressed(content)) + sum(len(_compressed(assets[path])) for path in named)


def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, 9)
