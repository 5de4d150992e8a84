"""Downloads that are sent while they are made, from the database as it is at one moment."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.http import StreamingHttpResponse

PIECE = 16 * 1024  # bytes sent together: a row at a time would cost a packet a row


def download(pieces, content_type):
    """A response that sends `pieces` (bytes) while they are made.

    When making them fails, the connection breaks before the end. When the reader goes away, the server closes the
    response, and with it every generator that was at work and its cursor.
    """
    return StreamingHttpResponse(of_one_moment(gathered(pieces)), content_type=content_type)


def of_one_moment(pieces):
    """`pieces`, made within a snapshot."""
    with snapshot():
        yield from pieces


@contextmanager
def snapshot():
    """The database as it is now, for all queries within, whatever others change meanwhile.

    It is also what makes a cursor start at once: outside a transaction PostgreSQL first copies all its rows.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def gathered(pieces):
    """The same bytes in pieces of at least PIECE bytes, but for the last, and the first: a download starts at once."""
    waiting, enough = bytearray(), 1
    for piece in pieces:
        waiting += piece
        if len(waiting) >= enough:
            yield bytes(waiting)
            waiting.clear()
            enough = PIECE
    yield bytes(waiting)
