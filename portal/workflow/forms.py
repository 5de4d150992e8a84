"""Forms in which somebody takes a step."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from portal.workflow.steps import overtaken

COMMENT_NEEDED = "Schrijf erbij wat er beter moet. De indiener krijgt dit te lezen."


class CommentField(forms.CharField):
    """A few sentences beside a step."""

    def __init__(self, **kwargs):
        options = {"label": "Toelichting", "required": False, "max_length": 1000}
        super().__init__(widget=AdminTextareaWidget(attrs={"rows": 2}), **options | kwargs)


class EntryForm(forms.ModelForm):
    """The form of an entry: one of its buttons may ask for a Move (`asked`), for which the entry must be fit.

    `refused` are the reasons why that failed when it was tried.
    """

    step_comment = CommentField(
        label="Toelichting bij deze stap",
        help_text="Niet verplicht. Wie verder moet met de fiche, leest dit in de mail en hieronder.",
    )

    asked = None
    refused = ()

    def clean(self):
        super().clean()
        entry, move = self.instance, self.asked
        if self.refused:
            raise ValidationError([*self.refused])
        if move and entry.status not in move.sources:
            raise ValidationError(f"Niets is bewaard. {overtaken(entry)} Kijk na of uw stap nog nodig is.")
        if move and move.asks_why and not self.cleaned_data.get("step_comment"):
            self.add_error("step_comment", COMMENT_NEEDED)
        entry.becomes = move and move.target
