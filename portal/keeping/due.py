"""What is kept too long."""

from portal.keeping.models import KeptForm


def run(now):
    """Removes forms that nobody came back for; a list of Dutch lines of what it did."""
    _, removed = KeptForm.objects.outdated(now).delete()
    number = sum(removed.values())
    return [f"Bewaarde formulieren ouder dan 30 dagen verwijderd: {number}."] if number else []
