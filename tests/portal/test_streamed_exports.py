"""Exports leave while they are made: in portions, with flat memory, as of one moment, and whole or visibly broken."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZIP_STORED, ZipFile, is_zipfile

import openpyxl
import pytest
from django.db import connection

from portal.exports import FORMATS, fetch, stream
from portal.exports.fetch import in_order, keys_of
from portal.exports.table import Column, Table
from practices.models import Practice
from practices.views import PracticeList
from tests.exported import body, column, csv_rows, ods_sheets, records, xlsx_sheets
from tests.whole_site import EXTENSIONS, make_one_of_each, make_vocabulary

COLUMNS = [
    Column("text", "Tekst", lambda entry: entry.text),
    Column("number", "Getal", lambda entry: entry.number),
    Column("day", "Dag", lambda entry: entry.day),
]
DAY = date(2026, 2, 28)
TEXTS = ["<b>&amp; ]]> \"'", "_x0041_", "Twee\n\nregels", "é😀", "x\ufffe\uffff\x00y", "\tna  twee  spaties"]


def rows_of(count):
    """Entries that a table of COLUMNS shows, each with a text of its own."""
    return (SimpleNamespace(text=f"Regel {n}", number=Decimal(n) / 4, day=DAY) for n in range(count))


def table_of(entries):
    """A table of COLUMNS; `entries` gives its entries."""
    return Table("proef", "Proef", COLUMNS, entries, filters=[], address="https://kapstok.example/")


def failing_after(count):
    """Entries that end in an error."""
    yield from rows_of(count)
    raise OSError("the database is gone")


@pytest.fixture
def small_portions(monkeypatch):
    """Portions of two rows and then three, and every row a piece of its own."""
    monkeypatch.setattr(fetch, "FIRST_ROWS", 2)
    monkeypatch.setattr(fetch, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(stream, "PIECE", 1)


@pytest.fixture
def practices(db):
    """Nine practices with all relations, of which every third shares another vocabulary too."""
    vocabularies = [make_vocabulary(), make_vocabulary()]
    return [make_one_of_each(vocabularies[number % 3 // 2 :])["practice"] for number in range(9)]


def test_portions_make_the_same_file(get, practices, small_portions, monkeypatch):
    in_portions = {extension: body(get(f"/praktijken/export.{extension}")) for extension in ("csv", "json")}
    monkeypatch.undo()
    at_once = {extension: body(get(f"/praktijken/export.{extension}")) for extension in ("csv", "json")}

    assert in_portions == at_once
    assert len(records(get("/praktijken/export.json"))) == 9


@pytest.mark.usefixtures("small_portions")
def test_entries_come_in_the_order_of_their_keys(practices):
    keys = [practices[n].pk for n in (8, 0, 3, 7, 1, 2)]
    queryset = Practice.objects.published().for_page()

    assert [entry.pk for entry in in_order(queryset, [*keys[:2], 0, *keys[2:]])] == keys
    assert [entry.pk for entry in in_order(queryset, iter(()))] == []


def test_entries_come_with_what_django_would_prefetch(practices, django_assert_num_queries):
    queryset = Practice.objects.published().for_page()
    expected = [[column.value(entry) for column in PracticeList.columns] for entry in queryset]
    fetched = list(in_order(queryset, keys_of(queryset)))

    with django_assert_num_queries(0):
        found = [[column.value(entry) for column in PracticeList.columns] for entry in fetched]

    assert found == expected


@pytest.mark.usefixtures("small_portions")
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_download_starts_before_all_entries_are_fetched(db, extension):
    taken = []
    response = FORMATS[extension].response(table_of(lambda: (taken.append(1) or row for row in rows_of(10_000))))

    assert next(iter(response))
    assert len(taken) <= 1
    response.close()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_asking_for_headers_makes_no_file(client, practices, extension, django_assert_num_queries):
    address = f"/praktijken/export.{extension}"
    asked, got = client.head(address), client.get(address)

    with django_assert_num_queries(0):
        assert list(asked) == []
    assert dict(asked.headers) == dict(got.headers)
    got.close()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_memory_does_not_grow_with_the_rows(db, extension):
    def peak(count):
        response = FORMATS[extension].response(table_of(lambda: rows_of(count)))
        tracemalloc.start()
        try:
            size = sum(map(len, response))
            return size, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is loaded once
    few, many = peak(1_000), peak(8_000)

    assert many[0] > 5 * few[0]
    assert many[1] < few[1] + 100_000


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_reader_who_goes_away_frees_everything(db, extension):
    closed = []

    def entries():
        try:
            yield from rows_of(100_000)
        finally:
            closed.append(True)

    depth = len(connection.savepoint_ids)
    response = FORMATS[extension].response(table_of(entries))
    pieces = iter(response)
    next(pieces), next(pieces)
    assert closed == []
    assert len(connection.savepoint_ids) == depth + 1
    response.close()

    assert closed == [True]
    assert len(connection.savepoint_ids) == depth


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_failure_halfway_breaks_the_transfer(db, extension):
    """The server then closes the connection without the end; no workbook or JSON opens."""
    response, sent = FORMATS[extension].response(table_of(lambda: failing_after(20_000))), BytesIO()
    with pytest.raises(OSError, match="the database is gone"):
        sent.writelines(response)

    assert sent.tell() > 0
    assert not is_zipfile(sent)
    assert not sent.getvalue().endswith(b"]\n")


def test_workbooks_hold_any_text(db):
    entries = [SimpleNamespace(text=text, number=-1, day=DAY) for text in TEXTS]
    found = {extension: FORMATS[extension].response(table_of(lambda: entries)) for extension in ("csv", "xlsx", "ods")}
    readable = [*TEXTS[:4], "x   y", TEXTS[5]]

    assert column(ods_sheets(found["ods"])["Lijst"], "Tekst") == readable
    # openpyxl leaves as it is what Excel and LibreOffice read as an underscore.
    xlsx = [[cell.value for cell in row] for row in xlsx_sheets(found["xlsx"])["Lijst"]]
    assert column(xlsx, "Tekst") == [text.replace("_x0041_", "_x005F_x0041_") for text in readable]
    assert column(csv_rows(found["csv"]), "Tekst") == [*readable[:5], f"'{readable[5]}"]


def test_long_text_of_signs_that_count_double_fits_in_excel(db):
    entries = [SimpleNamespace(text="😀" * count, number=0, day=DAY) for count in (16_383, 16_384)]
    response = FORMATS["xlsx"].response(table_of(lambda: entries))
    whole, cut = [row[0].value for row in xlsx_sheets(response)["Lijst"][1:]]

    assert whole == "😀" * 16_383
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767
    assert cut.endswith("😀 … (ingekort, want een cel van Excel is vol)")


def test_xlsx_rows_have_the_styles_of_their_type(db):
    response = FORMATS["xlsx"].response(table_of(lambda: rows_of(2)))
    head, *rows = xlsx_sheets(response)["Lijst"]

    assert [cell.font.b for cell in head] == [True] * 3
    for row in rows:
        assert [cell.alignment.vertical for cell in row] == ["top"] * 3
        assert [cell.alignment.wrap_text for cell in row] == [True, True, None]
        assert [cell.number_format for cell in row] == ["General", "General", "d/mm/yyyy"]


def test_xlsx_filter_covers_every_row(db):
    content = body(FORMATS["xlsx"].response(table_of(lambda: rows_of(700))))
    sheet = openpyxl.load_workbook(BytesIO(content))["Lijst"]
    streamed = openpyxl.load_workbook(BytesIO(content), read_only=True)["Lijst"]

    assert sheet.auto_filter.ref == "A1:C701"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    # The sheet tells no size, so programs that believe it read on to the end.
    assert len(list(streamed.iter_rows())) == 701


@pytest.mark.parametrize(
    ("extension", "name"), [("ods", "mimetype"), ("xlsx", "[Content_Types].xml")], ids=["ods", "xlsx"]
)
def test_workbook_says_first_what_it_is(db, extension, name):
    content = body(FORMATS[extension].response(table_of(lambda: rows_of(700))))
    with ZipFile(BytesIO(content)) as book:
        first = book.infolist()[0]
        assert book.testzip() is None

    assert (first.filename, first.header_offset, first.extra, first.flag_bits) == (name, 0, b"", 0)
    if extension == "ods":
        assert first.compress_type == ZIP_STORED
        assert content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")


def test_all_queries_of_a_download_see_one_moment(db):
    """What others commit meanwhile does not move it, and it cannot write."""

    def look():
        with stream.snapshot():
            before = answer("SELECT pg_current_snapshot()")
            in_another_connection(lambda: answer("SELECT pg_current_xact_id()"))
            return before == answer("SELECT pg_current_snapshot()"), answer("SHOW transaction_read_only")

    assert in_another_connection(look) == (True, "on")


def answer(query):
    """The one value that PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def in_another_connection(function):
    """What `function` returns when another worker calls it, outside the test's own transaction."""

    def work():
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        return worker.submit(work).result()
