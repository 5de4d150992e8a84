"""The log book: one row for each thing that somebody may have to answer for."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from portal.models.people import person


class Action(models.TextChoices):
    """What can be done; the label follows on who did it."""

    PUBLISH = "publish", "gepubliceerd"
    SCHEDULE = "schedule", "publicatie gepland"
    UNPUBLISH = "unpublish", "van het portaal gehaald"
    ARCHIVE = "archive", "gearchiveerd"
    APPROVE = "approve", "voorstel goedgekeurd"
    REFUSE = "refuse", "voorstel teruggestuurd"
    DELETE = "delete", "verwijderd"
    UNDELETE = "undelete", "teruggehaald"
    REVERT = "revert", "oudere versie teruggezet"
    PURGE = "purge", "persoonsgegevens gewist"
    EXPORT = "export", "geëxporteerd"
    IMPORT = "import", "ingelezen"
    UNDO_IMPORT = "undo-import", "inlezen ongedaan gemaakt"
    INVITE = "invite", "uitgenodigd"
    ACCOUNT = "account", "account gewijzigd"
    RIGHTS = "rights", "rechten gewijzigd"
    PASSWORD = "password", "wachtwoord gewijzigd"
    TWO_FACTOR = "two-factor", "tweede stap gewijzigd"
    LOCK = "lock", "aanmelden geblokkeerd"
    UNLOCK = "unlock", "blokkering opgeheven"
    BACKUP = "backup", "reservekopie gemaakt"
    RESTORE = "restore", "reservekopie teruggezet"


def actions():
    """The choices of an Event's action; a function, so that one more is no migration."""
    return Action.choices


class Event(models.Model):
    """One thing that was done. Names are kept as they were then: people leave, and entries are deleted."""

    at = models.DateTimeField("wanneer", default=timezone.now, db_index=True)
    user = person("account", related_name="audit_events")
    name = models.CharField("wie", max_length=200, blank=True, help_text="Leeg: het portaal zelf.")
    role = models.CharField("rol toen", max_length=200, blank=True)
    action = models.CharField("wat", max_length=30, choices=actions)
    subject = models.CharField("waarop", max_length=300, blank=True)
    subject_type = models.CharField("soort", max_length=100, blank=True, help_text="Bijvoorbeeld practices.practice.")
    subject_id = models.CharField("nummer", max_length=50, blank=True)
    details = models.JSONField("bijzonderheden", default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "logboekregel"
        verbose_name_plural = "logboekregels"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(action=""), name="event_has_action"),
            models.CheckConstraint(
                condition=models.Q(subject_id="") | ~models.Q(subject_type=""), name="event_number_has_type"
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.name or "Het portaal", self.get_action_display(), self.subject]))
