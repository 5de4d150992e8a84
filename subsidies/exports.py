"""Columns of the export of subsidies: what a subsidy officer keeps in a spreadsheet."""

from dataclasses import replace

from django.utils import timezone

from portal.exports.columns import ADDRESS, DOMAINS, PROVENANCE, SAVED, SUMMARY, THEMES, TITLE, names, website
from portal.exports.table import Column


def calls(scheme):
    """The calls of a scheme, with their state today."""
    return [
        {
            "title": call.title,
            "opens": call.opens_on,
            "closes": call.closes_on,
            "status": call.state,
            "note": call.note,
        }
        for call in scheme.calls.all()
    ]


def call_lines(scheme):
    """The calls as lines of one cell."""
    return "\n".join(
        f"{call.title}: {day(call.opens_on) or '?'} – {day(call.closes_on) or '?'} ({call.state.label})"
        for call in scheme.calls.all()
    )


def day(date):
    """A date as Belgians write it short; empty without one."""
    return f"{date.day}/{date.month:02}/{date.year}" if date else ""


def next_call(scheme):
    """The call that matters now: the first still to close, else the last that closed; None without dated calls."""
    today = timezone.localdate()
    dated = sorted((call for call in scheme.calls.all() if call.closes_on), key=lambda call: call.closes_on)
    return next((call for call in dated if call.closes_on >= today), dated[-1] if dated else None)


def of_next_call(attribute):
    """A cell with an attribute of next_call()."""
    return lambda scheme: getattr(next_call(scheme), attribute, None)


SCHEME_COLUMNS = [
    Column("level", "Niveau", lambda s: s.provider.level, lambda s: s.provider.get_level_display(), width=16),
    Column("provider", "Subsidiegever", lambda scheme: scheme.provider.name, width=26),
    TITLE,
    Column("focus", "Focus", lambda scheme: scheme.summary, width=60),
    Column(
        "applicants",
        "Aanvragers",
        lambda s: [applicant.slug for applicant in s.applicants.all()],
        names("applicants"),
    ),
    Column("applicants_note", "Wie kan aanvragen", lambda scheme: scheme.applicants_note, width=30),
    Column("conditions", "Voorwaarden", lambda scheme: scheme.conditions, width=50),
    Column("amounts", "Bedragen", lambda scheme: scheme.amounts, width=30),
    Column("share_percent", "Aandeel (%)", lambda scheme: scheme.share_percent, width=10),
    Column("call_opens", "Oproep opent", of_next_call("opens_on"), width=13),
    Column("call_closes", "Oproep sluit", of_next_call("closes_on"), width=13),
    Column("calls", "Alle oproepen", calls, call_lines, width=40),
    Column(
        "status",
        "Status op deze dag",
        lambda scheme: scheme.state,
        lambda scheme: scheme.state_label,
        width=16,
    ),
    Column("state_note", "Wat er van bekend is", lambda scheme: scheme.state_note, width=40),
    THEMES,
    DOMAINS,
    Column("info_url", "Meer informatie", website, width=40),
    *PROVENANCE,
    replace(SUMMARY, json_only=True),
    *ADDRESS,
    Column("valid_from", "Loopt vanaf", lambda scheme: scheme.valid_from, width=13, table_only=True),
    Column("valid_until", "Loopt tot en met", lambda scheme: scheme.valid_until, width=13, table_only=True),
    SAVED,
]
