"""A firm that both takes and hands on a resource uses its own first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from symbio.matching.streams import Resources, Streams


def net(streams: Streams, resources: Resources) -> Streams:
    """What every firm still offers and needs after serving itself.

    Offers and needs of the same firm and the same resource cancel as far as
    they go: by the year where both can be kept, else month by month; several
    streams share in proportion to their quantity. Nothing is netted where one
    of the quantities is unknown, for lanes (two lanes are not the same), or
    where the resource is judged by temperature (what is given off is colder
    than what is wanted).
    """
    group = streams.firm.astype("int64") * len(resources.id) + streams.resource
    skip = resources.by_temperature | (resources.kind == "logistics")
    _, group = np.unique(group, return_inverse=True)
    count = int(group.max()) + 1 if len(group) else 0
    offers = np.bincount(group[streams.offer], minlength=count)
    needs = np.bincount(group[~streams.offer], minlength=count)
    unknown = np.bincount(group, weights=np.isnan(streams.quantity), minlength=count)
    both = (offers > 0) & (needs > 0) & (unknown == 0)
    rows = np.flatnonzero(both[group] & ~skip[streams.resource])
    if len(rows) == 0:
        return streams
    month = streams.month.copy()
    quantity = streams.quantity.copy()
    month[rows] *= _left(streams, rows, group[rows], count)
    quantity[rows] = month[rows].sum(axis=1)
    return replace(streams, month=month, quantity=quantity)


def _left(streams: Streams, rows: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """The share of each month's quantity that is left, shape (rows, 12)."""
    offer = streams.offer[rows]
    # One stream that cannot be kept makes the whole group count by months.
    yearly = np.bincount(group, weights=~streams.yearly[rows], minlength=count) == 0
    left = np.ones((len(rows), 12))
    for month in range(12):
        amount = np.where(yearly[group], streams.quantity[rows], streams.month[rows, month])
        given = np.bincount(group, weights=amount * offer, minlength=count)
        taken = np.bincount(group, weights=amount * ~offer, minlength=count)
        own = np.minimum(given, taken)[group]
        total = np.where(offer, given[group], taken[group])
        left[:, month] = np.where(total > 0, 1.0 - own / np.where(total > 0, total, 1.0), 1.0)
    return left
