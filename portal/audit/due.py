"""What of the log book is old enough to go."""

from datetime import timedelta

from django.conf import settings

from portal.audit.models import Event


def run(now):
    """Removes lines older than settings.AUDIT_DAYS; a list of Dutch lines."""
    number, _ = Event.objects.filter(at__lt=now - timedelta(days=settings.AUDIT_DAYS)).delete()
    return [f"Logboek: {number} oude regels verwijderd."] if number else []
