"""Who published, exported, imported, deleted or changed rights, and when.

Whoever does such a thing tells it with `audit.log(user, action, subject, **details)`.
"""

from portal.audit.writing import log

__all__ = ["log"]
