"""What visitors and owners can fill in."""

from django import forms

from portal.freshness.models.reports import LONGEST

SHORTEST = 5


def text_field(label, required=True, **options):
    widget = forms.Textarea(attrs={"rows": options.pop("rows", 4), "maxlength": LONGEST})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget, **options)


class WrongForm(forms.Form):
    """What is wrong: what both forms ask."""

    wrong = text_field(
        "Wat klopt er niet?",
        min_length=SHORTEST,
        error_messages={
            "required": "Schrijf wat er niet klopt.",
            "min_length": "Schrijf iets meer: wat klopt er niet?",
            "max_length": f"Schrijf het korter: hoogstens {LONGEST} tekens.",
        },
    )


class VisitorForm(WrongForm):
    known_from = text_field("Hoe weet u dat? (mag leeg)", required=False, rows=3)


class OwnerForm(WrongForm):
    """Beside what is wrong, what it should be; the fields that go stale most have a field of their own."""

    proposal = text_field("Wat moet het zijn? (mag leeg)", required=False)

    def __init__(self, entry, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        names = {field.name: field for field in entry._meta.fields}
        if (state := names.get("state")) and state.choices:
            self.fields["state"] = forms.ChoiceField(
                label="Toestand", choices=state.choices, initial=entry.state, required=False
            )
        if "website" in names:
            self.fields["website"] = forms.CharField(
                label="Website", max_length=200, initial=entry.website, required=False
            )

    def changes(self):
        """What the owner proposes, in words; empty when nothing."""
        lines = [self.cleaned_data["proposal"]]
        for name in ("state", "website"):
            if name in self.fields and self.cleaned_data[name] != getattr(self.entry, name):
                field = self.fields[name]
                said = dict(getattr(field, "choices", ())).get(self.cleaned_data[name], self.cleaned_data[name])
                lines.append(f"{field.label}: {said or '(leeg)'}")
        return "\n".join(filter(None, lines))
