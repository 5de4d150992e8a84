"""Making triggers where they are missing."""

from dataclasses import dataclass

PRESENT = """
SELECT relname, array_remove(array_agg(tgname::text), NULL)
FROM pg_class LEFT JOIN pg_trigger ON tgrelid = pg_class.oid
WHERE relname = ANY(%s) AND relkind IN ('r', 'p') AND pg_table_is_visible(pg_class.oid) GROUP BY relname
"""


@dataclass(frozen=True)
class Trigger:
    """A trigger that calls `function` (with its arguments) once for each statement that is an `event` on `table`.

    `changed` is "OLD" or "NEW": which rows the function gets in the table `changed`; "" for none.
    """

    table: str
    name: str
    event: str
    function: str
    changed: str = ""

    def sql(self, quoted):
        """What makes it, on the table of which `quoted` is the name in SQL."""
        rows = f"REFERENCING {self.changed} TABLE AS changed " if self.changed else ""
        return (
            f"CREATE TRIGGER {self.name} AFTER {self.event} ON {quoted} {rows}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.function}"
        )


def make_missing(connection, wanted):
    """Makes those of `wanted` (a list of Trigger) that are not there; changes nothing, and locks nothing, when all are.

    A table that does not exist yet, as after a migrate that stopped half-way, is passed over.
    """
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, [[trigger.table for trigger in wanted]])
        present = dict(cursor.fetchall())
        for trigger in wanted:
            if trigger.name not in present.get(trigger.table, [trigger.name]):
                cursor.execute(trigger.sql(connection.ops.quote_name(trigger.table)))
