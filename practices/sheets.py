"""Practices as a spreadsheet that comes back."""

from django.db.models import Q

from partners.models import Partner
from portal.models import Domain, Province, Status, TargetGroup, Theme
from portal.spreadsheets.cells import Choice, Day, Several, Text, Texts, Website
from portal.spreadsheets.kinds import Kind, register
from portal.spreadsheets.parts import FORM, SOURCES
from portal.spreadsheets.rows import Localities
from practices.exports import PRACTICE_COLUMNS
from practices.models import Practice

PLACES = "Namen of NIS-codes, met puntkomma's ertussen: Genk; Winterslag (Genk)."
TEXTS = ("area", "occasion", "approach", "results", "lessons", "success_factors", "obstacles")
FACTS = ("lead", "budget", "staffing", "period", "state_note", "contact")

register(
    Kind(
        name="praktijken",
        one="praktijk",
        model=Practice,
        columns=[*PRACTICE_COLUMNS, *FORM],
        readers={
            "title": Text("title"),
            "municipalities": Localities("localities", PLACES),
            "provinces": Several("provinces", model=Province),
            "summary": Text("summary"),
            "themes": Several("themes", model=Theme),
            "domains": Several("domains", model=Domain),
            "target_groups": Several("target_groups", model=TargetGroup),
            "partners": Texts("partners", "Organisaties, met puntkomma's ertussen."),
            "supported_by": Several(
                "supported_by",
                "Titels van partners op Kapstok, met puntkomma's ertussen.",
                model=Partner,
                is_shown=Q(status=Status.PUBLISHED),
            ),
            "state": Choice("state"),
            "website": Website("website"),
            "sources": SOURCES,
            "checked_on": Day("checked_on"),
            "check_again_by": Day("check_again_by"),
            **{name: Text(name) for name in (*TEXTS, *FACTS)},
        },
        fetch=lambda rows: rows.for_page(),
    )
)
