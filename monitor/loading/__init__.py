"""Official figures from a file into the database: first a plan that shows what would change, then all or nothing.

`plan_for` makes the plan and writes nothing; `load` carries it out; `undo` takes an import back, whole.
"""

from monitor.loading.apply import load
from monitor.loading.errors import LoadingError, UnconfirmedError
from monitor.loading.files import ImportedFile, opened
from monitor.loading.plan import Plan, plan_for
from monitor.loading.undo import undo

__all__ = ["ImportedFile", "LoadingError", "Plan", "UnconfirmedError", "load", "opened", "plan_for", "undo"]
