"""Which entry, or which row of one, a row of a file is."""

from collections import defaultdict
from itertools import chain, count
from urllib.parse import urlsplit

from django.utils.text import slugify

from portal import roles
from portal.roles.rights import entry_model
from portal.spreadsheets.comparing import comparable
from portal.spreadsheets.lookups import CellError
from portal.spreadsheets.plan import Outcome
from portal.text import fold

SHOWN = 60
OUTSIDE = "valt buiten wat u mag wijzigen"


class Identities:
    """Finds for rows what they are; knows which are named twice in the file."""

    def __init__(self, plan):
        self.plan, self.kind, self.user = plan, plan.kind, plan.user
        self.keys = {row.number: self.key_of(row) for row in plan.sheet.rows}
        self.twice = defaultdict(list)
        for row in plan.sheet.rows:
            self.twice[self.keys[row.number] or self.new_key(row)].append(row.number)

    def key_of(self, row):
        """The slug or number that a row gives, "" for a new one; two that differ are both given."""
        key = comparable(row.values.get(self.kind.key))
        if not self.kind.part and (address := comparable(row.values.get("url"))):
            slug = urlsplit(address).path.rstrip("/").rpartition("/")[2]
            return slug if key in ("", slug) else f"{key} / {slug}"
        return key

    def new_key(self, row):
        """What makes two new rows the same."""
        names = (*self.kind.twin, self.kind.entry)
        return ("", *(fold(comparable(row.values.get(name))) for name in names if name))

    def of(self, rows):
        """The (Outcome, object or None) of each of these Rows; a dict by number. Refused ones have a reason."""
        things = self.things({self.keys[row.number] for row in rows} - {""})
        workable = self.kind.workable(self.user).filter(pk__in=[each.pk for each in things.values()])
        workable = set(workable.values_list("pk", flat=True))
        found = {}
        for row in rows:
            key = self.keys[row.number]
            thing = things.get(key)
            outcome = Outcome(row.number, self.name(row, thing))
            if reason := self.reason(row, key, thing, workable):
                outcome.refuse(reason)
            elif thing is not None:
                outcome.entry = self.kind.entry_of(thing).pk
            elif self.kind.part:
                outcome.entry = self.entry(row, outcome)
            found[row.number] = (outcome, thing)
        return found

    def things(self, keys):
        """The objects with these keys that the user may see, by key."""
        name = "pk" if self.kind.part else "slug"
        if self.kind.part:
            keys = {key for key in keys if key.isascii() and key.isdigit() and len(key) < 18}
        seen = self.kind.model.objects.all()
        if self.user is not None:
            seen = roles.visible(self.user, seen)
        return {str(getattr(each, name)): each for each in self.kind.fetch(seen.filter(**{f"{name}__in": keys}))}

    def name(self, row, thing):
        """What a row is called on the page."""
        given = comparable(row.values.get(self.kind.twin[0]))
        return given or (str(thing) if thing is not None else "")

    def reason(self, row, key, thing, workable):
        """Why a row is refused, in Dutch; "" when it is not."""
        where = self.plan.where(row.number, self.kind.key if key else self.kind.twin[0])
        same = [number for number in self.twice[key or self.new_key(row)] if number != row.number]
        if same:
            return f"{where}: dit is dezelfde {self.kind.one} als in rij {', '.join(map(str, same[:8]))}."
        if key and thing is None:
            return f"{where}: {self.unknown(key)}"
        if thing is not None and thing.pk not in workable:
            return f"{where}: deze {self.kind.one} {OUTSIDE}."
        if thing is None:
            return self.reason_new(row, where)
        return self.moved(row, thing)

    def unknown(self, key):
        if " / " in key:
            return "de korte naam en het adres wijzen naar twee verschillende fiches."
        label = self.kind.label(self.kind.key).lower()
        near = "" if self.kind.part else self.plan.lookups.of(self.kind.model).suggestion(fold(key))
        new = f"Een nieuwe {self.kind.one}? Laat de cel leeg."
        return f"er is geen {self.kind.one} met {label} “{key[:SHOWN]}”.{near} {new}"

    def reason_new(self, row, where):
        """Why a new row is refused."""
        title = comparable(row.values.get(self.kind.twin[0]))
        if not title:
            return (
                f"{where}: “{self.kind.label(self.kind.twin[0])}” is leeg. Een nieuwe {self.kind.one} heeft dat nodig."
            )
        if self.user is not None and not self.kind.part and not roles.may_add(self.user, self.kind.model):
            return f"{where}: u mag geen nieuwe {self.kind.one} maken."
        if not self.kind.part and (pks := self.plan.lookups.of(self.kind.model).tiers[0].get(fold(title))):
            slug = self.kind.model.objects.values_list("slug", flat=True).get(pk=min(pks))
            return (
                f"{where}: er is al een {self.kind.one} “{title[:SHOWN]}”. Zet “{slug}” in de kolom"
                f" “{self.kind.label('slug')}” om ze te wijzigen, of geef een andere titel."
            )
        return ""

    # Rows of an entry ----------------------------------------------------------

    def moved(self, row, thing):
        """That a row of an entry does not move to another; "" when it stays."""
        if not self.kind.part or not (slug := comparable(row.values.get(self.kind.entry))):
            return ""
        if slug == self.kind.entry_of(thing).slug:
            return ""
        where = self.plan.where(row.number, self.kind.entry)
        return (
            f"{where}: een {self.kind.one} verhuist niet naar een andere fiche. Laat het nummer leeg voor een nieuwe."
        )

    def entry(self, row, outcome):
        """The primary key of the entry to which a new row is added; refuses the row without one."""
        model = entry_model(self.kind.model)
        key = next((key for key in (self.kind.entry, self.kind.entry_title) if comparable(row.values.get(key))), None)
        where = self.plan.where(row.number, key or self.kind.entry)
        if key is None:
            outcome.refuse(f"{where}: bij welke {model._meta.verbose_name} hoort dit? Vul de korte naam in.")
            return None
        try:
            pk = self.plan.lookups.of(model).find(comparable(row.values[key]))
        except CellError as error:
            outcome.refuse(f"{where}: {error}")
            return None
        if not self.may_add_to(pk):
            outcome.refuse(f"{where}: deze {model._meta.verbose_name} {OUTSIDE}.")
            return None
        return pk

    def may_add_to(self, pk):
        """Whether the user may add rows to the entry with that primary key."""
        if self.user is None:
            return True
        entry = entry_model(self.kind.model).objects.get(pk=pk)
        own = hasattr(self.kind.model, "scoped_by") and roles.may_add(self.user, self.kind.model)
        return own or roles.may_change(self.user, entry) or roles.may_propose(self.user, entry)


class Slugs:
    """Short names for new entries, from their titles: none that is taken."""

    def __init__(self, model):
        self.longest = model._meta.get_field("slug").max_length
        self.taken = set(model.objects.order_by().values_list("slug", flat=True))

    def free(self, title):
        """A slug that nobody has; the next one asked for is another."""
        base = slugify(title)[: self.longest - 4].strip("-") or "zonder-naam"
        slug = next(each for each in chain([base], (f"{base}-{n}" for n in count(2))) if each not in self.taken)
        self.taken.add(slug)
        return slug
