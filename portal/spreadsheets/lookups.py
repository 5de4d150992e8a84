"""What words in a cell refer to: themes, municipalities, sources and the like, by any name that they have."""

from collections import defaultdict

from rapidfuzz import fuzz, process

from portal import roles
from portal.models import Entry, Municipality, Source
from portal.text import fold

NEAR = 70  # of 100; what is less alike is no help
LONGEST = 60


class CellError(ValueError):
    """What is wrong with a cell; `str()` gives the Dutch reason."""


class Lookup:
    """Rows of one model. `labels` maps primary keys to how exports write them; `tiers` are names to primary keys.

    A name is looked up in the first tier that has it.
    """

    def __init__(self, what):
        self.what = what
        self.labels = {}
        self.tiers = [defaultdict(set)]
        self.shown = {}

    def add(self, pk, label, names, tier=0):
        """Makes a row known by `names`."""
        while len(self.tiers) <= tier:
            self.tiers.append(defaultdict(set))
        if label:
            self.labels[pk] = label
        for name in filter(None, names):
            self.tiers[tier][fold(name)].add(pk)
            self.shown.setdefault(fold(name), name)

    @property
    def with_semicolon(self):
        """Labels that look like more than one; a set of str."""
        return {label for label in self.labels.values() if ";" in label}

    def find(self, text):
        """The primary key of the one that `text` names. Raises CellError, with what it might be."""
        key = fold(" ".join(text.split()))
        for tier in self.tiers:
            if len(found := tier.get(key, ())) == 1:
                return next(iter(found))
            if found:
                raise CellError(f"“{text[:LONGEST]}” kan meer dan één {self.what} zijn. Schrijf de code of korte naam.")
        raise CellError(f"{self.what} “{text[:LONGEST]}” kennen we niet.{self.suggestion(key)}")

    def suggestion(self, key):
        """A sentence with the most similar name; "" when none is."""
        names = [name for tier in self.tiers for name in tier]
        best = process.extractOne(key, names, scorer=fuzz.ratio, score_cutoff=NEAR)
        return f" Bedoelt u “{self.shown[best[0]]}”?" if best else ""


class Lookups:
    """The Lookup of each model, made when it is first asked for. `user` is who asks: drafts of others stay hidden."""

    def __init__(self, user):
        self.user = user
        self.made = {}

    def of(self, model):
        if model not in self.made:
            self.made[model] = self.make(model)
        return self.made[model]

    def make(self, model):
        lookup = Lookup(str(model._meta.verbose_name))
        if model is Municipality:
            add_municipalities(lookup)
        elif model is Source:
            for source in Source.objects.all():
                lookup.add(source.pk, str(source), [source.title, str(source), source.slug])
        elif issubclass(model, Entry):
            entries = roles.visible(self.user, model.objects.all()) if self.user else model.objects.all()
            for pk, slug, title in entries.order_by().values_list("pk", "slug", "title"):
                lookup.add(pk, title, [title, slug])
        else:
            for pk, slug, name in model.objects.order_by("pk").values_list("pk", "slug", "name"):
                lookup.add(pk, name, [name, slug])
        return lookup


def add_municipalities(lookup):
    """Municipalities by code and own name, else by a former name, else by that of a part."""
    places = Municipality.objects.prefetch_related("places").in_bulk()
    for place in places.values():
        today = place
        while today.successor_id:
            today = places[today.successor_id]
        if today is place:
            lookup.add(place.pk, place.name, [place.name, place.nis, place.slug])
        else:
            lookup.labels[place.pk] = place.name
            lookup.add(today.pk, "", [place.name, place.nis], tier=1)
        lookup.add(today.pk, "", [part.name for part in place.places.all()], tier=2)
