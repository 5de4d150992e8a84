"""How practices, resources and questions stand in the content files."""

from portal.content.kinds import Children, EntryKind, citations
from practices.models import (
    Argument,
    ChecklistItem,
    Practice,
    PracticeCitation,
    PracticeMunicipality,
    Question,
    QuestionCitation,
    Resource,
    ResourceCitation,
)


def locality(row):
    """A practice's municipality: a name, or {name: today's, source: the source's}."""
    if isinstance(row, str):
        return {"municipality": row, "name_in_source": row}
    return {"municipality": row["name"], "name_in_source": row["source"]}


class PracticeKind(EntryKind):
    name, model, order = "practice", Practice, 20
    plain = (
        *EntryKind.entry_plain,
        *(
            "area",
            "occasion",
            "approach",
            "results",
            "lessons",
            "success_factors",
            "obstacles",
            "lead",
            "partners",
            "budget",
            "staffing",
            "period",
        ),
        *("state_note", "website", "website_path", "contact"),
    )
    choices = {"state": Practice.State}
    many = {
        "themes": "theme",
        "domains": "domain",
        "target_groups": "target_group",
        "provinces": "province",
        "supported_by": "partner",
    }
    children = {
        "municipalities": Children(
            PracticeMunicipality,
            parent="practice",
            plain=("name_in_source",),
            one={"municipality": "municipality"},
            prepare=locality,
            from_text=True,
        ),
        "sources": citations(PracticeCitation),
    }


class ResourceKind(EntryKind):
    name, model, order = "resource", Resource, 10
    required = (*EntryKind.required, "kind")
    plain = (*EntryKind.entry_plain, "publisher", "year", "body", "website", "website_path")
    choices = {"kind": Resource.Kind}
    many = {"themes": "theme", "domains": "domain", "target_groups": "target_group"}
    children = {
        "items": Children(ChecklistItem, parent="checklist", plain=("title", "text"), positioned=True),
        "sources": citations(ResourceCitation),
    }


class QuestionKind(EntryKind):
    name, model, order = "question", Question, 10
    required = (*EntryKind.required, "arguments")
    plain = EntryKind.entry_plain
    many = {"themes": "theme"}
    children = {
        "arguments": Children(Argument, parent="question", plain=("title", "text"), positioned=True),
        "sources": citations(QuestionCitation),
    }
