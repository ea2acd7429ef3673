"""Personal data: which there is, what for, how long; handing it out and erasing it (KVKK)."""

from symbio.privacy.fields import FIELD_COLUMNS, columns_of, personal_fields
from symbio.privacy.requests import AFTER_ACCESS_DAYS, erase, export, keep_retention

__all__ = [
    "AFTER_ACCESS_DAYS",
    "FIELD_COLUMNS",
    "columns_of",
    "erase",
    "export",
    "keep_retention",
    "personal_fields",
]
