"""Overview: where the zone stands, in ten seconds."""

from symbio import ui

ui.page("overview")
zone = ui.zone()
ui.sentence(ui.t("overview.sentence_short", firms=len(zone.firm), streams=len(zone.stream)))
