"""From the rows of a file to a Plan: which entry each row is, which cells changed, and what is wrong."""

from collections import defaultdict

from portal import roles
from portal.exports.columns import SAVED
from portal.models import Status
from portal.spreadsheets import checking
from portal.spreadsheets.bases import prints_then
from portal.spreadsheets.comparing import alike, comparable, fingerprint, prints_in
from portal.spreadsheets.identity import Identities, Slugs
from portal.spreadsheets.kinds import CONTROL
from portal.spreadsheets.lookups import CellError
from portal.spreadsheets.plan import CHANGED, NEW, REFUSED, Edit, Plan, Work, copied
from portal.spreadsheets.rights import outside, proposes
from portal.spreadsheets.rows import Draft, blank
from portal.versions.documents import documents_of

AT_ONCE = 200
SHOWN_ROWS = 8
PROPOSAL = "Deze fiche staat op het portaal. Uw wijziging wordt een voorstel voor de eindredactie."
NO_SAVED = "Er is geen kolom “Bewaard op”: we weten niet of iemand intussen iets anders schreef."


def plan_of(kind, sheet, user=None):
    """The Plan for a Sheet of a Kind; `user` is who takes it in, None for a program."""
    return Planner(Plan(kind, user, sheet)).run()


class Planner:
    """One plan under construction."""

    def __init__(self, plan):
        self.plan, self.kind, self.sheet, self.user = plan, plan.kind, plan.sheet, plan.user
        self.identities = Identities(plan)
        self.computed = defaultdict(list)
        self.slugs = Slugs(self.kind.entry_model)
        self.works = {}

    def run(self):
        rows = self.sheet.rows
        for start in range(0, len(rows), AT_ONCE):
            self.take(rows[start : start + AT_ONCE])
        self.plan.works = [work for work in self.works.values() if work.before != work.after]
        self.plan.ignored = list(self.ignored())
        return self.plan

    def take(self, rows):
        """Adds the outcomes of some rows."""
        found = self.identities.of(rows)
        edited = {}
        for row in rows:
            outcome, thing = found[row.number]
            self.plan.outcomes.append(outcome)
            if outcome.state == REFUSED:
                continue
            today = self.kind.cells_of(thing) if thing is not None else {}
            self.tell_computed(row, today)
            if values := self.edited(row, thing, today, outcome):
                edited[row.number] = (row, thing, outcome, values)
            elif outcome.faults:
                outcome.state = REFUSED
        keys = {outcome.entry for _, _, outcome, _ in edited.values() if outcome.entry} - set(self.works)
        for pk, document in documents_of(self.kind.entry_model, keys).items():
            self.works[pk] = Work(pk, document, copied(document))
        for row, thing, outcome, values in edited.values():
            self.write(row, thing, outcome, values)

    # Which cells changed ------------------------------------------------------

    def edited(self, row, thing, today, outcome):
        """The cells that somebody edited, as a dict of key to (value, comparable text of today).

        `thing` is the object that the row is, None for a new one, and `today` what its export says now.
        """
        if thing is None:
            return {key: (row.values.get(key), "") for key in self.plan.read_columns if key in row.values}
        prints = prints_in(row.values.get(CONTROL), today)
        saved = comparable(row.values.get(SAVED.key))
        is_old = bool(saved) and saved != comparable(SAVED.value(self.kind.entry_of(thing)))
        if is_old and prints is None and self.differs(row, today):
            prints = prints_then(self.kind, thing, saved)
        values = {}
        for key in self.plan.read_columns:
            found = self.kind.comparable(key, row.values.get(key))
            if alike(found, today[key]):
                continue
            if prints and prints[key] == fingerprint(found):
                label = self.kind.label(key)
                outcome.notes.append(f"{label}: iemand anders wijzigde dit sinds uw export. Dat blijft zo.")
            elif (prints and prints[key] != fingerprint(today[key])) or (not prints and is_old):
                self.conflict(row, key, found, today[key], outcome)
            else:
                values[key] = (row.values.get(key), today[key])
        return values

    def differs(self, row, today):
        """Whether any cell of a row is not as today's export has it."""
        values = {key: self.kind.comparable(key, row.values.get(key)) for key in self.plan.read_columns}
        return not all(alike(found, today[key]) for key, found in values.items())

    def conflict(self, row, key, found, today, outcome):
        """Refuses a cell that somebody else changed too."""
        where = self.plan.where(row.number, key)
        outcome.faults.append(
            f"{where}: iemand anders wijzigde dit sinds uw export. Op Kapstok staat nu “{today}”;"
            f" in uw bestand staat “{found}”. Kies zelf, in het formulier."
        )

    def tell_computed(self, row, today):
        """Notes which computed cells somebody changed: nothing is done with those."""
        prints = prints_in(row.values.get(CONTROL), today) or {}
        for key in self.plan.computed_columns if today else ():
            found = comparable(row.values.get(key))
            if not alike(found, today.get(key, found)) and prints.get(key) != fingerprint(found):
                self.computed[key].append(row.number)

    def ignored(self):
        """Dutch lines about columns that are not used, and cells for nothing."""
        if self.sheet.unknown:
            names = ", ".join(f"“{name}”" for name in self.sheet.unknown)
            yield f"Deze kolommen kennen we niet, en gebruiken we niet: {names}."
        for key, numbers in self.computed.items():
            rows = ", ".join(map(str, numbers[:SHOWN_ROWS])) + (" …" if len(numbers) > SHOWN_ROWS else "")
            why = self.kind.notes.get(key, "Deze kolom volgt uit andere.")
            yield f"“{self.kind.label(key)}” is gewijzigd in rij {rows}, maar dat telt niet. {why}"
        if SAVED.key not in self.sheet.letters and any(outcome.state != NEW for outcome in self.plan.outcomes):
            yield NO_SAVED

    # What it becomes ----------------------------------------------------------

    def write(self, row, thing, outcome, values):
        """Writes the edited cells of a row in the document of its entry, unless anything is wrong with it."""
        work = self.works.get(outcome.entry) or Work(None, None, {})
        before = self.document(work, thing)
        draft = Draft(self.kind.model, copied(before or self.blank(row, work)), self.plan.lookups)
        edits, faults = self.read(row, draft, values)
        if not faults and (edits or before is None):
            faults = [
                self.told(row, *fault) for fault in checking.faults_of(self.kind, before, draft.document, work.pk)
            ]
            after = self.placed(work, draft.document)
            if not faults and (reason := outside(self.kind, self.user, work, after, thing)):
                faults = [f"{self.plan.where(row.number)}: {reason}"]
            if not faults:
                work.after, outcome.edits = after, edits
                work.numbers.append(row.number)
                outcome.state = NEW if before is None else CHANGED
                self.tell_proposal(work, outcome)
                self.works.setdefault(work.pk or ("new", row.number), work)
        if faults:
            outcome.faults += faults
            outcome.state = REFUSED

    def tell_proposal(self, work, outcome):
        """Notes that visitors see the change only when the editors agree."""
        if work.pk and self.user is not None and not roles.sees_all(self.user, self.kind.model):
            outcome.is_proposal = proposes(self.kind, self.user, self.kind.entry_model.objects.get(pk=work.pk))
        if outcome.is_proposal:
            outcome.notes.append(PROPOSAL)

    def read(self, row, draft, values):
        """Has the readers write edited cells in a Draft; the Edits, and what is wrong in Dutch."""
        edits, faults = [], []
        for key, (value, before) in values.items():
            was = copied(draft.document)
            try:
                after = self.kind.readers[key].write(draft, value)
            except CellError as error:
                faults.append(self.told(row, key, str(error)))
                continue
            if draft.document != was:
                edits.append(Edit(self.kind.label(key), before, after))
        return edits, faults

    def told(self, row, key, reason):
        """A fault as a Dutch line that says where."""
        return f"{self.plan.where(row.number, key)}: {reason}{'' if reason.endswith(('.', '?')) else '.'}"

    def blank(self, row, work):
        """The document of a new row of the list."""
        if self.kind.part:
            return self.kind.blank_part(work.after)
        title = " ".join(comparable(row.values.get("title")).split())
        slug = self.slugs.free(title)
        owner = self.user.pk if self.user else None
        return blank(self.kind.model, slug=slug, owner_id=owner, status=Status.DRAFT)

    def document(self, work, thing):
        """The document of an existing row of the list; None for a new one."""
        if thing is None:
            return None
        if not self.kind.part:
            return work.after
        return next(each for each in work.after["rows"][self.kind.part] if each["pk"] == thing.pk)

    def placed(self, work, document):
        """The document of the entry with that of the row in it."""
        if not self.kind.part:
            return document
        after = copied(work.after)
        rows = after["rows"][self.kind.part]
        if not document["pk"]:
            rows.append(document)
        after["rows"][self.kind.part] = [document if each["pk"] == document["pk"] else each for each in rows]
        return after
