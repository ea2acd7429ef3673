"""Data: bring workbooks in, see what is missing, take everything out, look back."""

from symbio import missing, ui
from symbio.ui import (
    data_answer,
    data_backup,
    data_export,
    data_history,
    data_missing,
    data_silent,
    import_check,
    import_files,
    import_names,
    import_write,
    reading,
)
from symbio.zone.rows import Zone

ui.page("data")
store, knowledge = ui.store(), ui.knowledge()
zone = reading.stored() or Zone.of({})
data_answer.say_answer(zone)
section = ui.choose_one_of(
    "section",
    ui.t("data.section"),
    data_answer.SECTIONS,
    data_answer.section_name,
)
if section == "import":
    import_write.say_written(store)
    files = import_files.ask_files()
    if files:
        mapping = import_files.ask_mapping(files, store, knowledge)
        found = import_check.check(files, mapping, zone, store, knowledge)
        if found is not None:
            import_names.confirm_names(found, store, knowledge)
            import_check.show_findings(found)
        if found is not None and found.ready:
            names = ", ".join(file.name for file in files)
            import_write.show_preview(found, zone, store, names)
    data_export.offer_template(knowledge)
elif zone.firm.empty and section != "history":
    ui.empty(ui.t("data.lead_empty"))
    data_export.offer_template(knowledge)
elif section == "missing":
    gaps = missing.rows(zone, knowledge, ui.opportunities())
    data_missing.show_missing(zone, knowledge, gaps)
elif section == "silent":
    data_silent.show_silent(zone, knowledge, ui.predicted())
elif section == "export":
    data_export.offer_export(zone, knowledge, store.synonyms())
    data_export.offer_template(knowledge)
else:
    data_backup.show_backups(store)
    import_names.show_synonyms(store, knowledge)
    data_history.show_log(store)
