"""What can go wrong with a backup, in words for the operator."""

import errno


class BackupError(Exception):
    """It cannot be done; the message is Dutch, and nothing was changed unless it says so."""


def explain_os_error(error, path):
    """Dutch words for an OSError met while writing or reading `path`."""
    where = error.filename or path
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"De schijf is vol of het bestand wordt te groot: {where}."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Geen rechten op {where}."
    return f"{where}: {error.strerror or error}."
