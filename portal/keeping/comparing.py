"""What somebody typed beside what is stored, in words."""

from dataclasses import dataclass

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

NOTHING = "–"
# Fields that nobody typed.
UNTOLD = ("_FORMS", "-id", "voorstel_van")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field that somebody typed something else in than is stored: its label and both values as text."""

    label: str
    stored: str
    typed: str


def typed_differences(request, model_admin, thing, data):
    """What differs between `data` (a QueryDict that was posted) and the stored `thing`, rows included.

    `thing` is None for something new. A list of Typed.
    """
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, thing))
    form = model_admin.get_form(request, thing, change=thing is not None, fields=fields)(data, instance=thing)
    found = differences_of(form)
    for formset, inline in model_admin.get_formsets_with_inlines(request, thing):
        rows = formset(
            data, instance=form.instance, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request)
        )
        for number, row in enumerate(rows.forms, 1):
            found += row_differences(
                row, f"{capfirst(inline.opts.verbose_name)} {number}", number <= rows.initial_form_count()
            )
    return found


def as_sent(kept):
    """All that a KeptForm has, for who has no form (any more) to see it in; a list of Typed."""
    found = []
    for name, values in kept.data.items():
        text = "\n".join(value for value in values if value.strip())
        if text and not name.endswith(UNTOLD):
            found.append(Typed(label_of(kept.model, name), "", text))
    return found


def label_of(model, name):
    """What a field of a form is called; that of a row by its place."""
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name.replace("-", " ").replace("_", " ")


def row_differences(row, name, is_stored):
    """What was typed in one row of a form; a list of Typed."""
    if row.data.get(row.add_prefix(DELETION_FIELD_NAME)):
        return [Typed(name, "staat er", "verwijderd")] if is_stored else []
    return [Typed(f"{name}, {each.label}", each.stored, each.typed) for each in differences_of(row)]


def differences_of(form):
    """The fields of a bound form in which something else was typed than it started with; a list of Typed."""
    return [
        Typed(
            str(form[name].label),
            text_of(form[name].field, form[name].initial),
            text_of(form[name].field, form[name].data),
        )
        for name in form.changed_data
        if not form[name].is_hidden
    ]


def text_of(field, value):
    """A value of a form field, stored or as it was typed, as one reads it."""
    if isinstance(field, forms.ModelChoiceField):
        values = value if isinstance(value, (list, tuple)) else [value]
        return "\n".join(sorted(map(str, chosen(field, values)))) or NOTHING
    if isinstance(field, forms.BooleanField):
        return "ja" if value and value not in ("false", "False") else "nee"
    if isinstance(field, forms.ChoiceField):
        labels = (
            {str(key): label for key, label in field.flatchoices}
            if hasattr(field, "flatchoices")
            else dict(flat(field))
        )
        return str(labels.get(str(value), value or NOTHING))
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value)) or NOTHING
    shown = field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
    return str(shown) if shown not in (None, "") else NOTHING


def flat(field):
    """Value and label of each choice, groups taken apart."""
    for key, label in field.choices:
        if isinstance(label, (list, tuple)):
            yield from ((str(each), text) for each, text in label)
        else:
            yield str(key), label


def chosen(field, values):
    """The rows that a field offers with those primary keys; what is no key leads to none."""
    keys = []
    for value in values:
        try:
            keys.append(field.queryset.model._meta.pk.to_python(getattr(value, "pk", value)))
        except ValidationError:
            continue
    return field.queryset.filter(pk__in=[key for key in keys if key is not None])
