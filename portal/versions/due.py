"""What of the bin was kept long enough."""

from portal.versions.bin import empty


def run(now):
    """Removes for good what has been in the bin for 90 days; a list of Dutch lines."""
    number = empty(now)
    return [f"Prullenbak: {number} {'fiche' if number == 1 else 'fiches'} definitief gewist."] if number else []
