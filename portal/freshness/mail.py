"""The mails to owners. Plain text: readable everywhere, and nothing in it is loaded from anywhere."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.exports.table import absolute
from portal.freshness.tokens import ALL, ONE, VALID, token_for
from portal.search.kinds import Kind
from portal.versions.wording import name_of

# A longer list is on the page of all, not in the mail.
SHOWN = 40


def remind(owner, reminder, questions, now):
    """Mails an owner what to check (a list of Asked with their entries). Raises OSError when it cannot be sent."""
    amount, verb = amount_of(len(questions)), "klopt" if len(questions) == 1 else "kloppen"
    lines = [
        f"Dag {name_of(owner)},",
        "",
        f"U houdt op Kapstok {amount} fris. Wilt u kijken of ze nog {verb}?",
        "",
        "Alles op één bladzijde, zonder aan te melden:",
        absolute(reverse("check-all", args=[token_for(reminder, ALL)])),
        "",
        "Daar zegt u per fiche “Klopt nog”, of wat er niet meer klopt.",
        "",
        *(line for number, asked in enumerate(questions[:SHOWN], 1) for line in entry_lines(number, asked)),
    ]
    if len(questions) > SHOWN:
        lines += [f"En nog {len(questions) - SHOWN} andere: zie de bladzijde hierboven.", ""]
    lines += small_print(now)
    send(owner, f"Kapstok: wilt u {amount} nakijken?", lines)


def entry_lines(number, asked):
    """The lines of a mail about one entry."""
    entry = asked.entry
    return [
        f"{number}. {Kind(entry.search_kind).singular}: {entry.title}",
        f"   {asked.reason}",
        f"   {absolute(reverse('check', args=[token_for(asked, ONE)]))}",
        "",
    ]


def small_print(now):
    contact = f"Mail naar {settings.CONTACT_EMAIL}." if settings.CONTACT_EMAIL else "Zeg het aan uw eindredacteur."
    return [
        f"De links werken tot {date_format(localdate(now + VALID))}. Elke fiche beantwoordt u één keer.",
        "Stuur deze mail niet door: wie een link heeft, antwoordt in uw naam.",
        f"Bent u niet de juiste persoon? {contact}",
        "",
        "Kapstok, portaal voor lokaal integratiebeleid",
        settings.SITE_URL,
    ]


def forward(owner, report, address):
    """Tells an owner that a report came in. Not what it says: a mail program would make links of it."""
    lines = [
        f"Dag {name_of(owner)},",
        "",
        f"Iemand meldt dat er iets niet klopt in uw fiche “{report.entry.title}”.",
        "De eindredactie vraagt u om dat na te kijken.",
        "",
        "Lees de melding in het beheer (u meldt zich aan):",
        address,
        "",
        "Klopt de melding? Pas de fiche aan, en kies daarna “Opgelost”.",
        "Klopt ze niet? Kies “Niet juist”.",
        "",
        "Kapstok, portaal voor lokaal integratiebeleid",
        settings.SITE_URL,
    ]
    send(owner, "Kapstok: een melding over uw fiche", lines)


def amount_of(number):
    return f"{number} {'fiche' if number == 1 else 'fiches'}"


def send(user, subject, lines):
    EmailMessage(subject, "\n".join(lines) + "\n", to=[user.email]).send()
