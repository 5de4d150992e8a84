"""Taking reports, and keeping those out who would flood the queue."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, Signer
from django.db import connection, transaction
from django.db.models import F
from django.utils.timezone import localdate

from portal.freshness.models import Report, Sender
from portal.text import fold

# Who fills in a form takes this long at least. Longer than the most, and the page is offered anew, with its texts.
LEAST, MOST = timedelta(seconds=4), timedelta(hours=12)
AN_ENTRY_A_DAY = 5
THE_PORTAL_AN_HOUR = 60
AN_ADDRESS_A_DAY = 10

# Reports are taken one after the other, on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_161


class TooManyError(Exception):
    """More reports came in than somebody could read."""


def stamp(entry, now):
    """What a form for `entry` carries: that we gave it, for this entry, and when."""
    return signer().sign(f"{subject(entry)} {int(now.timestamp())}")


def age_of(given, entry, now):
    """How long ago a form with the stamp `given` was opened for `entry`, a timedelta; None when we did not give it."""
    try:
        about, _, opened = signer().unsign(given).rpartition(" ")
    except BadSignature:
        return None
    return timedelta(seconds=now.timestamp() - int(opened)) if about == subject(entry) else None


def signer():
    return Signer(salt="freshness.report")


def subject(entry):
    return f"{entry._meta.label_lower} {entry.pk}"


def report_of(entry, origin, once="", **texts):
    """A Report about `entry`, not saved yet. With `once`, equal texts do not make two reports the same."""
    kind = ContentType.objects.get_for_model(entry)
    digest = digest_of(f"{subject(entry)} {origin} {once}", texts.values())
    return Report(entry_type=kind, entry_id=entry.pk, origin=origin, digest=digest, **texts)


def digest_of(about, texts):
    """The fingerprint of a report: the same for the same words, whatever their capitals, accents and spaces."""
    words = " ".join(" ".join(map(fold, texts)).split())
    return hashlib.sha256(f"{about} {words}".encode()).hexdigest()


@transaction.atomic
def take(report, address, now):
    """Saves a visitor's Report, unless the same one waits already. Raises TooManyError.

    `address` is the network address of the visitor, of which only a fingerprint is counted.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if Report.objects.waiting().filter(digest=report.digest).exists():
        return
    sender, _ = Sender.objects.get_or_create(day=localdate(now), digest=fingerprint(address, localdate(now)))
    if sender.times >= AN_ADDRESS_A_DAY or is_full(report, now):
        raise TooManyError
    Sender.objects.filter(pk=sender.pk).update(times=F("times") + 1)
    report.save()


def is_full(report, now):
    """Whether the portal or the entry got its share of visitors' reports."""
    visitors = Report.objects.filter(origin=Report.Origin.VISITOR)
    of_entry = visitors.filter(entry_type=report.entry_type, entry_id=report.entry_id)
    return (
        of_entry.filter(received_at__gt=now - timedelta(days=1)).count() >= AN_ENTRY_A_DAY
        or visitors.filter(received_at__gt=now - timedelta(hours=1)).count() >= THE_PORTAL_AN_HOUR
    )


def fingerprint(address, day):
    """What is counted of a network address: with a salt of the day, so that days cannot be laid side by side."""
    salt = hmac.digest(settings.SECRET_KEY.encode(), f"freshness.sender {day}".encode(), "sha256")
    return hmac.digest(salt, network_of(address).encode(), "sha256").hex()


def network_of(address):
    """The network of one visitor: an IPv4 address, or the 64 bits of IPv6 that a provider gives to one home."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False))


def forget(now):
    """Deletes what has been kept long enough; returns how many reports went."""
    Sender.objects.filter(day__lt=localdate(now)).delete()
    gone, _ = Report.objects.outdated(now).delete()
    return gone
