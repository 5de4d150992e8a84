"""JSON for machines: a list of the records as they are."""

import json
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder

from portal.exports.stream import download

CONTENT_TYPE = "application/json; charset=utf-8"


class Encoder(DjangoJSONEncoder):
    """Django's, but a Decimal is a number, not a text."""

    def default(self, value):
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return super().default(value)


def record(table, entry):
    """One object as a dict of JSON key to value."""
    return {column.key: column.value(entry) for column in table.columns if not column.table_only}


def pieces(table):
    """The file, a record at a time: a list of records, in the order of the list."""
    yield b"["
    for number, entry in enumerate(table.entries()):
        yield (("\n" if number == 0 else ",\n") + dumps(record(table, entry))).encode()
    yield b"\n]\n"


def dumps(value):
    """JSON text with Dutch letters as they are."""
    return json.dumps(value, cls=Encoder, ensure_ascii=False)


def response(table):
    """The table as a streamed JSON download."""
    return download(pieces(table), CONTENT_TYPE)
