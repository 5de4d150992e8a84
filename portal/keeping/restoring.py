"""A form with what was kept in it, as if it was just typed: nothing is judged yet."""

from django.forms.utils import ErrorDict


def restored_form(form_class, data):
    """A form class like `form_class` that opens with `data` (a QueryDict) in it, and says nothing about faults."""

    class Restored(form_class):
        def __init__(self, **kwargs):
            super().__init__(data=data, **kwargs)
            self._errors = ErrorDict()

    return Restored


def judge_nothing(formset):
    """Has a formset with kept rows say nothing about faults."""
    formset._errors = [ErrorDict() for _ in formset.forms]
    formset._non_form_errors = formset.error_class()
    for form in formset.forms:
        form._errors = ErrorDict()


def has_rows(data, prefix):
    """Whether `data` has the rows with that prefix: a form that got rows since then had none to send."""
    return f"{prefix}-TOTAL_FORMS" in data


def with_rows_anew(data, prefix, key, known):
    """`data` (a QueryDict) in which rows that are gone meanwhile are new ones, so that they can be saved.

    `key` is the name of the primary key of the rows with that prefix, `known` the keys of those that are there. Rows
    that are there come first and are counted, as formsets want it.
    """
    try:
        total, initial = int(data[f"{prefix}-TOTAL_FORMS"]), int(data[f"{prefix}-INITIAL_FORMS"])
    except (KeyError, ValueError):
        return data
    numbers = range(min(total, 2000))
    here = [n for n in numbers if n < initial and data.get(f"{prefix}-{n}-{key}") in known]
    gone = [n for n in numbers if n < initial and n not in here and f"{prefix}-{n}-DELETE" not in data]
    order = [*here, *gone, *(n for n in numbers if n >= initial)]
    if order == list(numbers) and len(here) == initial:
        return data
    return renumbered(data, prefix, key, order, len(here))


def renumbered(data, prefix, key, order, initial):
    """`data` with the rows numbered `order` only, in that order, of which the first `initial` keep their `key`."""
    moved = data.copy()
    for name in data:
        if name.startswith(f"{prefix}-") and name[len(prefix) + 1 :].partition("-")[0].isdigit():
            del moved[name]
    for number, was in enumerate(order):
        start = f"{prefix}-{was}-"
        for name in data:
            if name.startswith(start):
                moved.setlist(f"{prefix}-{number}-{name[len(start) :]}", data.getlist(name))
        if number >= initial:
            moved[f"{prefix}-{number}-{key}"] = ""
    moved[f"{prefix}-TOTAL_FORMS"], moved[f"{prefix}-INITIAL_FORMS"] = str(len(order)), str(initial)
    return moved
