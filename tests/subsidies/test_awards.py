"""Files with awards: what they may look like, what is wrong with them, and all or nothing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from monitor.reading import UnreadableFile
from subsidies.awards import apply, plan_of
from subsidies.models import Award
from tests.factories import make_award, make_merged_municipality, make_municipality, make_scheme, make_source

HEAD = "subsidie;gemeente;jaar;bedrag;toelichting\n"


@pytest.fixture
def scheme(db):
    return make_scheme(slug="buurten", title="Buurten en zo")


@pytest.fixture
def genk(db):
    return make_municipality(name="Genk", nis="71016")


@pytest.fixture
def source(db):
    return make_source()


def stored():
    return list(Award.objects.order_by("year").values_list("municipality__nis", "year", "amount", "note"))


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + "buurten;Genk;2014;1234,50;Één\n").encode(),
        (HEAD + "buurten;Genk;2014;1234,50;Één\n").encode("utf-8-sig"),
        (HEAD + "Buurten en zo;71016;2014;€ 1.234,50;Één\n").encode("cp1252"),
        b"Jaar,NIS-code,Titel,Bedrag (euro),Toelichting\r\n2014,71016,buurten,1234.50,\xc3\x89\xc3\xa9n\r\n",
        (HEAD.replace(";", "\t") + "buurten\tGENK\t2014\t1 234,50\tÉén\n").encode(),
        (HEAD + "\n" + "buurten;Genk;2014;1234,50;Één\n\n").encode("utf-16"),
    ],
)
def test_file_in_any_usual_dress(scheme, genk, source, raw):
    plan = plan_of(raw, "toekenningen.csv", source)
    assert (plan.faults, dict(plan.counts)) == ([], {"new": 1})

    apply(plan)

    assert stored() == [("71016", 2014, Decimal("1234.50"), "Één")]


def test_scheme_may_be_given_beside_the_file(scheme, genk, source):
    apply(plan_of(b"nis;jaar\n71016;2014\n", "a.csv", source, scheme))

    assert stored() == [("71016", 2014, None, "")]


@pytest.mark.parametrize("amount", ["", "?", "-"])
def test_unknown_amount_is_not_zero(scheme, genk, source, amount):
    apply(plan_of(f"{HEAD}buurten;Genk;2014;{amount};\n".encode(), "a.csv", source))

    assert stored() == [("71016", 2014, None, "")]


def test_same_file_twice_changes_nothing(scheme, genk, source):
    raw = f"{HEAD}buurten;Genk;2014;10;\nbuurten;Genk;2015;20;\n".encode()
    apply(plan_of(raw, "a.csv", source))

    again = plan_of(raw, "a.csv", source)

    assert (dict(again.counts), again.awards, again.is_whole) == ({"same": 2}, [], False)


def test_other_amount_changes_the_award(scheme, genk, source):
    award = make_award(scheme=scheme, municipality=genk, year=2014, amount=10)

    plan = plan_of(f"{HEAD}buurten;Genk;2014;11;\n".encode(), "a.csv", source)
    apply(plan)

    assert dict(plan.counts) == {"changed": 1}
    assert Award.objects.get().pk == award.pk
    assert stored() == [("71016", 2014, Decimal("11.00"), "")]


def test_former_municipality_keeps_its_award(scheme, genk, source):
    make_merged_municipality(genk, name="Oud-Genk", nis="71999")
    make_merged_municipality(genk, name="Genk", nis="71998")

    apply(plan_of(f"{HEAD}buurten;Oud-Genk;2014;;\nbuurten;71998;2015;;\nbuurten;Genk;2016;;\n".encode(), "a", source))

    assert [row[:2] for row in stored()] == [("71999", 2014), ("71998", 2015), ("71016", 2016)]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("onbekend;Genk;2014;1;", "subsidie “onbekend” kennen we niet"),
        (";Genk;2014;1;", "de subsidie ontbreekt"),
        ("buurten;Genkk;2014;1;", "gemeente “Genkk” kennen we niet"),
        ("buurten;;2014;1;", "de gemeente ontbreekt"),
        ("buurten;Genk;14;1;", "“14” is geen jaar"),
        ("buurten;Genk;1814;1;", "“1814” is geen jaar van 1950 tot 2100"),
        ("buurten;Genk;2099;1;", "het jaar 2099 moet nog komen"),
        ("buurten;Genk;2014-2016;1;", "“2014-2016” is geen jaar"),
        ("buurten;Genk;;1;", "“” is geen jaar"),
        ("buurten;Genk;2014;veel;", "“veel” is geen getal"),
        ("buurten;Genk;2014;-5;", "“-5” is geen mogelijk bedrag"),
        ("buurten;Genk;2014;9999999999999;", "“9999999999999” is geen mogelijk bedrag"),
        ("buurten;Genk;2014;=1+1;", "“=1+1” is een formule, geen getal"),
        ("buurten;Genk;2014;1.234;", "“1.234” kan 1234 of 1,234 zijn"),
        (f"buurten;Genk;2014;1;{'x' * 201}", "de toelichting is langer dan 200 tekens"),
        ("buurten;Genk;2013;1;", "dezelfde subsidie, gemeente en jaar als in rij 2"),
    ],
)
def test_one_wrong_row_stops_the_file(scheme, genk, source, row, fault):
    plan = plan_of(f"{HEAD}buurten;Genk;2013;1;\n{row}\n".encode(), "a.csv", source)

    assert [line.startswith(f"Rij 3: {fault}") for line in plan.faults] == [True]
    with pytest.raises(ValueError, match="not applied"):
        apply(plan)
    assert stored() == []


def test_name_of_several_former_municipalities_is_ambiguous(scheme, genk, source):
    for nis in ("11111", "22222"):
        make_merged_municipality(genk, name="Hove", nis=nis)

    plan = plan_of(f"{HEAD}buurten;Hove;2014;;\n".encode(), "a.csv", source)

    assert plan.faults == ["Rij 2: gemeente “Hove” kan meer dan één zijn; schrijf de code."]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "leeg"),
        (b"\0\1\2\3" * 100, "geen tekst"),
        (b"nis;indicator;jaar;waarde\n71016;inwoners;2014;5\n", "Dit is een bestand met cijfers"),
        (b"PK\3\4" + b"\0" * 100, "geen tekst"),
        (b"zomaar een tekst zonder kolommen", "geen kolommen"),
        (b"a;b;c\n1;2;3\n", "noemen geen kolommen"),
        (HEAD.encode(), "staat niets"),
        (HEAD.encode() + b"buurten;Genk;2014\n", "Deze rij heeft 3 cellen"),
        (HEAD.encode() + b'buurten;"Genk;2014;1;\n', "aanhalingsteken"),
        (HEAD.encode() + b"buurten;Genk;2014;1,50;\nbuurten;Genk;2015;1.50;\n", "verschillend geschreven"),
        (b"x" * 1_000_001, "groter dan 1 MB"),
    ],
)
def test_unreadable_file_says_why(scheme, genk, source, raw, message):
    with pytest.raises(UnreadableFile, match=message):
        plan_of(raw, "a.csv", source)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"amount": -1}, "niet negatief"), ({"year": 1900}, "minstens 1950"), ({"year": 2200}, "hoogstens 2100")],
)
def test_impossible_award_is_refused(scheme, genk, source, fields, message):
    award = {"scheme": scheme, "municipality": genk, "year": 2014, "source": source} | fields

    with pytest.raises(ValidationError, match=message):
        Award(**award).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(**award)


def test_award_is_there_once_a_year(scheme, genk, source):
    make_award(scheme=scheme, municipality=genk)

    with pytest.raises(ValidationError, match="is er al een toekenning"):
        Award(scheme=scheme, municipality=genk, year=2014, source=source).full_clean()
