"""A save of an entry that came second: what both made of it, and the two made into one."""

from copy import copy
from dataclasses import dataclass, field

from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from portal.keeping.states import fingerprint
from portal.models import Status
from portal.versions.clashes import in_words
from portal.versions.differences import differences
from portal.versions.documents import document_of
from portal.versions.merging import THEIRS, Merge
from portal.versions.models import Version
from portal.versions.shapes import shape_of
from portal.versions.writing import as_if, write

# Of an entry that changed more often since, nobody knows any more from what one started.
LOOK_BACK = 100
NO_SOURCE = "Een gepubliceerde fiche heeft minstens één bron. Kies zo dat er een overblijft."


class CannotMergeError(Exception):
    """Nobody can tell what each changed; then one compares by eye."""


class RefusedError(Exception):
    """What was typed has faults of its own; `response` is the form that says so."""

    def __init__(self, response):
        super().__init__()
        self.response = response


@dataclass
class Second:
    """Three documents of `thing`: what one started from, what is stored now, and what one would have made of it."""

    thing: object
    base: dict
    theirs: dict
    mine: dict
    user: object
    chosen: dict = field(default_factory=dict)

    def __post_init__(self):
        self.merge = Merge(shape_of(self.model), self.base, self.theirs, self.mine, self.chosen)
        self.merged = self.merge.document

    @property
    def clashes(self):
        return self.merge.clashes

    @property
    def model(self):
        return type(self.thing)

    @property
    def seen(self):
        """What tells whether a third one saved meanwhile."""
        return fingerprint(self.theirs)

    @property
    def is_in_it(self):
        """Whether all that one typed is stored already."""
        return self.merged == self.theirs

    def choices(self):
        """What both changed, in words; a list of portal.versions.clashes.Choice."""
        return in_words(self.merge, self.clashes, self.user)

    def taken(self):
        """What is taken over from the others: what the merged entry has that one's own has not."""
        return self.apart_from_clashes(differences(self.model, self.mine, self.merged, self.user))

    def added(self):
        """What one adds oneself to what is stored."""
        return self.apart_from_clashes(differences(self.model, self.theirs, self.merged, self.user))

    def apart_from_clashes(self, found):
        names = {clash.path[1] for clash in self.clashes if clash.path[0] != "rows"}
        return [each for each in found if each.name not in names]

    def save(self):
        """Writes the merged entry and returns it. Raises ValidationError, in Dutch."""
        try:
            entry = write(self.model, self.thing.pk, self.merged)
        except IntegrityError as error:
            raise ValidationError("Samen kan dit niet bestaan. Kies bij een van de rijen anders.") from error
        entry.full_clean()
        if entry.status == Status.PUBLISHED and not entry.citations.exists():
            raise ValidationError(NO_SOURCE)
        return entry


def second_of(request, model_admin, thing, kept, chosen=None):
    """The Second of what is `kept`. Raises CannotMergeError or RefusedError."""
    base = base_of(thing, kept.base)
    mine = made_of(request, model_admin, thing, base, kept)
    return Second(thing, base, document_of(thing), mine, request.user, chosen or {})


def base_of(thing, wanted):
    """The document with the fingerprint `wanted` of the versions of `thing`. Raises CannotMergeError without one."""
    for version in Version.objects.of(thing)[:LOOK_BACK]:
        if fingerprint(version.document) == wanted:
            return version.document
    raise CannotMergeError


def made_of(request, model_admin, thing, base, kept):
    """The document that saving what is `kept` would have made of `base`, if nobody else had saved.

    It is really saved, with all checks of the form, and undone.
    """
    attempt = copy(request)
    attempt.method, attempt.POST = "POST", kept.posted()
    # What the save would say is not so.
    attempt._messages = default_storage(attempt)
    try:
        with as_if(type(thing), thing.pk, base):
            response = model_admin.save_as_typed(attempt, thing, kept)
            if response.status_code == 302:
                return document_of(thing)
            response.render()
    except (ValidationError, IntegrityError, PermissionDenied) as error:
        raise CannotMergeError from error
    raise RefusedError(response)


def choices_in(posted):
    """What was chosen on the page; a dict of Clash.key to THEIRS."""
    prefix = "keuze."
    return {
        name.removeprefix(prefix): THEIRS
        for name, value in posted.items()
        if name.startswith(prefix) and value == THEIRS
    }
