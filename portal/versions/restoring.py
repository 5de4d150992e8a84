"""Putting an older version back: for who may change the entry at once, for who may propose as a proposal."""

from copy import deepcopy
from enum import Enum

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from portal import audit, roles
from portal.versions.documents import document_of
from portal.versions.models import Action
from portal.versions.recording import recorded
from portal.versions.writing import write

# Where an entry stands in the work of the editors is no part of what it says, and stays as it is.
STAYS = ("status", "published_on", "owner")
NEEDS_SOURCE = "Een gepubliceerde fiche heeft minstens één bron, en deze versie heeft er geen die nog bestaat."

# Set by the app with proposals, when it is ready: propose(entry, document, user, comment).
propose = None


class Way(Enum):
    """How an older version comes back."""

    AT_ONCE = "at once"
    AS_PROPOSAL = "as proposal"


def way_back(user, entry):
    """How `user` can put an older version of `entry` back; None when they cannot."""
    if roles.may_change(user, entry):
        return Way.AT_ONCE
    return Way.AS_PROPOSAL if propose and roles.may_propose(user, entry) else None


def restored(entry, version):
    """What `entry` would be with `version` put back; a document. An address that was public does not change."""
    present, document = document_of(entry), deepcopy(version.document)
    stays = (*STAYS, "slug") if entry.published_on else STAYS
    document["fields"] |= {name: present["fields"][name] for name in stays}
    return document


@transaction.atomic
def restore(entry, version, user, comment=""):
    """Puts `version` of `entry` back, or proposes that; returns the Dutch sentences that say what was left out.

    Raises PermissionDenied, or ValidationError when the entry cannot be so any more.
    """
    way, document = way_back(user, entry), restored(entry, version)
    comment = f"Versie {version.number}. {comment}".strip()
    if way is None:
        raise PermissionDenied
    if way is Way.AS_PROPOSAL:
        propose(entry, document, user, comment)
        return []
    with recorded(entry, user, Action.RESTORED, comment):
        written = write(type(entry), entry.pk, document)
        if written.is_public and not written.citations.exists():
            raise ValidationError(NEEDS_SOURCE)
        if not roles.belongs(user, written):
            raise ValidationError(roles.outside_scope(user, type(entry)))
    audit.log(user, "revert", written, versie=version.number)
    return written.left_out
