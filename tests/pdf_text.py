"""What a PDF of ours says: glyphs back to letters, for looking for words in it."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"\[(.*?)\]TJ|\(((?:\\.|[^\\)])*)\)\s*Tj", re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def streams(data: bytes) -> list[bytes]:
    """The streams of a PDF that can be unpacked."""
    found = []
    for match in _STREAM.finditer(data):
        try:
            found.append(zlib.decompress(match[1].rstrip(b"\r\n")))
        except zlib.error:
            continue
    return found


def pdf_text(data: bytes) -> str:
    """All lines of a PDF, read with each of its fonts: the right reading is among them."""
    parts = streams(data)
    fonts = [_letters(part) for part in parts if b"begincmap" in part]
    shown = [_glyphs(run) for part in parts if b"BT" in part for run in _SHOWN.finditer(part)]
    return "\n".join(
        "".join(font.get(glyph, "") for glyph in run) for font in fonts for run in shown
    )


def _letters(cmap: bytes) -> dict[int, str]:
    """Glyph to letters, of a font's ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, letters in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        three = rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>"
        for first, last, letter in re.findall(three, block):
            start = int(first, 16)
            for glyph in range(start, int(last, 16) + 1):
                found[glyph] = chr(int(letter, 16) + glyph - start)
    return found


def _glyphs(run: re.Match[bytes]) -> list[int]:
    strings = _STRING.findall(run[1]) if run[1] is not None else [run[2]]
    data = b"".join(_ESCAPE.sub(_sign, string) for string in strings)
    return [int.from_bytes(data[place : place + 2]) for place in range(0, len(data) - 1, 2)]


def _sign(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _SIGNS.get(sign, sign)
