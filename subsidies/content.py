"""How applicants, providers and schemes stand in the content files."""

from portal.content.kinds import Children, EntryKind, Kind, citations
from subsidies.models import Applicant, Call, Combination, EligibilityRule, Level, Provider, Scheme, SchemeCitation


class ApplicantKind(Kind):
    name, model = "applicant", Applicant
    required, plain = ("slug", "name"), ("slug", "name")


class ProviderKind(Kind):
    name, model, order = "provider", Provider, 1
    required, plain = ("slug", "name", "level"), ("slug", "name", "website")
    choices = {"level": Level}
    one = {"province": "province"}


class SchemeKind(EntryKind):
    """Loaded after the indicators that its rules are about."""

    name, model, order = "scheme", Scheme, 20
    required = (*EntryKind.required, "provider")
    plain = (
        *EntryKind.entry_plain,
        *(
            "applicants_note",
            "conditions",
            "amounts",
            "share_percent",
            "valid_from",
            "valid_until",
            "state_note",
            "rules_note",
        ),
        *("website", "website_path"),
    )
    choices = {"combination": Combination}
    one = {"provider": "provider"}
    many = {"themes": "theme", "domains": "domain", "applicants": "applicant"}
    children = {
        # A call keeps its number, which agendas know it by.
        "calls": Children(Call, parent="scheme", plain=("title", "opens_on", "closes_on", "note"), key=("title",)),
        "rules": Children(
            EligibilityRule,
            parent="scheme",
            plain=("group", "threshold", "multiple"),
            choices={
                "kind": EligibilityRule.Kind,
                "comparison": EligibilityRule.Comparison,
                "reference": EligibilityRule.Reference,
            },
            one={"indicator": "indicator"},
            many={"municipalities": "municipality"},
        ),
        "sources": citations(SchemeCitation),
    }
