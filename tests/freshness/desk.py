"""People and things on the desk of freshness."""

from datetime import date

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from portal.accounts.models import Scope
from portal.freshness.models import Asked, LinkCheck, LinkUse, Reminder, Report, Round
from portal.freshness.reports import report_of
from portal.roles import set_up_roles


def sign_in(role, municipality=None, **fields):
    """A browser of somebody with that role, who works for a municipality if any."""
    set_up_roles()
    name = f"account {User.objects.count()}"
    user = User.objects.create_user(name, is_staff=True, email=f"{name.replace(' ', '')}@x.example", **fields)
    user.groups.add(Group.objects.get(name=role))
    if municipality:
        Scope.objects.create(user=user).municipalities.add(municipality)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def make_report(entry, wrong="Het nummer is veranderd.", **fields):
    report = report_of(entry, Report.Origin.VISITOR, wrong=wrong)
    for name, value in fields.items():
        setattr(report, name, value)
    report.save()
    return report


def make_broken_link(entry, url="https://weg.be", **fields):
    """A link in an entry that has failed for three days."""
    failing = {"failed_days": 3, "failing_since": date(2026, 10, 1), "last_failed_on": date(2026, 10, 9)}
    link, _ = LinkCheck.objects.get_or_create(
        url=url, defaults={"host": "weg.be", "result": "weg (404)"} | failing | fields
    )
    LinkUse.objects.create(link=link, holder_type=ContentType.objects.get_for_model(entry), holder_id=entry.pk)
    return link


def ask(entry, sent_at, **answer):
    """A question to the owner of an entry, in a mail of that moment."""
    made, _ = Round.objects.get_or_create(month=sent_at.date().replace(day=1))
    reminder, _ = Reminder.objects.get_or_create(
        round=made, owner=entry.owner, defaults={"tried_at": sent_at, "sent_at": sent_at}
    )
    return Asked.objects.create(
        reminder=reminder,
        entry_type=ContentType.objects.get_for_model(entry),
        entry_id=entry.pk,
        checked_on=entry.checked_on,
        due_since=date(2026, 9, 1),
        **answer,
    )
