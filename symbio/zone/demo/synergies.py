"""The invented pipeline of the demo: ideas of two years, how far they got, why some failed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge, factor

SYNERGIES = 64
# How many of 64 are at each stage: of the size of published programmes (facts of İzmir and
# Korea: one idea in a hundred to a quarter runs in the end), none of it a real result.
STANDING = (
    ("verified", 1),
    ("operating", 1),
    ("investment", 1),
    ("agreement", 1),
    ("sample", 3),
    ("first_talk", 6),
    ("screened", 14),
    ("idea", 20),
    ("parked", 5),
    ("rejected", 12),
)
PATH = ("idea", "screened", "first_talk", "sample", "agreement", "investment", "operating",
        "verified")  # fmt: skip
# Median days that a stage takes to be reached from the one before; invented.
DAYS = {"screened": 21, "first_talk": 40, "sample": 45, "agreement": 60, "investment": 90,
        "operating": 120, "verified": 60}  # fmt: skip
REASONS = {
    "price": "Kurutma ve işleme maliyeti kazancı aşıyor",
    "quality": "Nem ve kirlilik alıcının sınırının üstünde",
    "quantity": "Miktar düzenli bir sefer için az",
    "law": "Alıcının lisansı bu kodu kapsamıyor",
    "distance": "Nakliye kazancı götürüyor",
    "trust": "Firma miktarını paylaşmak istemedi",
    "time": "Üretim dönemleri çakışmıyor",
    "no_owner": "İki tarafta da sahiplenen olmadı",
}
_DEAR_EUR_PER_UNIT, _SMALL_PER_YEAR = 15.0, 30.0
_OTHER_REASONS = ("quality", "distance", "trust", "time", "no_owner")
_NEXT = {
    "idea": "Ön değerlendirme",
    "screened": "İki firmayla görüşme ayarlanacak",
    "first_talk": "Numune istenecek",
    "sample": "Analiz sonucu bekleniyor",
    "agreement": "Protokol imzası",
    "investment": "Ekipman teklifi",
    "operating": "Altı aylık kantar fişleri toplanacak",
}
_OWNERS = ("OSB çevre birimi", "TTGV kolaylaştırıcısı", "OSB enerji yöneticisi")
_FIRST, _LAST = pd.Timestamp("2024-10-07"), pd.Timestamp("2026-08-24")


def draw_synergies(
    rng: np.random.Generator,
    streams: pd.DataFrame,
    events: pd.DataFrame,
    knowledge: Knowledge,
) -> dict[str, pd.DataFrame]:
    """Invent synergies between the demo's own streams, with the history of each.

    Parameters
    ----------
    streams : DataFrame
        As `draw_streams` returns them.
    events : DataFrame
        The campaign's events; some ideas came up at a workshop.

    Returns
    -------
    dict of DataFrame
        Tables synergy and synergy_step.
    """
    pairs = _pairs(rng, streams, knowledge)
    stages = [stage for stage, count in STANDING for _ in range(count)][: len(pairs)]
    pairs = _sound_first(pairs)
    workshops = events[events["kind"] == "workshop"]
    synergies: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for number, (pair, stage) in enumerate(zip(pairs, stages, strict=True), start=1):
        row, history = _synergy(rng, f"S{number:04d}", pair, stage, workshops)
        synergies.append(row)
        steps += history
    return {"synergy": pd.DataFrame(synergies), "synergy_step": pd.DataFrame(steps)}


def _pairs(
    rng: np.random.Generator, streams: pd.DataFrame, knowledge: Knowledge
) -> list[dict[str, Any]]:
    """Offers and needs that a pathway joins, at most three per pathway and one per offer."""
    offers = streams[streams["direction"] == "offer"]
    needs = streams[streams["direction"] == "need"]
    found: list[dict[str, Any]] = []
    used: set[str] = set()
    ways = knowledge.pathways.to_dict("records")
    for place in rng.permutation(len(ways)):
        way = ways[place]
        giving = offers[offers["resource"] == way["from_resource"]]
        taking = needs[needs["resource"] == way["to_resource"]]
        for _ in range(3):
            free = giving[~giving["stream_id"].isin(used)]
            if free.empty or taking.empty:
                break
            offer = free.iloc[int(rng.integers(len(free)))]
            need = taking.iloc[int(rng.integers(len(taking)))]
            used.add(offer["stream_id"])
            if offer["firm_id"] != need["firm_id"]:
                found.append(_joined(offer, need, way, knowledge))
            if len(found) == SYNERGIES:
                return found
    return found


def _sound_first(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What saves most of those weighed in tonnes gets furthest; the others as they were drawn."""
    far = sum(count for stage, count in STANDING[:4])
    ranked = sorted(
        (place for place, pair in enumerate(pairs) if pair["unit"] == "t"),
        key=lambda place: -np.nan_to_num(pairs[place]["co2e_planned_t_per_year"]),
    )[:far]
    return [pairs[place] for place in ranked] + [
        pair for place, pair in enumerate(pairs) if place not in ranked
    ]


