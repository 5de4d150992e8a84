"""What a Plan does, in words."""

from portal.spreadsheets.plan import CHANGED, NEW, REFUSED, SAME


def rows(count):
    return "1 rij" if count == 1 else f"{count} rijen"


def summary(plan):
    """What would happen; a Dutch sentence."""
    counts = plan.counts
    if not counts["all"]:
        return "Er staan geen rijen in dit bestand."
    if counts["all"] == counts[SAME]:
        return f"Niets verandert: alles staat al zo op Kapstok ({rows(counts['all'])})."
    return (
        f"{rows(counts['all'])}: {counts[NEW]} nieuw, {counts[CHANGED]} gewijzigd,"
        f" {counts[SAME]} gelijk, {counts[REFUSED]} geweigerd."
    )


def done(plan):
    """What happened; a Dutch sentence."""
    counts = plan.counts
    text = f"Ingelezen: {counts[NEW]} nieuw, {counts[CHANGED]} gewijzigd."
    if proposals := sum(outcome.is_proposal for outcome in plan.outcomes):
        text += f" Daarvan wachten er {proposals} als voorstel op de eindredactie."
    if counts["faults"]:
        text += f" Van {rows(counts['faults'])} is iets geweigerd: dat bleef zoals het was."
    return text
