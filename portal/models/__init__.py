"""What two apps or more share. The other apps import from here; this package imports none of them."""

from portal.models.content import ContentChange, LoadedRecord
from portal.models.entry import Citation, Entry, EntryQuerySet, Status, links, terms
from portal.models.places import Municipality, MunicipalityQuerySet, Place, Province
from portal.models.search import IndexedEntry, IndexedWord
from portal.models.searches import SearchCount
from portal.models.synonyms import Synonyms
from portal.models.vocabulary import Domain, Source, TargetGroup, Theme

__all__ = [
    "Citation",
    "ContentChange",
    "Domain",
    "Entry",
    "EntryQuerySet",
    "IndexedEntry",
    "IndexedWord",
    "LoadedRecord",
    "Municipality",
    "MunicipalityQuerySet",
    "Place",
    "Province",
    "SearchCount",
    "Source",
    "Status",
    "Synonyms",
    "TargetGroup",
    "Theme",
    "links",
    "terms",
]
