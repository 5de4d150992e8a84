"""What is wrong with content files is said in Dutch, with the file, the record and the field."""

import pytest
from django.core.management import CommandError, call_command

from portal.content.check import Checked
from portal.content.files import ContentError, content_files, digest, read
from portal.content.problems import long_sentences
from tests.small_content import checked, content, one, write

PRACTICE = "practice.yaml, record 1 (leeskriebels): "
GOAL = "policy_item.yaml, record 3 (sd-1): "
# What refers to a record that was refused, is told of it too.
LOST = "policy_item.yaml, record 2 (od-1-2): parent: 'sd-1' bestaat niet als policy_item."
SYNONYMS = "synonyms.yaml, record 1 (ocmw): "
PARTNER = "partner.yaml, record 2 (prisma): "


def set_field(kind, name, value):
    """A change to the last record of a kind."""

    def change(kinds):
        one(kinds, kind)[name] = value

    return change


def drop_field(kind, name):
    def change(kinds):
        del one(kinds, kind)[name]

    return change


def add_again(kind):
    def change(kinds):
        kinds[kind].append(one(kinds, kind))

    return change


def add_kind(kinds):
    kinds["recept"] = [{"slug": "soep"}]


def set_contact(**fields):
    def change(kinds):
        one(kinds, "partner")["contacts"][0].update(fields)

    return change


def set_figure(**fields):
    def change(kinds):
        one(kinds, "indicator")["figures"][0].update(fields)

    return change


WRONG = [
    (set_field("practice", "colour", "blauw"), [f"{PRACTICE}het veld 'colour' bestaat niet."]),
    (set_field("practice", "themes", ["taal", "muziek"]), [f"{PRACTICE}themes: 'muziek' bestaat niet als theme."]),
    (set_field("practice", "supported_by", ["x"]), [f"{PRACTICE}supported_by: 'x' bestaat niet als partner."]),
    (drop_field("practice", "sources"), [f"{PRACTICE}sources ontbreekt."]),
    (set_field("practice", "sources", []), [f"{PRACTICE}sources ontbreekt."]),
    (
        set_field("practice", "sources", [{"source": "boek", "reference": "p. 1"}]),
        [f"{PRACTICE}sources: source: 'boek' bestaat niet als source."],
    ),
    (set_field("practice", "sources", [{"source": "kapstokken"}]), [f"{PRACTICE}sources: reference ontbreekt."]),
    (set_field("practice", "sources", [{"reference": "p. 1"}]), [f"{PRACTICE}sources: source ontbreekt."]),
    (
        set_field("practice", "sources", [{"source": "kapstokken", "reference": "p. 1", "page": 1}]),
        [f"{PRACTICE}sources: het veld 'page' bestaat niet."],
    ),
    (set_field("synonyms", "words", ["OCMW"]), [f"{SYNONYMS}Geef minstens twee woorden die hetzelfde betekenen."]),
    (set_field("synonyms", "words", "OCMW"), ["synonyms.yaml, record 1 (): words is geen lijst van teksten."]),
    (set_field("synonyms", "words", []), ["synonyms.yaml, record 1 (): words ontbreekt."]),
    (drop_field("practice", "title"), [f"{PRACTICE}title ontbreekt."]),
    (drop_field("practice", "slug"), ["practice.yaml, record 1 (): slug ontbreekt."]),
    (set_field("practice", "title", "x" * 121), [f"{PRACTICE}title telt 121 tekens, hoogstens 120 mag."]),
    (set_field("practice", "summary", "x" * 401), [f"{PRACTICE}summary telt 401 tekens, hoogstens 400 mag."]),
    (
        set_field("practice", "slug", "x" * 81),
        [f"practice.yaml, record 1 ({'x' * 81}): slug telt 81 tekens, hoogstens 80 mag."],
    ),
    (
        set_field("practice", "contact", "Vraag het aan jan.peeters@genk.be of bel."),
        [f"{PRACTICE}jan.peeters@genk.be lijkt de mailbox van een persoon."],
    ),
    (
        set_contact(email="jan.peeters@limburg.be"),
        [f"{PARTNER}jan.peeters@limburg.be lijkt de mailbox van een persoon."],
    ),
    (set_field("practice", "approach", "Zo <b>vet</b>."), [f"{PRACTICE}<b> is HTML; schrijf Markdown."]),
    (add_again("practice"), ["practice.yaml, record 2 (leeskriebels): deze sleutel komt al eerder voor."]),
    (add_again("place"), ["place.yaml, record 4 (Centrum · 73110): deze sleutel komt al eerder voor."]),
    (
        set_field("practice", "municipalities", ["Centrum"]),
        [f"{PRACTICE}municipalities: municipality: 'Centrum' kan elk van ['71016', '73110'] zijn."],
    ),
    (
        set_field("practice", "municipalities", ["Atlantis"]),
        [f"{PRACTICE}municipalities: municipality: 'Atlantis' is geen gemeente die we kennen."],
    ),
    (set_field("practice", "state", "sleeping"), [f"{PRACTICE}state: 'sleeping' is geen keuze."]),
    (
        set_contact(serves={"wallonia": True}),
        [f"{PARTNER}contacts: serves kent wallonia niet"],
    ),
    (
        set_contact(serves={"provinces": ["namen"]}),
        [f"{PARTNER}contacts: provinces: 'namen' bestaat niet als province."],
    ),
    (
        set_figure(area="Atlantis"),
        [
            "indicator.yaml, record 1 (nieuwkomers): figures: municipality: 'Atlantis in 2012' is geen gemeente die"
            " we kennen."
        ],
    ),
    (
        set_figure(mark="lost"),
        ["indicator.yaml, record 1 (nieuwkomers): figures: mark: 'lost' is geen keuze."],
    ),
    (
        set_field("policy_item", "parent", "sd-9"),
        [f"{GOAL}parent: 'sd-9' bestaat niet als policy_item."],
    ),
    (set_field("policy_item", "level", "dream"), [f"{GOAL}level: 'dream' is geen keuze."]),
    (set_field("policy_item", "practices", ["x"]), [f"{GOAL}practices: 'x' bestaat niet als practice."]),
    (set_field("policy_item", "code", "SD"), [f"{GOAL}code 'SD' is niet van de vorm SD1, OD1.2 of 1.2.3.", LOST]),
    (add_kind, ["recept.yaml: de soort 'recept' bestaat niet."]),
    (
        set_field("provider", "province", "namen"),
        ["provider.yaml, record 1 (limburg): province: 'namen' bestaat niet als province."],
    ),
]

