"""What somebody chooses on the pages where files with figures are taken in."""

from django import forms

from monitor.loading.plan import NEW
from monitor.models import Indicator
from portal.models import Source

NEW_DRAFT = "nieuw"
# Django takes a thousand fields at once.
MOST_LINKED = 200


class UploadForm(forms.Form):
    file = forms.FileField(
        label="bestand",
        help_text="CSV, TXT, XLSX of ZIP van Statbel, Provincies in Cijfers of de Gemeente-Stadsmonitor.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.zip"}),
    )


class ChoicesForm(forms.Form):
    """Where the figures come from, and to which indicator each series belongs that nobody knows.

    `names` are the names of those series, of which the first can be linked in one go; `links` has what was chosen, as
    plan_for() takes it.
    """

    source = forms.ModelChoiceField(Source.objects.all(), label="bron", to_field_name="slug", required=False)
    confirmed = forms.BooleanField(label="Ik keek dit na, en het klopt.", required=False)

    def __init__(self, names, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names[:MOST_LINKED]
        self.left = len(names) - len(self.names)
        for number, name in enumerate(self.names):
            field = forms.CharField(label=name, required=False, max_length=150)
            field.widget.attrs["list"] = "indicators"
            self.fields[f"link-{number}"] = field

    def clean(self):
        cleaned = super().clean()
        self.links = {}
        for number, name in enumerate(self.names):
            if chosen := cleaned.get(f"link-{number}", ""):
                self.link(number, name, chosen)
        return cleaned

    def link(self, number, name, chosen):
        if chosen == NEW_DRAFT:
            self.links[name] = NEW
        elif Indicator.objects.filter(slug=chosen).exists():
            self.links[name] = chosen
        else:
            self.add_error(f"link-{number}", "Deze indicator bestaat niet. Kies er een uit de lijst.")

    @property
    def link_fields(self):
        return [self[f"link-{number}"] for number in range(len(self.names))]
