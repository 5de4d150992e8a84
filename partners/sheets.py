"""Partners and their contact points as spreadsheets that come back."""

from django.db.models import Q

from partners.exports import PARTNER_COLUMNS
from partners.models import ContactPoint, Partner, Sector
from portal.exports.columns import names, website
from portal.exports.table import Column
from portal.models import Domain, Municipality, Province, Status, Theme
from portal.spreadsheets.cells import Choice, Day, Number, One, Several, Text, Texts, Website, YesNo
from portal.spreadsheets.kinds import Kind, register
from portal.spreadsheets.parts import FORM, SOURCES

PLACES = "Namen of NIS-codes, met puntkomma's ertussen."

CONTACT_COLUMNS = [
    Column("number", "Nummer", lambda contact: contact.pk, width=10),
    Column("partner", "Partner", lambda contact: contact.partner.title, width=34),
    Column("partner_slug", "Korte naam van de partner", lambda contact: contact.partner.slug, width=26),
    Column("name", "Naam", lambda contact: contact.name, width=34),
    Column("area", "Regio", lambda contact: contact.area, width=26),
    Column("phone", "Telefoon", lambda contact: contact.phone, width=18),
    Column("email", "E-mail", lambda contact: contact.email, width=30),
    Column("website", "Website", website, width=30),
    Column("note", "Toelichting", lambda contact: contact.note, width=40),
    Column("serves_flanders", "Voor heel Vlaanderen", lambda contact: contact.serves_flanders, width=12),
    Column("serves_brussels", "Voor Brussel", lambda contact: contact.serves_brussels, width=12),
    Column("provinces", "Voor de provincies", names("provinces"), width=26),
    Column("municipalities", "Voor de gemeenten", names("municipalities"), width=40),
    Column("excepted", "Behalve voor", names("excepted"), width=26),
    Column("is_historical", "Historisch", lambda contact: contact.is_historical, width=12),
    Column("position", "Volgorde", lambda contact: contact.position, width=10),
]

register(
    Kind(
        name="partners",
        one="partner",
        model=Partner,
        columns=[*PARTNER_COLUMNS, *FORM],
        readers={
            "title": Text("title"),
            "sector": One("sector", model=Sector),
            "kind": Choice("kind"),
            "summary": Text("summary"),
            "services": Texts("services", "Eén per regel in de cel.", separator="\n"),
            "themes": Several("themes", model=Theme),
            "domains": Several("domains", model=Domain),
            "active_until": Number("active_until", "Het jaar waarin ze stopte."),
            "successor": Several(
                "successors",
                "Titels van partners op Kapstok, met puntkomma's ertussen.",
                model=Partner,
                is_shown=Q(status=Status.PUBLISHED),
            ),
            "history": Text("history"),
            "website": Website("website"),
            "sources": SOURCES,
            "checked_on": Day("checked_on"),
            "check_again_by": Day("check_again_by"),
        },
        notes={"contacts": "Contactpunten leest u in uit hun eigen werkblad."},
        fetch=lambda rows: rows.for_page(),
    )
)
register(
    Kind(
        name="contactpunten",
        one="contactpunt",
        model=ContactPoint,
        part="contacts",
        key="number",
        entry="partner_slug",
        twin=("name", "area"),
        columns=CONTACT_COLUMNS,
        readers={
            "name": Text("name"),
            "area": Text("area"),
            "phone": Text("phone"),
            "email": Text("email"),
            "website": Website("website"),
            "note": Text("note"),
            "serves_flanders": YesNo("serves_flanders"),
            "serves_brussels": YesNo("serves_brussels"),
            "provinces": Several("provinces", model=Province),
            "municipalities": Several("municipalities", PLACES, model=Municipality),
            "excepted": Several("excepted", PLACES, model=Municipality),
            "is_historical": YesNo("is_historical"),
            "position": Number("position", "Laag komt eerst."),
        },
        fetch=lambda rows: rows.select_related("partner").prefetch_related("provinces", "municipalities", "excepted"),
    )
)
