"""Form fields that the admin needs and Django lacks, and how it shows those that Django has."""

import json
import re
from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models

from portal.admin.relations import ChoosesVisible

# A primary key that fits in the database.
KEY = re.compile(r"[0-9]{1,18}")


class LinesField(SimpleArrayField):
    """A list of texts, written one a line: the texts themselves may hold commas."""

    widget = AdminTextareaWidget(attrs={"rows": 4})
    default_error_messages = {"item_invalid": "Regel %(nth)s:"}

    def __init__(self, base_field, **kwargs):
        kwargs["help_text"] = kwargs.get("help_text") or "Eén per regel."
        super().__init__(base_field, delimiter="\n", **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = [line.strip() for line in value.splitlines() if line.strip()]
        return super().to_python(value)


class NumberInput(forms.TextInput):
    """A number as Belgians write it, without zeros that say nothing: 12.5000 is "12,5"."""

    def __init__(self):
        super().__init__(attrs={"inputmode": "decimal"})

    def format_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class NumberField(forms.DecimalField):
    """Takes "12,5" and "12.5", but not "1.234": that could be either."""

    widget = NumberInput

    def __init__(self, **kwargs):
        super().__init__(localize=True, **kwargs)

    def to_python(self, value):
        if isinstance(value, str) and re.search(r"\d\.\d{3}(\D|$)", value):
            raise forms.ValidationError("Schrijf grote getallen zonder punten, bijvoorbeeld 1234 of 1234,5.")
        return super().to_python(value)


class KnowsKeys:
    """Mixin for a widget with autocomplete: what somebody made up instead of a primary key is shown as no choice."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if KEY.fullmatch(str(key))], attr)


class Choice(KnowsKeys, AutocompleteSelect):
    """Django's, with the rule above."""


class Choices(KnowsKeys, AutocompleteSelectMultiple):
    """Django's, with the rule above; without the cross that empties it: each choice has its own, and a list holds only
    choices."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": json.dumps(False)}


class FieldsOfKapstok(ChoosesVisible):
    """Mixin for a ModelAdmin or inline: its lists, texts and relations to many look as above.

    `text_rows` is the height of a text in lines.
    """

    text_rows = 4

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, ArrayField):
            kwargs["form_class"] = LinesField
        elif isinstance(db_field, models.DecimalField):
            kwargs["form_class"] = NumberField
        elif isinstance(db_field, models.TextField):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": self.text_rows})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Choice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Choices(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