# Shapes that a file can have by a slip of the hand. What matters is that the author learns where.
MISSHAPEN = [
    (set_field("practice", "themes", "taal"), f"{PRACTICE}themes is geen lijst van teksten."),
    (set_field("practice", "themes", [{"slug": "taal"}]), f"{PRACTICE}themes is geen lijst van teksten."),
    (set_field("practice", "sources", "kapstokken"), f"{PRACTICE}sources is geen lijst."),
    (set_field("practice", "sources", {"source": "kapstokken"}), f"{PRACTICE}sources is geen lijst."),
    (set_field("practice", "sources", ["kapstokken"]), f"{PRACTICE}sources: een rij is geen reeks velden."),
    (set_field("practice", "municipalities", "Genk"), f"{PRACTICE}municipalities is geen lijst."),
    (set_field("practice", "municipalities", [{"name": "Genk"}]), f"{PRACTICE}municipalities: source ontbreekt."),
    (set_field("practice", "municipalities", [71016]), f"{PRACTICE}municipalities: een rij is geen reeks velden."),
    (set_field("practice", "state", True), f"{PRACTICE}state is geen tekst."),
    (set_field("practice", "title", ["Leeskriebels"]), f"{PRACTICE}title is geen tekst."),
    (set_field("practice", "title", 2013), f"{PRACTICE}title is geen tekst."),
    (set_field("practice", "partners", "OCMW"), f"{PRACTICE}partners is geen lijst van teksten."),
    (set_contact(phone=11238000), f"{PARTNER}contacts: phone is geen tekst."),
    (set_contact(serves=["limburg"]), f"{PARTNER}contacts: serves kent limburg niet"),
    (set_contact(serves={"provinces": "limburg"}), f"{PARTNER}contacts: provinces is geen lijst van teksten."),
    (set_figure(area=None), "indicator.yaml, record 1 (nieuwkomers): figures: area is geen tekst."),
    (set_figure(year=None), "indicator.yaml, record 1 (nieuwkomers): figures: year ontbreekt."),
    (drop_field("municipality", "nis"), "municipality.yaml, record 3 (): nis ontbreekt."),
    (drop_field("municipality", "name"), "municipality.yaml, record 3 (73006): name ontbreekt."),
    (drop_field("place", "municipality"), "place.yaml, record 3 (Centrum · ): municipality ontbreekt."),
    (drop_field("place", "name"), "place.yaml, record 3 ( · 73110): name ontbreekt."),
]


