"""Columns of the export of partners."""

from partners.models import Partner
from portal.exports.columns import ADDRESS, DOMAINS, PROVENANCE, SAVED, SUMMARY, THEMES, TITLE, website
from portal.exports.table import Column


def contacts(partner):
    """The contact points of a partner."""
    return [
        {
            "region": contact.area,
            "name": contact.name,
            "phone": contact.phone,
            "email": contact.email,
            "website": website(contact),
            "note": contact.note,
            "historical": contact.is_historical,
        }
        for contact in partner.contacts.all()
    ]


def contact_lines(partner):
    """The contact points as lines of one cell."""
    return "\n".join(
        " · ".join(filter(None, [contact.area, contact.name, contact.phone, contact.email, website(contact)]))
        + (" (historisch)" if contact.is_historical else "")
        for contact in partner.contacts.all()
    )


def successor(partner: Partner):
    """Title and slug of the organisations that came after, or None."""
    return [{"slug": other.slug, "title": other.title} for other in partner.public_successors] or None


PARTNER_COLUMNS = [
    TITLE,
    Column("sector", "Sector", lambda partner: partner.sector.slug, lambda partner: partner.sector.name, width=24),
    Column("kind", "Soort", lambda partner: partner.kind, lambda partner: partner.get_kind_display(), width=16),
    SUMMARY,
    Column(
        "services",
        "Waarvoor",
        lambda partner: partner.services,
        lambda partner: "\n".join(partner.services),
        width=60,
    ),
    THEMES,
    DOMAINS,
    Column("contacts", "Contactpunten", contacts, contact_lines, width=70),
    Column("active_until", "Bestond tot", lambda partner: partner.active_until, width=12),
    Column(
        "successor",
        "Vandaag",
        successor,
        lambda partner: [other.title for other in partner.public_successors],
        width=30,
    ),
    Column("history", "Wat ervan werd", lambda partner: partner.history, width=40),
    Column("website", "Website", website, width=30),
    *PROVENANCE,
    *ADDRESS,
    SAVED,
]
