"""A synthetic zone: invented plants with the sectors and utility totals of a real OSB.

Every row says `origin = synthetic`. Published figures stand in facts.csv with
source and year; profiles.csv, streams.csv and seasons.csv are assumptions.
"""

from symbio.zone.demo.generate import generate

__all__ = ["generate"]
