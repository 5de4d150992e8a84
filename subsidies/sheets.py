"""Subsidies and their calls as spreadsheets that come back."""

from portal.exports.table import Column
from portal.models import Domain, Theme
from portal.spreadsheets.cells import Day, Number, One, Several, Text, Website
from portal.spreadsheets.kinds import Kind, register
from portal.spreadsheets.parts import FORM, SOURCES
from portal.spreadsheets.rows import Steps, step_text
from subsidies.exports import SCHEME_COLUMNS
from subsidies.models import Applicant, Call, Provider, Scheme

CALL_COLUMNS = [
    Column("number", "Nummer", lambda call: call.pk, width=10),
    Column("scheme", "Subsidie", lambda call: call.scheme.title, width=34),
    Column("scheme_slug", "Korte naam van de subsidie", lambda call: call.scheme.slug, width=26),
    Column("title", "Titel", lambda call: call.title, width=34),
    Column("opens_on", "Opent op", lambda call: call.opens_on, width=13),
    Column("closes_on", "Sluit op", lambda call: call.closes_on, width=13),
    Column("note", "Toelichting", lambda call: call.note, width=50),
    Column(
        "steps",
        "Stappen",
        lambda call: "\n".join(step_text(step.title, step.starts_on, step.ends_on) for step in by_number(call.steps)),
        width=50,
    ),
    Column("state", "Status op deze dag", lambda call: call.state.label, width=16),
]


def by_number(steps):
    """Steps in the order in which they were made; a list."""
    return sorted(steps.all(), key=lambda step: step.pk)


register(
    Kind(
        name="subsidies",
        one="subsidie",
        model=Scheme,
        columns=[*SCHEME_COLUMNS, *FORM],
        readers={
            "title": Text("title"),
            "provider": One("provider", model=Provider),
            "focus": Text("summary"),
            "applicants": Several("applicants", model=Applicant),
            "applicants_note": Text("applicants_note"),
            "conditions": Text("conditions"),
            "amounts": Text("amounts"),
            "share_percent": Number("share_percent", "Een getal van 0 tot 100."),
            "state_note": Text("state_note"),
            "themes": Several("themes", model=Theme),
            "domains": Several("domains", model=Domain),
            "info_url": Website("website"),
            "sources": SOURCES,
            "checked_on": Day("checked_on"),
            "valid_from": Day("valid_from"),
            "valid_until": Day("valid_until"),
            "check_again_by": Day("check_again_by"),
        },
        notes={
            "level": "Het niveau volgt uit de subsidiegever.",
            "calls": "Oproepen leest u in uit hun eigen werkblad.",
            "call_opens": "Oproepen leest u in uit hun eigen werkblad.",
            "call_closes": "Oproepen leest u in uit hun eigen werkblad.",
        },
        fetch=lambda rows: rows.for_page(),
    )
)
register(
    Kind(
        name="oproepen",
        one="oproep",
        model=Call,
        part="calls",
        key="number",
        entry="scheme_slug",
        twin=("title", "closes_on"),
        columns=CALL_COLUMNS,
        readers={
            "title": Text("title"),
            "opens_on": Day("opens_on"),
            "closes_on": Day("closes_on", "De laatste dag om aan te vragen."),
            "note": Text("note"),
            "steps": Steps("steps", "Eén per regel in de cel: Infosessie: 1/03/2026 – 15/03/2026"),
        },
        fetch=lambda rows: rows.select_related("scheme").prefetch_related("steps"),
    )
)
