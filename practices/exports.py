"""Columns of the exports of practices, resources and questions."""

from portal.exports.columns import (
    ADDRESS,
    DOMAINS,
    PROVENANCE,
    SAVED,
    SUMMARY,
    TARGET_GROUPS,
    THEMES,
    TITLE,
    names,
    slugs,
    website,
)
from portal.exports.table import Column


def municipalities(practice):
    """The municipalities of a practice: code, today's name, and the source's name."""
    return [
        {
            "nis": place.municipality.nis,
            "name": place.municipality.name,
            "name_in_source": place.name_in_source,
        }
        for place in practice.localities.all()
    ]


PRACTICE_COLUMNS = [
    TITLE,
    Column("municipalities", "Gemeenten", municipalities, lambda practice: practice.place_names, width=28),
    Column("provinces", "Provincies", slugs("provinces"), names("provinces")),
    Column("area", "Gebied", lambda practice: practice.area),
    SUMMARY,
    THEMES,
    DOMAINS,
    TARGET_GROUPS,
    Column("occasion", "Aanleiding", lambda practice: practice.occasion, width=40),
    Column("approach", "Aanpak", lambda practice: practice.approach, width=60),
    Column("results", "Resultaat", lambda practice: practice.results, width=40),
    Column("lessons", "Lessen", lambda practice: practice.lessons, width=40),
    Column("success_factors", "Wat hielp", lambda practice: practice.success_factors, width=40),
    Column("obstacles", "Wat was moeilijk", lambda practice: practice.obstacles, width=40),
    Column("lead", "Trekker", lambda practice: practice.lead),
    Column("partners", "Werkt samen met", lambda practice: practice.partners, width=30),
    Column(
        "supported_by",
        "Ondersteund door",
        lambda practice: [partner.title for partner in practice.public_supporters],
    ),
    Column("budget", "Budget", lambda practice: practice.budget),
    Column("staffing", "Personeel", lambda practice: practice.staffing),
    Column("period", "Periode", lambda practice: practice.period),
    Column(
        "state",
        "Toestand",
        lambda practice: practice.state,
        lambda practice: practice.get_state_display(),
        width=14,
    ),
    Column("state_note", "Toelichting bij de toestand", lambda practice: practice.state_note, width=30),
    Column("website", "Website", website, width=30),
    Column("contact", "Contact", lambda practice: practice.contact, width=30),
    *PROVENANCE,
    *ADDRESS,
    SAVED,
]

RESOURCE_COLUMNS = [
    TITLE,
    Column(
        "kind",
        "Soort",
        lambda resource: resource.kind,
        lambda resource: resource.get_kind_display(),
        width=14,
    ),
    SUMMARY,
    THEMES,
    DOMAINS,
    TARGET_GROUPS,
    Column("publisher", "Uitgever", lambda resource: resource.publisher, width=26),
    Column("year", "Jaar", lambda resource: resource.year, width=8),
    Column("body", "Tekst", lambda resource: resource.body, width=60),
    Column(
        "items",
        "Punten",
        lambda resource: [{"title": item.title, "text": item.text} for item in resource.items.all()],
        lambda resource: "\n".join(f"{item.title}: {item.text}" for item in resource.items.all()),
        width=50,
    ),
    Column("website", "Website", website, width=30),
    *PROVENANCE,
    *ADDRESS,
]

QUESTION_COLUMNS = [
    TITLE,
    SUMMARY,
    THEMES,
    Column(
        "arguments",
        "Argumenten",
        lambda question: [{"title": argument.title, "text": argument.text} for argument in question.arguments.all()],
        lambda question: "\n".join(f"{argument.title}: {argument.text}" for argument in question.arguments.all()),
        width=80,
    ),
    *PROVENANCE,
    *ADDRESS,
]
