"""Who may do what in the admin.

`table` has what each role may do with each kind of thing. `rights` narrows that to rows: who publishes a kind works
with all of it, and everybody else with what belongs to their Scope (see portal.accounts).
"""

from portal.roles.rights import (
    IN_PROGRESS,
    WERE_PUBLIC,
    allowed_statuses,
    belongs,
    changeable,
    kept_by,
    may,
    may_add,
    may_change,
    may_delete,
    may_propose,
    may_publish,
    may_see,
    owners,
    scope_of,
    sees_all,
    visible,
)
from portal.roles.table import (
    ADMINISTRATOR,
    AGENCY,
    CORRECT,
    EDITOR,
    ENTRIES,
    OFFICER,
    PUBLISH,
    ROLES,
    permission,
    set_up_roles,
)

__all__ = [
    "ADMINISTRATOR",
    "AGENCY",
    "CORRECT",
    "EDITOR",
    "ENTRIES",
    "IN_PROGRESS",
    "OFFICER",
    "PUBLISH",
    "ROLES",
    "WERE_PUBLIC",
    "allowed_statuses",
    "belongs",
    "changeable",
    "kept_by",
    "may",
    "may_add",
    "may_change",
    "may_delete",
    "may_propose",
    "may_publish",
    "may_see",
    "owners",
    "permission",
    "scope_of",
    "sees_all",
    "set_up_roles",
    "visible",
]
