"""Each step that an entry took, proposed versions of what is public, and publication on a day to come."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.models import Status
from portal.models.about import AboutEntry, AboutEntryQuerySet
from portal.models.people import person


def short_text(verbose_name):
    """A text of a few sentences."""
    return models.TextField(verbose_name, max_length=1000, blank=True)


class Step(AboutEntry):
    """One change of status. A new entry's first step comes from nowhere."""

    from_status = models.CharField("van", max_length=10, choices=Status, blank=True)
    to_status = models.CharField("naar", max_length=10, choices=Status)
    by = person("door")
    at = models.DateTimeField("op", default=timezone.now)
    comment = short_text("toelichting")

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["entry_type", "entry_id", "-at"], name="workflow_step_of_entry")]
        constraints = [
            models.CheckConstraint(name="step_goes_somewhere", condition=~Q(from_status=F("to_status"))),
        ]

    def __str__(self):
        return f"{self.get_from_status_display() or 'nieuw'} → {self.get_to_status_display()}"

    @property
    def is_return(self):
        """Whether it sent an entry back to its author."""
        return (self.from_status, self.to_status) == (Status.REVIEW, Status.DRAFT)


class ProposalQuerySet(AboutEntryQuerySet):
    def unfinished(self):
        """Still with their author, or waiting for a reviewer."""
        return self.filter(state__in=Proposal.UNFINISHED)

    def submitted(self):
        """Waiting for a reviewer."""
        return self.filter(state=Proposal.State.SUBMITTED)

    def planned(self):
        """Approved for a moment that has not come, or at which it was not yet done."""
        return self.filter(state=Proposal.State.APPROVED, applied_at=None)

    def due(self, now):
        """Planned ones whose moment has come, and that did not fail before."""
        return self.planned().filter(publish_at__lte=now, problem="")


class Proposal(AboutEntry):
    """A proposed version of an entry that is or was public: the whole entry as one document (see portal.versions).

    `base` is the number of the Version that its author started from. What differs between that and `document` is what
    is proposed; so it can be put on top of what others changed since.
    """

    class State(models.TextChoices):
        OPEN = "open", "bij de indiener"
        SUBMITTED = "submitted", "ter nazicht"
        APPROVED = "approved", "goedgekeurd"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    UNFINISHED = (State.OPEN, State.SUBMITTED)

    document = models.JSONField("voorgestelde versie")
    base = models.PositiveIntegerField("vertrekt van versie")
    state = models.CharField("toestand", max_length=10, choices=State, default=State.OPEN)
    author = person("indiener")
    comment = short_text("toelichting van de indiener")
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now)

    reviewer = person("nagekeken door")
    answer = short_text("antwoord van de eindredactie")
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    publish_at = models.DateTimeField("te publiceren op", null=True, blank=True)
    applied_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    problem = models.TextField("wat er misliep", blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["changed_at", "pk"]
        indexes = [models.Index(fields=["entry_type", "entry_id"], name="workflow_proposal_of_entry")]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_proposal_each",
                fields=["entry_type", "entry_id", "author"],
                condition=Q(state__in=("open", "submitted")),
            ),
            models.CheckConstraint(
                name="only_approved_proposal_is_published",
                condition=Q(state="approved") | Q(publish_at=None, applied_at=None),
            ),
            models.CheckConstraint(
                name="approved_proposal_is_published_once",
                condition=~Q(state="approved") | Q(publish_at__isnull=False) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """The title that the entry would have."""
        return self.document["fields"]["title"]

    @property
    def is_planned(self):
        return self.state == self.State.APPROVED and self.applied_at is None


class PlanQuerySet(AboutEntryQuerySet):
    def due(self, now):
        """Those whose moment has come, and that did not fail before."""
        return self.filter(publish_at__lte=now, problem="")


class Plan(AboutEntry):
    """An entry in review that was approved for a day to come. It goes when it is done or cancelled.

    `version` is the number of the Version that was approved: what is changed afterwards was not.
    """

    publish_at = models.DateTimeField("te publiceren op")
    version = models.PositiveIntegerField("goedgekeurde versie")
    by = person("goedgekeurd door")
    made_at = models.DateTimeField("goedgekeurd op", default=timezone.now)
    comment = short_text("toelichting")
    problem = models.TextField("wat er misliep", blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "geplande publicatie"
        verbose_name_plural = "geplande publicaties"
        ordering = ["publish_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_plan_an_entry", fields=["entry_type", "entry_id"]),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return str(self.entry) if self.entry else f"{self.entry_model._meta.verbose_name} nr. {self.entry_id}"