def test_sound_content():
    result = checked(content())

    assert result.errors == []
    assert result.warnings == []
    assert {kind: len(records) for kind, records in result.records.items()} == {
        kind: len(records) for kind, records in content().items()
    }


@pytest.mark.parametrize(("change", "errors"), WRONG, ids=[errors[0][:70] for _, errors in WRONG])
def test_wrong_content(change, errors):
    kinds = content()
    change(kinds)

    assert checked(kinds).errors == errors


@pytest.mark.parametrize(("change", "error"), MISSHAPEN, ids=[error[:70] for _, error in MISSHAPEN])
def test_misshapen_content(change, error):
    kinds = content()
    change(kinds)

    # Without Bilzen's own record, nobody knows where Bilzen is either.
    assert [line for line in checked(kinds).errors if "'Bilzen' is geen gemeente" not in line] == [error]


def test_all_that_is_wrong_is_said_at_once():
    kinds = content()
    for change, _ in WRONG[:2]:
        change(kinds)

    assert checked(kinds).errors == [WRONG[0][1][0], WRONG[1][1][0]]


def test_long_sentences_are_a_warning():
    kinds = content()
    long = " ".join(["woord"] * 26)
    one(kinds, "practice")["approach"] = f"Kort.\n\n{long}.\n- {long}"

    result = checked(kinds)

    assert result.errors == []
    assert result.warnings == [f"{PRACTICE}lange zin: {long}{end}" for end in (".", "")]


def test_long_sentences():
    assert long_sentences(" ".join(["a"] * 25) + ". " + " ".join(["b"] * 26)) == [" ".join(["b"] * 26)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: practice\nrecords: [", "fout.yaml is geen geldige YAML: "),
        ("kind: practice", "fout.yaml moet precies 'kind' en 'records' bevatten."),
        ("- a\n- b", "fout.yaml moet precies 'kind' en 'records' bevatten."),
        ("", "fout.yaml moet precies 'kind' en 'records' bevatten."),
        ("kind: a\nrecords: []\nmore: 1", "fout.yaml moet precies 'kind' en 'records' bevatten."),
        ("kind: a\nrecords: [tekst]", "fout.yaml: elk record is een reeks velden met een naam."),
        ("kind: a\nrecords: tekst", "fout.yaml: elk record is een reeks velden met een naam."),
        ("a: !!python/object/apply:os.getcwd []", "fout.yaml is geen geldige YAML: "),
    ],
)
def test_file_that_cannot_be_read(tmp_path, text, message):
    (tmp_path / "fout.yaml").write_text(text)

    with pytest.raises(ContentError) as refused:
        read(tmp_path)

    assert str(refused.value).startswith(message)


def test_files_are_read_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/a.yaml", "c.yaml", "a.yaml"):
        (tmp_path / name).write_text(f"kind: domain\nrecords: [{{slug: '{name}'}}]")
    (tmp_path / "README.md").write_text("kind: niets")

    assert [record.fields["slug"] for record in read(tmp_path)] == ["a.yaml", "b/a.yaml", "c.yaml"]
    assert len(content_files(tmp_path)) == 3


def test_digest_changes_with_any_file(tmp_path):
    write({"domain": content()["domain"]}, tmp_path)
    digests = [digest(tmp_path)]
    (tmp_path / "domain.yaml").rename(tmp_path / "anders.yaml")
    digests.append(digest(tmp_path))
    (tmp_path / "anders.yaml").write_text("kind: domain\nrecords: []")
    digests.append(digest(tmp_path))

    assert len(set(digests)) == 3
    assert digest(tmp_path) == digests[-1]


def test_command_on_sound_content(tmp_path, capsys):
    write(content(), tmp_path)
    call_command("check_content", folder=tmp_path)

    assert capsys.readouterr().out.startswith("De inhoud is in orde: 1 applicant, 1 domain, ")


def test_command_on_wrong_content(tmp_path):
    kinds = content()
    one(kinds, "practice")["themes"] = ["muziek"]
    write(kinds, tmp_path)

    with pytest.raises(CommandError, match="themes: 'muziek' bestaat niet als theme"):
        call_command("check_content", folder=tmp_path)


def test_content_of_the_project(settings):
    """The files that the portal ships are sound."""
    assert Checked(read(settings.CONTENT_DIR)).errors == []
