from portal.accounts.models.invitation import Invitation
from portal.accounts.models.scope import Scope
from portal.accounts.models.signin import SignIn

__all__ = ["Invitation", "Scope", "SignIn"]
