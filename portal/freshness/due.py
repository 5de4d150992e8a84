"""What freshness does by the clock; `manage.py run_due` calls it."""

from portal.freshness import asking, reports


def run(now):
    """Mails the owners who have no mail of this month yet, and forgets old reports; Dutch lines. Safe to repeat."""
    lines = asking.ask(now)
    if gone := reports.forget(now):
        lines.append(f"{gone} oude {'melding' if gone == 1 else 'meldingen'} gewist.")
    return lines
