"""Words to a PDF: typst with our own fonts; what is said comes as data, never as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

_FONTS = Path(__file__).parents[2] / "static" / "fonts"


def made_pdf(template: Path, words: dict[str, Any]) -> bytes:
    """The PDF that a typst template beside this module makes of `words`."""
    made: bytes = typst.compile(  # type: ignore[misc]
        template.read_bytes(),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(words, ensure_ascii=False)},
    )
    return made