def _joined(
    offer: pd.Series, need: pd.Series, way: dict[Any, Any], knowledge: Knowledge
) -> dict[str, Any]:
    """What the two could exchange, and the emissions that the replaced material would cause."""
    replaced = way["yield"] * way["substitution_ratio"]
    quantity = min(offer["quantity_per_year"], need["quantity_per_year"] / replaced)
    virgin = factor(knowledge, "co2e_virgin", way["to_resource"], "TR")
    saved = math.nan
    if virgin is not None and quantity == quantity:
        per_unit = replaced * virgin.value - np.nan_to_num(way["treatment_kgco2e_per_unit"])
        saved = quantity * per_unit / 1000
    return {
        "giver_firm_id": offer["firm_id"],
        "receiver_firm_id": need["firm_id"],
        "resource": way["from_resource"],
        "to_resource": way["to_resource"],
        "pathway_id": way["pathway_id"],
        "_way": way,
        "offer_stream_id": offer["stream_id"],
        "need_stream_id": need["stream_id"],
        "unit": offer["unit"],
        "quantity_planned_per_year": _round(quantity),
        "co2e_planned_t_per_year": _round(saved),
    }


def _synergy(
    rng: np.random.Generator,
    synergy_id: str,
    pair: dict[str, Any],
    stage: str,
    workshops: pd.DataFrame,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One synergy and its steps; the last day is before the demo's own day."""
    aside = stage in ("parked", "rejected")
    last = int(rng.choice([1, 1, 2, 2, 2, 3, 4])) if aside else PATH.index(stage) + 1
    span = [0, *(_days(rng, DAYS[name]) for name in PATH[1:last])]
    if aside:
        span.append(_days(rng, 30))
    latest = (_LAST - pd.Timedelta(days=sum(span)) - _FIRST).days
    day = _FIRST + pd.Timedelta(days=int(rng.integers(0, max(latest, 1))))
    reason = _reason(rng, pair) if aside else None
    steps: list[dict[str, Any]] = []
    for name, days in zip([*PATH[:last], *([stage] if aside else [])], span, strict=True):
        day = min(day + pd.Timedelta(days=days), _LAST)
        told = reason if name == stage and aside else None
        steps.append(
            {
                "synergy_id": synergy_id,
                "date": day,
                "stage": name,
                "reason": told,
                "note": REASONS[told] if told else None,
            }
        )
    before = workshops[pd.to_datetime(workshops["date"]) <= steps[0]["date"]]
    event = before["event_id"].iloc[-1] if len(before) and rng.random() < 0.6 else None
    next_day = _LAST + pd.Timedelta(days=int(rng.integers(-20, 200)))
    row = {
        "synergy_id": synergy_id,
        **{name: value for name, value in pair.items() if name != "_way"},
        "event_id": event,
        "stage": stage,
        "stage_date": day,
        "reason": reason,
        "reason_note": REASONS[reason] if reason else None,
        "owner": str(rng.choice(_OWNERS)),
        "next_step": _NEXT.get(stage),
        "next_step_date": next_day if stage in _NEXT else None,
    }
    return (row | _verified(rng, pair) if stage == "verified" else row), steps


def _reason(rng: np.random.Generator, pair: dict[str, Any]) -> str:
    """What would stop such a pair in practice, or else something between people."""
    way, quantity = pair["_way"], pair["quantity_planned_per_year"]
    if np.nan_to_num(way["treatment_cost_eur_per_unit"]) > _DEAR_EUR_PER_UNIT:
        return "price"
    if way["legal_class"] == "hazardous_recovery":
        return "law"
    if quantity < _SMALL_PER_YEAR:
        return "quantity"
    return str(rng.choice(_OTHER_REASONS))


def _verified(rng: np.random.Generator, pair: dict[str, Any]) -> dict[str, Any]:
    """What was weighed is a little less than what was planned."""
    share = float(rng.uniform(0.7, 0.95))
    planned = pair["quantity_planned_per_year"]
    quantity = _round((planned if planned == planned else 100.0) * share)
    return {
        "quantity_verified_per_year": quantity,
        "co2e_verified_t_per_year": _round(pair["co2e_planned_t_per_year"] * share),
        "evidence": "Sentetik örnek: kantar fişleri",
        "documents": "Sentetik örnek: tedarik protokolü",
    }


def _days(rng: np.random.Generator, median: float) -> int:
    return max(1, round(median * float(rng.lognormal(0, 0.45))))


def _round(value: float) -> float:
    """Two significant digits: a plan is not known better."""
    if not math.isfinite(value) or value == 0:
        return math.nan if not math.isfinite(value) else 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))
