"""What two apps or more share. The other apps import from here; this package imports none of them."""

from portal.models.content import LoadedRecord
from portal.models.entry import Citation, Entry, EntryQuerySet, Status
from portal.models.places import Municipality, MunicipalityQuerySet, Place, Province
from portal.models.vocabulary import Domain, Source, TargetGroup, Theme

__all__ = [
    "Citation",
    "Domain",
    "Entry",
    "EntryQuerySet",
    "LoadedRecord",
    "Municipality",
    "MunicipalityQuerySet",
    "Place",
    "Province",
    "Source",
    "Status",
    "TargetGroup",
    "Theme",
]
