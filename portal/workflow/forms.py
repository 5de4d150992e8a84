"""Forms in which somebody takes a step."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.admin.relations import RelationsForm
from portal.versions.merging import MINE, THEIRS
from portal.workflow.steps import overtaken

# As a browser writes a moment.
MOMENT = "%Y-%m-%dT%H:%M"
COMMENT_NEEDED = "Schrijf erbij wat er beter moet. De indiener krijgt dit te lezen."


class CommentField(forms.CharField):
    """A few sentences beside a step."""

    def __init__(self, **kwargs):
        options = {"label": "Toelichting", "required": False, "max_length": 1000}
        super().__init__(widget=AdminTextareaWidget(attrs={"rows": 2}), **options | kwargs)


class EntryForm(RelationsForm):
    """The form of an entry: one of its buttons may ask for a Move (`asked`), for which the entry must be fit."""

    step_comment = CommentField(
        label="Toelichting bij deze stap",
        help_text="Wie verder moet met de fiche, leest dit. Alleen verplicht als u iets terugstuurt.",
    )

    asked = None

    def clean(self):
        super().clean()
        entry, move = self.instance, self.asked
        if move and entry.status not in move.sources:
            raise ValidationError(f"Niets is bewaard. {overtaken(entry)} Kijk na of uw stap nog nodig is.")
        if move and move.asks_why and not self.cleaned_data.get("step_comment"):
            self.add_error("step_comment", COMMENT_NEEDED)
        entry.becomes = move and move.target


class ReviewForm(forms.Form):
    """What a reviewer decides: the button pressed is the `decision`. `seen` is when the thing was changed last.

    For each of `clashes` (portal.versions.clashes.Choice) there is a choice of what must stand.
    """

    APPROVE, RETURN, REFUSE = "approve", "return", "refuse"

    comment = CommentField(help_text="De indiener leest dit in de mail. Verplicht als u iets terugstuurt of weigert.")
    publish_at = forms.DateTimeField(
        label="Publiceren op",
        required=False,
        input_formats=[MOMENT, "%d/%m/%Y %H:%M", "%d/%m/%Y"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text="Leeg: meteen, zodra u goedkeurt.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, clashes=(), decisions=(APPROVE, RETURN, REFUSE), **kwargs):
        super().__init__(*args, **kwargs)
        self.decisions = decisions
        self.decision = next((each for each in decisions if each in self.data), None)
        self.clashes = clashes
        for number, clash in enumerate(clashes):
            choices = [(MINE, "wat het voorstel zegt"), (THEIRS, "wat er nu staat")]
            self.fields[f"keuze-{number}"] = forms.ChoiceField(
                label=clash.label, choices=choices, required=False, widget=forms.RadioSelect
            )

    @property
    def choice_fields(self):
        """Each clash with the field that decides it; a list of tuples."""
        return [(each, self[f"keuze-{number}"]) for number, each in enumerate(self.clashes)]

    @property
    def choices(self):
        """What was chosen: a dict as Merge takes."""
        return {each.key: self.cleaned_data[f"keuze-{number}"] for number, each in enumerate(self.clashes)}

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment and self.decision == self.APPROVE and moment <= timezone.now():
            raise ValidationError("Kies een moment dat nog moet komen, of laat dit leeg.")
        return moment

    def clean(self):
        cleaned = super().clean()
        if self.decision is None:
            raise ValidationError("Kies wat u wilt doen.")
        if self.decision != self.APPROVE and not cleaned.get("comment"):
            self.add_error("comment", COMMENT_NEEDED)
        if self.decision == self.APPROVE:
            for number, _ in enumerate(self.clashes):
                if not cleaned.get(f"keuze-{number}"):
                    self.add_error(f"keuze-{number}", "Kies wat er moet staan.")
        return cleaned
