"""What freshness does by the clock; `manage.py run_due` calls it."""

from django.utils import timezone

from portal.freshness import asking, reports


def run(now=None):
    """Mails the owners of this month who have no mail yet, and forgets old reports; returns Dutch lines. Safe to repeat."""
    now = now or timezone.now()
    lines = asking.ask(now)
    if gone := reports.forget(now):
        lines.append(f"{gone} oude {'melding' if gone == 1 else 'meldingen'} gewist.")
    return lines
