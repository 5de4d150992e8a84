from portal.accounts.models.scope import Scope

__all__ = ["Scope"]
