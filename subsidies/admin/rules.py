"""The rules of a scheme inside its form."""

from django.contrib import admin

from portal.admin.parts import PartInline
from portal.admin.relations import RelationsForm
from subsidies.models import EligibilityRule

HELP = (
    "Met deze regels berekent het portaal voor elke gemeente: ja, nee of onbekend, met de reden. Alleen wat te"
    " berekenen is, hoort hier. Regels met hetzelfde groepsnummer horen samen; hoe groepen samengaan, kiest u"
    " hieronder. Een provinciale subsidie is vanzelf alleen voor haar eigen provincie. Zonder"
    " regels is het antwoord “onbekend”."
)


class RuleForm(RelationsForm):
    def clean(self):
        """A list needs municipalities; the other things that a rule must be are constraints of the database."""
        cleaned = super().clean()
        is_list = cleaned.get("kind") == EligibilityRule.Kind.LISTED
        if is_list != bool(cleaned.get("municipalities")):
            message = "Kies de gemeenten van de lijst." if is_list else "Gemeenten horen alleen bij een lijst."
            self.add_error("municipalities", message)
        return cleaned


class RuleInline(PartInline, admin.StackedInline):
    model = EligibilityRule
    form = RuleForm
    after = "Wie komt in aanmerking?"
    fields = (
        ("group", "kind"),
        ("indicator", "comparison", "threshold"),
        ("reference", "multiple"),
        "municipalities",
    )
    autocomplete_fields = ("indicator", "municipalities")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("municipalities")
