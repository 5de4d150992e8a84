"""What municipalities did, what helps them do it, and the hard questions about it."""

from practices.models.practice import Practice, PracticeCitation, PracticeMunicipality, PracticeQuerySet
from practices.models.question import Argument, Question, QuestionCitation
from practices.models.resource import ChecklistItem, Resource, ResourceCitation

__all__ = [
    "Argument",
    "ChecklistItem",
    "Practice",
    "PracticeCitation",
    "PracticeMunicipality",
    "PracticeQuerySet",
    "Question",
    "QuestionCitation",
    "Resource",
    "ResourceCitation",
]
