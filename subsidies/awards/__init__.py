"""Files with awards: read, shown as a plan, then taken in whole or not at all."""

from subsidies.awards.plan import Plan, apply, plan_of

__all__ = ["Plan", "apply", "plan_of"]
