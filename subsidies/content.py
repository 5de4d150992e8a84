"""How applicants, providers and schemes stand in the content files."""

from portal.content.kinds import Children, EntryKind, Kind, citations
from subsidies.models import Applicant, Call, Level, Provider, Scheme, SchemeCitation


class ApplicantKind(Kind):
    name, model = "applicant", Applicant
    required, plain = ("slug", "name"), ("slug", "name")


class ProviderKind(Kind):
    name, model, order = "provider", Provider, 1
    required, plain = ("slug", "name", "level"), ("slug", "name", "website")
    choices = {"level": Level}
    one = {"province": "province"}


class SchemeKind(EntryKind):
    name, model, order = "scheme", Scheme, 10
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
        ),
        *("website", "website_path"),
    )
    one = {"provider": "provider"}
    many = {"themes": "theme", "domains": "domain", "applicants": "applicant"}
    children = {
        # A call keeps its number, which agendas know it by.
        "calls": Children(Call, parent="scheme", plain=("title", "opens_on", "closes_on", "note"), key=("title",)),
        "sources": citations(SchemeCitation),
    }
