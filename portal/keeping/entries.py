"""What the admin of entries does more than keeping forms: it makes two saves into one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect

from portal.keeping import answers
from portal.keeping.admin import GONE, LOCKED, SavesUnlessChanged
from portal.keeping.opened import Opened
from portal.keeping.second import CannotMergeError, RefusedError, choices_in, second_of
from portal.keeping.states import last_saved, state_of
from portal.versions.documents import document_of
from portal.versions.models import Action
from portal.versions.recording import recorded
from portal.versions.shapes import shape_of

THIRD = "Intussen bewaarde nog iemand. Kijk opnieuw na en kies."
MERGED = "Bewaard: “{}”, met wat de andere wijzigde."
SAME = "Er was niets meer te bewaren: wat u typte, staat er al."


class MergesForms(SavesUnlessChanged):
    """Mixin for an EntryAdmin, as SavesUnlessChanged: who saves second chooses, and both saves become one."""

    def state_of(self, request, thing):
        """The entry as its versions know it, with the rows of its form that those leave out."""
        document, apart = document_of(thing), self.rows_apart(request, thing)
        return document if not apart else [document, state_of(thing, apart)]

    def rows_apart(self, request, thing):
        """Models of rows that are in the form and not in the document of the entry."""
        below = {shape.model for shape in shape_of(self.model).rows.values()}
        return [inline.model for inline in self.get_inlines(request, thing) if inline.model not in below]

    def answer_changed(self, request, thing):
        return answers.with_kept(request, lambda kept: self.answer_second(request, thing, kept))

    def answer_second(self, request, thing, kept, chosen=None, note=""):
        """The page on which one chooses; by eye when it cannot be worked out who changed what."""
        try:
            second = self.second_of(request, thing, kept, chosen)
        except CannotMergeError:
            return answers.changed(request, self, thing, kept)
        except RefusedError as refused:
            return refused.response
        if second.is_in_it and not second.clashes:
            return self.done(request, thing, kept, SAME)
        context = {"second": second, "kept": kept, "thing": thing, "saved": last_saved(thing), "note": note}
        return answers.page(request, "admin/keeping/merge.html", "Iemand anders was net voor", 409, **context)

    def second_of(self, request, thing, kept, chosen=None):
        # A proposal is no save of the entry: it is compared by eye, and goes on top of what is there.
        if self.rows_apart(request, thing) or getattr(request, "draft", None):
            raise CannotMergeError
        return second_of(request, self, thing, kept, chosen)

    def save_as_typed(self, request, thing, kept):
        """Saves what `request` posts without looking who else saved; the answer of the form."""
        opened = Opened(kept.token, refused=kept)
        return super(SavesUnlessChanged, self).changeform_view(request, str(thing.pk), "", {"opened": opened})

    def merge_kept(self, request, kept):
        """Saves what is kept together with what others saved, as was chosen on the page."""
        thing = self.locked(request, kept.object_id)
        if thing is None:
            return answers.to_read(request, kept, GONE.format(self.opts.verbose_name))
        if not self.has_change_permission(request, thing):
            return answers.to_read(request, kept, LOCKED)
        chosen = choices_in(request.POST)
        try:
            second = self.second_of(request, thing, kept, chosen)
        except (CannotMergeError, RefusedError):
            return self.answer_second(request, thing, kept)
        if second.seen != request.POST.get("seen"):
            return self.answer_second(request, thing, kept, chosen, THIRD)
        try:
            with transaction.atomic(), recorded(thing, request.user, Action.CHANGED):
                entry = second.save()
        except ValidationError as error:
            return self.answer_second(request, thing, kept, chosen, " ".join(error.messages))
        self.log_change(request, entry, "Samengevoegd met wat een ander bewaarde.")
        for left_out in entry.left_out:
            messages.warning(request, left_out)
        return self.done(request, entry, kept, MERGED.format(entry))

    def done(self, request, entry, kept, said):
        kept.delete()
        messages.success(request, said)
        return redirect(kept.form_address)
