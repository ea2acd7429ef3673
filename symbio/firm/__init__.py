"""One firm's own side: its streams, its partners as it may know them, what its data lacks."""

from symbio.firm.agreements import Standing, agreements, standing
from symbio.firm.partners import PARTNER_COLUMNS, partners
from symbio.firm.share import Share, share
from symbio.firm.streams import StreamWords, stream_changes, without_stream

__all__ = [
    "PARTNER_COLUMNS",
    "Share",
    "Standing",
    "StreamWords",
    "agreements",
    "partners",
    "share",
    "standing",
    "stream_changes",
    "without_stream",
]
