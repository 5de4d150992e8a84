"""What a form shows about what is kept of it."""

from dataclasses import dataclass, field

from django.urls import reverse

from portal.keeping.models import KeptForm
from portal.keeping.moments import when
from portal.keeping.states import name_of
from portal.keeping.tokens import FIELD, Token, form_name


@dataclass(slots=True)
class Opened:
    """A form as it is shown: its token, what is kept and not in it, and who else types in it.

    `restored` is the KeptForm that it is filled with; `refused` tells what became of a form with faults in it: a
    KeptForm, or the reason why it could not be kept.
    """

    token: Token
    restored: KeptForm | None = None
    kept: list = field(default_factory=list)
    others: list = field(default_factory=list)
    refused: KeptForm | str | None = None

    name = FIELD

    @classmethod
    def of(cls, request, model_admin, thing):
        """The form of `thing` (None: something new), as `request` asks to see it."""
        token = Token(
            request.user.pk,
            form_name(model_admin.model, thing.pk if thing else None, request.GET),
            model_admin.fingerprint_of(request, thing) if thing else "",
        )
        kept = list(KeptForm.objects.of(request.user).of_form(token.form))
        asked = request.GET.get("bewaard", "")
        restored = next((each for each in kept if str(each.pk) == asked), None)
        if thing and not model_admin.has_change_permission(request, thing):
            restored = None
        if restored:
            kept.remove(restored)
            token = restored.token
        others = KeptForm.objects.busy(token.form, request.user) if thing else []
        return cls(
            token,
            restored,
            kept,
            [
                f"{name_of(each.user)} werkt hier ook aan, sinds {when(each.started_at).removeprefix('om ')}."
                for each in others
            ],
        )

    @property
    def signed(self):
        return self.token.sign()

    @property
    def autosave(self):
        """The address that takes what is typed."""
        return reverse("keep")
