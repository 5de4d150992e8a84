"""What the portal remembers of questions to owners, of visitors' reports, and of websites."""

from portal.freshness.models.asking import Asked, Reminder, Round
from portal.freshness.models.links import LinkCheck, LinkUse
from portal.freshness.models.reports import Report, Sender

__all__ = ["Asked", "LinkCheck", "LinkUse", "Reminder", "Report", "Round", "Sender"]
