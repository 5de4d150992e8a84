"""An entry that visitors may no longer see leaves the index with all its words, however it is hidden."""

from datetime import date

import pytest

from portal.models import IndexedEntry
from practices.models import Practice, Question
from subsidies.models import Scheme
from tests import factories
from tests.search.indexed import execute, words, words_in_rows
from tests.whole_site import titles


def test_partner_that_a_practice_names(get):
    """The practice is found by its name, and its page names it, as long as visitors may see the partner."""
    partner = factories.make_partner(title="Zonnebloemhuis", status="draft")
    practice = factories.make_practice(title="Tuin", supported_by=[partner])
    seen = []
    for status in ("published", "archived", "published"):
        partner.status, partner.published_on = status, date(2026, 1, 1)
        partner.save()
        page = get(practice.get_absolute_url()).content.decode()
        seen.append((titles(get("/praktijken/", q="zonnebloemhuis").context["page"]), "Zonnebloemhuis" in page))
        kept = get("/praktijken/")
        assert titles(kept.context["page"]) == ["Tuin"]

    assert seen == [(["Tuin"], True), ([], False), (["Tuin"], True)]


def hidden_by_save(question, status):
    question.status = status
    question.save()


HIDING = {
    "save": lambda question: hidden_by_save(question, "archived"),
    "save as draft": lambda question: hidden_by_save(question, "draft"),
    "save for review": lambda question: hidden_by_save(question, "review"),
    "update": lambda question: Question.objects.filter(pk=question.pk).update(status="archived"),
    "bulk update": lambda question: (
        setattr(question, "status", "draft"),
        Question.objects.bulk_update([question], ["status"]),
    ),
    "SQL": lambda question: execute(f"UPDATE practices_question SET status = 'review' WHERE id = {question.pk}"),
    "delete": lambda question: question.delete(),
    "delete of many": lambda question: Question.objects.filter(pk=question.pk).delete(),
    "raw delete": lambda question: (
        execute(f"DELETE FROM practices_questioncitation WHERE entry_id = {question.pk}"),
        execute(f"DELETE FROM practices_question WHERE id = {question.pk}"),
    ),
}


@pytest.mark.parametrize("hide", HIDING)
def test_hidden_entry_leaves_the_index_and_its_words_the_list(get, hide):
    """However it is hidden. Its words are no suggestion for a typing error any more."""
    factories.make_question(title="Kersenbloesem voor allen")
    question = factories.make_question(title="Kersenbloesem en Zonnebloemhuizen")
    mistake = {"q": "zonebloemhuizen"}
    assert "<strong>zonnebloemhuizen</strong>" in get("/zoeken/", **mistake).content.decode()

    HIDING[hide](question)

    assert titles(get("/hete-hangijzers/", q="kersenbloesem").context["page"]) == ["Kersenbloesem voor allen"]
    assert "zonnebloemhuizen" not in get("/zoeken/", **mistake).content.decode()
    assert "Zonnebloemhuizen" not in get("/zoeken/", q="kersenbloesem").content.decode()
    assert words() == words_in_rows()
    assert (words()["kersenbloesem"], "zonnebloemhuizen" in words()) == (1, False)


def test_hiding_many_at_once_counts_each(db):
    for _ in range(3):
        factories.make_practice(summary="Kersenbloesem.")
    factories.make_resource(summary="Kersenbloesem.")

    Practice.objects.update(status="archived")

    assert words() == words_in_rows()
    assert words()["kersenbloesem"] == 1


def test_update_of_something_else_hides_nothing(db):
    scheme = factories.make_scheme()

    Scheme.objects.update(amounts="Veel.")

    assert IndexedEntry.objects.filter(kind=scheme.search_kind, entry_id=scheme.pk).exists()
