"""Great-circle distances between firms."""

from __future__ import annotations

import numpy as np

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)
# Up to this many places every distance is kept in one matrix (8 bytes each).
MATRIX_PLACES = 1500


def on_sphere(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Places on the unit sphere [1] from degrees; shape (places, 3)."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def chord_of(km: float) -> float:
    """The straight line through the unit sphere under an arc of `km` [1]."""
    return float(2.0 * np.sin(min(km / (2.0 * EARTH_RADIUS_KM), np.pi / 2)))


def km_of(squared_chord: np.ndarray) -> np.ndarray:
    """The arc over a straight line through the unit sphere, given its square [km]."""
    return 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(np.sqrt(squared_chord) / 2.0, 1.0))


class Distances:
    """Great-circle distances between numbered places; NaN where a place is unknown.

    Parameters
    ----------
    xyz : ndarray, shape (places, 3)
        Places on the unit sphere [1].
    """

    def __init__(self, xyz: np.ndarray) -> None:
        self.xyz = xyz
        self._matrix = _matrix(xyz) if len(xyz) <= MATRIX_PLACES else None

    def between(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Distance from each place of `start` to the place of `end` at its side [km]."""
        if self._matrix is not None:
            return self._matrix[start, end]
        return km_of(((self.xyz[start] - self.xyz[end]) ** 2).sum(axis=1))


def _matrix(xyz: np.ndarray) -> np.ndarray:
    """Every distance [km], from coordinate differences: exact also for near neighbours."""
    squared = np.zeros((len(xyz), len(xyz)))
    for axis in range(3):
        squared += (xyz[:, axis][:, None] - xyz[:, axis][None, :]) ** 2
    return km_of(squared)
