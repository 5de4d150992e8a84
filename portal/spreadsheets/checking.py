"""Whether the document of a row can be saved: what its model and PostgreSQL would refuse, told before."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from portal.models import Status

SOURCE_NEEDED = "een gepubliceerde fiche heeft minstens één bron"


def faults_of(kind, before, after, parent=None):
    """What is wrong with the document `after` of a row that was `before` (None for a new one).

    `parent` is the primary key of the entry of a part. A list of (key of the column or None, Dutch reason).
    """
    thing = thing_of(kind, after, parent)
    changed = [name for name, value in after["fields"].items() if before is None or before["fields"].get(name) != value]
    errors = {}
    for check in (clean_changed, check_constraints):
        try:
            check(thing, changed, is_new=before is None)
        except ValidationError as error:
            errors.update(error.message_dict)
    found = [(column_of(kind, name), " ".join(map(str, texts))) for name, texts in errors.items()]
    if after["fields"].get("status") == Status.PUBLISHED and after["rows"].get("citations") == []:
        found.append((column_of(kind, "citations"), SOURCE_NEEDED))
    return found


def thing_of(kind, document, parent):
    """An unsaved object with the fields of a document."""
    shape = kind.shape
    thing = shape.model(pk=document.get("pk"))
    for field in shape.fields:
        setattr(thing, field.attname, field.to_python(document["fields"][field.name]))
    if shape.parent:
        setattr(thing, shape.parent.attname, parent)
    return thing


def clean_changed(thing, changed, is_new):
    """Raises ValidationError for what a field does not take."""
    thing.clean_fields(exclude={field.name for field in thing._meta.fields} - set(changed))


def check_constraints(thing, changed, is_new):
    """Raises ValidationError for a constraint with a field that changed. Asks the database once for each."""
    errors = []
    for constraint in thing._meta.constraints:
        if is_new or set(changed) & names_in(constraint):
            try:
                constraint.validate(type(thing), thing)
            except ValidationError as error:
                errors += error.messages
    if errors:
        raise ValidationError({NON_FIELD_ERRORS: errors})


def names_in(constraint):
    """The names of the fields that a constraint is about."""
    if isinstance(constraint, models.UniqueConstraint):
        return set(constraint.fields)
    return {name.split("__")[0] for name in constraint.condition.referenced_base_fields}


def column_of(kind, name):
    """The key of the column that writes the field or relation `name`; None when none does."""
    return next((key for key, reader in kind.readers.items() if name in reader.names), None)
