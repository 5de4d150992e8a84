"""What is mailed at each step, and to whom."""

from django.urls import reverse

from portal.models import Status
from portal.workflow import people
from portal.workflow.mail import Notice, name_of, send


def form_of(entry):
    """The path of the form of `entry` in the admin."""
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])


def named(entry):
    """An entry as a mail names it: its title and kind, and nothing more."""
    return f"“{entry}” ({entry._meta.verbose_name})"


def tell(receivers, doer, entry, subject, did, comment, path):
    """Has each of `receivers` but `doer` told that `doer` did something: `did` stands after the name of the entry."""
    sentence = f"{name_of(doer)} {did}: {named(entry)}."
    send(
        [
            Notice(user, f"{subject}: {entry}", sentence, comment, path)
            for user in receivers
            if doer is None or user.pk != doer.pk
        ]
    )


def of_step(entry, step):
    """Has those told for whom this Step of `entry` matters."""
    before, after = step.from_status, step.to_status
    if after == Status.REVIEW:
        tell(people.editors(), step.by, entry, "Ter nazicht", "legt een fiche voor", step.comment, form_of(entry))
    elif after == Status.PUBLISHED:
        keepers = people.keepers_of(entry)
        tell(keepers, step.by, entry, "Gepubliceerd", "publiceerde", step.comment, entry.get_absolute_url())
    elif step.is_return:
        keepers = people.keepers_of(entry)
        tell(keepers, step.by, entry, "Teruggestuurd", "stuurde terug", step.comment, form_of(entry))
    elif before == Status.PUBLISHED:
        keepers = people.keepers_of(entry)
        subject = "Niet meer op het portaal"
        tell(keepers, step.by, entry, subject, "haalde van het portaal", step.comment, form_of(entry))
