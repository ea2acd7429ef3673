"""Turkish letters: casing, search folding and alphabetical order."""

from __future__ import annotations

import unicodedata

_TO_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_TO_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_ORDER = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=1)}


def lower(text: str) -> str:
    """Lower case as Turkish writes it: I → ı, İ → i."""
    return text.translate(_TO_LOWER).lower()


def upper(text: str) -> str:
    """Upper case as Turkish writes it: i → İ, ı → I."""
    return text.translate(_TO_UPPER).upper()


def capital(text: str, language: str) -> str:
    """The text as a heading or label begins: ilk görüşme → İlk görüşme."""
    first = upper(text[:1]) if language == "tr" else text[:1].upper()
    return first + text[1:]


def fold(text: str) -> str:
    """A form for comparing: lower case, no marks, ı as i, single blanks.

    "İPLİK", "iplik" and "Iplik" fold to the same text.
    """
    plain = unicodedata.normalize("NFKD", lower(unicodedata.normalize("NFKC", text)))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(plain.replace("ı", "i").split())


def by_name(names: dict[str, str]) -> dict[str, str]:
    """Ids and names in the order of the names, as Turkish sorts them."""
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def sort_key(text: str) -> str:
    """A key that sorts names in Turkish alphabetical order, digits first."""
    return "".join(
        _ORDER.get(sign, f"00{sign}") for sign in lower(unicodedata.normalize("NFC", text))
    )
