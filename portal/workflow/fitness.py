"""Whether an entry may be as somebody wants it, told in Dutch."""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class StepError(Exception):
    """A step that cannot be taken; its text is one or more Dutch sentences that say why."""


@contextmanager
def errors_as_step(entry):
    """Raises a StepError for a ValidationError about `entry`."""
    try:
        yield
    except ValidationError as error:
        raise StepError(" ".join(sentences(entry, error))) from error


def require_source(entry):
    """Raises StepError when `entry` has no source."""
    if not entry.citations.exists():
        raise StepError("Ze heeft geen bron.")


def sentences(entry, error):
    """What that ValidationError says, each with the label of the field that it is about; a list."""
    if not hasattr(error, "error_dict"):
        return error.messages
    options = entry._meta
    return [
        text if name == NON_FIELD_ERRORS else f"{options.get_field(name).verbose_name}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    ]
