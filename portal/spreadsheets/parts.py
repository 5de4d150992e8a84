"""Columns and readers that several kinds of list share."""

from portal.exports.table import Column
from portal.spreadsheets.rows import Citations

# What the export for who edits has more than that for visitors.
FORM = [
    Column("check_again_by", "Opnieuw na te kijken voor", lambda entry: entry.check_again_by, width=14),
    Column("work_status", "Werkstatus", lambda entry: entry.status, lambda entry: entry.get_status_display(), width=14),
]
SOURCES = Citations(
    "citations", "Titel (jaar), plaats in de bron. Puntkomma tussen twee bronnen: Stadsgenoten (2020), bladzijde 12"
)
