"""What can go wrong with the embedded server, in words for the operator."""

import errno

FULL = "No space left on device"
FORBIDDEN = ("Permission denied", "Read-only file system", "Operation not permitted")


class ServerError(Exception):
    """The embedded server cannot do what was asked; the message is Dutch and says what to do."""


def explain_os_error(error, directory):
    """Dutch words for an OSError met while handling the files of `directory`."""
    where = error.filename or directory
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _forbidden(where)
    return f"{where}: {error.strerror or error}."


def explain_output(output, place):
    """Dutch words for what a PostgreSQL program printed before it gave up."""
    if FULL in output:
        return _full(place.home)
    if any(words in output for words in FORBIDDEN):
        return f"{_forbidden(place.data)} PostgreSQL zegt: {_last_lines(output, 2)}"
    return f"PostgreSQL start niet. De laatste regels van {place.log}:\n{_last_lines(output, 6)}"


def explain_database_error(error):
    """Dutch words for an error of the database itself."""
    text = " ".join(str(error).split())
    return _full("de databank") if FULL in text else f"De databank meldt: {text}"


def _full(where):
    return f"De schijf is vol. Maak plaats vrij ({where}) en probeer opnieuw."


def _forbidden(where):
    return (
        f"Geen schrijfrechten: {where}. Start het portaal als de eigenaar van die map,"
        " of kies met KAPSTOK_LOCAL_DIR een andere map."
    )


def _last_lines(output, count):
    return "\n".join(output.strip().splitlines()[-count:])
