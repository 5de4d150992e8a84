"""The pages of a practice, a resource and a question."""

from datetime import date

import pytest

from practices.models import PracticeMunicipality
from tests.factories import (
    make_argument,
    make_checklist,
    make_checklist_item,
    make_domain,
    make_municipality,
    make_partner,
    make_practice,
    make_question,
    make_resource,
    make_source,
    make_target_group,
    make_theme,
)
from tests.whole_site import titles


def page_of(get, entry):
    """The text of an entry's page."""
    return get(entry.get_absolute_url()).content.decode()


def test_practice_says_where_under_both_names(get):
    genk = make_municipality(name="Genk", slug="genk")
    practice = make_practice()
    PracticeMunicipality.objects.create(practice=practice, municipality=genk, name_in_source="Winterslag")

    assert '<a href="/gemeenten/genk/">Winterslag (Genk)</a>' in page_of(get, practice)


def test_practice_tells_in_paragraphs_and_lists(get):
    page = page_of(
        get,
        make_practice(
            approach="Eerst *dit*.\n\n- een\n- twee",
            results="Tachtig gezinnen.",
            success_factors="De **buurt**.",
            obstacles="De plaats.",
        ),
    )

    assert "<h2>Aanpak</h2><p>Eerst <em>dit</em>.</p>\n<ul>\n<li>een</li>\n<li>twee</li>\n</ul>" in page
    assert "<h2>Resultaat</h2><p>Tachtig gezinnen.</p>" in page
    assert "<h2>Wat hielp</h2><p>De <strong>buurt</strong>.</p>" in page
    assert "<h2>Wat was moeilijk</h2><p>De plaats.</p>" in page
    assert "<h2>Lessen</h2>" not in page


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("[klik](javascript:alert(1))", 'href="javascript'),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("![beeld](https://kwaad.be/x.png)", "<img"),
        ("# Kop", "<h1>Kop"),
        ('<a href="https://x.be" onclick="x()">x</a>', '<a href="https://x.be" onclick'),
    ],
)
def test_text_of_editors_cannot_break_the_page(get, text, absent):
    assert absent not in page_of(get, make_practice(approach=text))


def test_links_in_texts_tell_nothing(get):
    page = page_of(get, make_practice(approach="Zie [de site](https://www.genk.be/lezen)."))

    assert '<a href="https://www.genk.be/lezen" rel="noopener noreferrer">de site</a>' in page


def test_entry_names_its_source(get):
    practice = make_practice(sources=[make_source(title="Kapstokken", year=2013)])
    citation = practice.citations.get()
    citation.note = "Noemt een ander jaar."
    citation.save()
    page = page_of(get, practice)

    assert "<cite>Kapstokken</cite> (2013), Hoofdstuk 1" in page
    assert "Noemt een ander jaar." in page


def test_unchecked_entry_says_how_old_its_facts_are(get):
    practice = make_practice(
        sources=[make_source(year=2013), make_source(year=2016)], website="www.genk.be", website_path="lezen"
    )
    page = page_of(get, practice)

    assert "Niet nagekeken sinds 2016" in page
    assert "<dt>Website in 2016</dt>" in page
    # The address may be somebody else's by now.
    assert 'href="https://www.genk.be' not in page


def test_checked_entry_says_when_and_links(get):
    page = page_of(get, make_practice(checked_on=date(2026, 5, 3), website="www.genk.be"))

    assert '<time datetime="2026-05-03">3 mei 2026</time>' in page
    assert '<a href="https://www.genk.be" rel="noopener external">www.genk.be</a>' in page
    assert "Niet nagekeken" not in page


def test_stopped_practice_says_why(get):
    page = page_of(get, make_practice(state="stopgezet", state_note="Het geld was op."))

    assert '<span class="state state-stopgezet">stopgezet</span><br>Het geld was op.' in page


