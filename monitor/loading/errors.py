"""What stops an import."""


class LoadingError(Exception):
    """An import, or undoing one, that cannot be done; `str()` gives the Dutch reason. Nothing was changed."""


class UnconfirmedError(LoadingError):
    """A plan with doubts that nobody confirmed."""
