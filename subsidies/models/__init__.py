"""Who pays: providers, their schemes and calls, who qualifies by which rules, and who received."""

from subsidies.models.awards import Award
from subsidies.models.calls import Call, CallQuerySet, CallStep, State
from subsidies.models.eligibility import Combination, EligibilityRule
from subsidies.models.providers import Applicant, Level, Provider
from subsidies.models.schemes import Scheme, SchemeCitation, SchemeQuerySet

__all__ = [
    "Applicant",
    "Award",
    "Call",
    "CallQuerySet",
    "CallStep",
    "Combination",
    "EligibilityRule",
    "Level",
    "Provider",
    "Scheme",
    "SchemeCitation",
    "SchemeQuerySet",
    "State",
]