def test_related_practices_are_those_most_alike(get):
    theme, domain, group = make_theme(), make_domain(), make_target_group()
    same = {"themes": [theme], "domains": [domain], "target_groups": [group]}
    practice = make_practice(**same)
    only_theme = make_practice(themes=[theme])
    one_more = make_practice(themes=[theme], domains=[domain])
    twin = make_practice(**same)
    make_practice(domains=[domain], target_groups=[group])
    make_practice(status="draft", **same)

    related = get(practice.get_absolute_url()).context["related"]

    assert titles(related) == titles([twin, one_more, only_theme])


def test_three_related_practices_at_most(get):
    theme = make_theme()
    practices = [make_practice(themes=[theme]) for _ in range(6)]

    assert len(get(practices[0].get_absolute_url()).context["related"]) == 3


def test_practice_without_theme_has_nothing_related(get):
    make_practice()

    assert get(make_practice().get_absolute_url()).context["related"] == []


def test_supporters_are_links(get):
    partner = make_partner(title="Agentschap", slug="agentschap")
    hidden = make_partner(title="Nog geheim", status="draft")
    page = page_of(get, make_practice(supported_by=[partner, hidden]))

    assert '<dt>Ondersteund door</dt><dd><ul><li><a href="/partners/agentschap/">Agentschap</a></li></ul></dd>' in page
    assert "Ondersteund door" not in page_of(get, make_practice(supported_by=[hidden]))


def test_checklist_can_be_ticked(get):
    checklist = make_checklist()
    make_checklist_item(checklist=checklist, title="Bekend", text="Kent men u?")

    assert (
        '<ol class="checks"><li><label><input type="checkbox" autocomplete="off"><strong>Bekend</strong></label>'
        "<p>Kent men u?</p></li></ol>"
    ) in page_of(get, checklist)


def test_reflection_has_nothing_to_tick(get):
    """Its questions are for thought and talk."""
    reflection = make_resource(kind="denkvragen", body="Praat *samen*.")
    make_checklist_item(checklist=reflection, title="Wie kent u?", text="En wie niet?")
    page = page_of(get, reflection)

    assert '<ol class="checks"><li><strong>Wie kent u?</strong><p>En wie niet?</p></li></ol>' in page
    assert "<p>Praat <em>samen</em>.</p>" in page
    assert 'type="checkbox"' not in page
    assert "Niet nagekeken sinds 2013." in page
    assert "Dit zijn feiten van" not in page


def test_explainer_is_no_old_fact(get):
    source = make_source(year=2013)

    assert "Dit zijn feiten van 2013." not in page_of(get, make_resource(kind="uitleg", sources=[source]))
    assert "Dit zijn feiten van 2013." in page_of(get, make_resource(kind="publicatie", sources=[source]))


def test_question_with_its_arguments_in_order(get):
    question = make_question()
    for position, title in [(2, "Ten tweede"), (1, "Ten eerste")]:
        make_argument(question=question, position=position, title=title, text="Omdat **het** moet.")
    page = page_of(get, question)

    assert page.index("<h3>Ten eerste</h3><p>Omdat <strong>het</strong> moet.</p>") < page.index("<h3>Ten tweede</h3>")


def test_card_says_where_what_for_whom_and_how_old(get):
    practice = make_practice(
        title="Lezen",
        summary="Samen lezen.",
        themes=[make_theme(name="Taal")],
        target_groups=[make_target_group(name="Ouders")],
        municipalities=[make_municipality(name=name) for name in ("Aalst", "Boom", "Deinze", "Eeklo", "Genk")],
        sources=[make_source(year=2013)],
    )
    page = page_of(get, practice).split("Verwante")[0] and get("/praktijken/").content.decode()

    card = page[page.index('<article class="card') : page.index("</article>")]
    for text in ("Aalst, Boom, Deinze, Eeklo", "en nog 1", "Lezen</a>", "Samen lezen.", "Taal", "Voor: ouders", "2013"):
        assert text in card
