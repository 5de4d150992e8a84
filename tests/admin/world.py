"""Rows of several towns and providers, each named with a word that stands nowhere else."""

from django.contrib.auth.models import User
from django.utils import timezone

from monitor.models import FigureImport
from portal.models import SearchCount
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER, set_up_roles
from subsidies.models import CallStep
from tests.factories import (
    make_award,
    make_call,
    make_contact_point,
    make_domain,
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_policy_item,
    make_practice,
    make_provider,
    make_province,
    make_question,
    make_resource,
    make_rule,
    make_scheme,
    make_source,
    make_synonyms,
    make_theme,
    make_user,
)


class World:
    """`users` has an account for each column of the role table, `rows` a row for each of its lines."""

    def __init__(self):
        set_up_roles()
        self.province = make_province(name="Limburg")
        self.genk, self.hasselt = (make_municipality(name=name, province=self.province) for name in ("Genk", "Hasselt"))
        self.provider, self.other_provider = make_provider(name="Onze gever"), make_provider(name="Andere gever")
        self.partner = make_partner(title="Getoonde partner")
        self.users = self.make_users()
        self.rows = {name: make(word_of(name)) for name, make in self.makers().items()}

    def make_users(self):
        return {
            "officer": make_user(OFFICER, username="officer", municipalities=[self.genk]),
            "region": make_user(
                OFFICER, username="region", municipalities=[self.genk, self.hasselt], provinces=[self.province]
            ),
            "nowhere": make_user(OFFICER, username="nowhere"),
            "agency": make_user(AGENCY, username="agency", providers=[self.provider]),
            "editor": make_user(EDITOR, username="editor"),
            "admin": make_user(ADMINISTRATOR, username="admin"),
        }

    def makers(self):
        return self.practices() | self.other_entries() | self.parts() | self.vocabularies()

    def practices(self):
        genk, hasselt, officer = [self.genk], [self.hasselt], self.users["officer"]

        def practice(status, **fields):
            return lambda word: make_practice(title=word, status=status, **fields)

        return {
            "practice Genk draft": practice("draft", municipalities=genk),
            "practice Genk review": practice("review", municipalities=genk),
            "practice Genk published": practice("published", municipalities=genk),
            "practice Genk archived": practice("archived", municipalities=genk),
            "practice Genk+Hasselt draft": practice("draft", municipalities=genk + hasselt),
            "practice Hasselt draft": practice("draft", municipalities=hasselt),
            "practice Hasselt review": practice("review", municipalities=hasselt),
            "practice Hasselt published": practice("published", municipalities=hasselt),
            "practice Limburg draft": practice("draft", provinces=[self.province]),
            "practice nowhere, officer's": practice("draft", owner=officer),
            "practice Hasselt, officer's": practice("draft", owner=officer, municipalities=hasselt),
            "practice nowhere, nobody's": practice("draft"),
        }

    def other_entries(self):
        makers = {"resource": make_resource, "question": make_question, "partner": make_partner}
        makers |= {"indicator": make_indicator, "monitor": make_monitor, "policy item": make_policy_item}
        found = {
            f"{kind} {status}": lambda word, make=make, status=status: make(title=word, status=status)
            for kind, make in makers.items()
            for status in ("draft", "published")
        }
        for whose, provider in (("own", self.provider), ("other", self.other_provider)):
            for status in ("draft", "published"):
                found[f"scheme {whose} {status}"] = lambda word, provider=provider, status=status: self.scheme(
                    word, provider, status
                )
        return found

    def scheme(self, word, provider, status):
        """A scheme with a rule, and a call with a step."""
        scheme = make_scheme(title=word, provider=provider, status=status)
        make_rule(scheme=scheme, kind="centrumstad")
        CallStep.objects.create(call=make_call(scheme=scheme, title=f"{word} oproep"), title=f"{word} stap")
        return scheme

    def parts(self):
        def contact(**served):
            return lambda word: make_contact_point(name=word, partner=self.partner, **served)

        found = {
            "contact Genk": contact(municipalities=[self.genk]),
            "contact Genk+Hasselt": contact(municipalities=[self.genk, self.hasselt]),
            "contact Hasselt": contact(municipalities=[self.hasselt]),
            "contact Limburg": contact(provinces=[self.province]),
            "contact Flanders": contact(serves_flanders=True, municipalities=[self.genk]),
            "contact Genk, draft partner": lambda word: make_contact_point(
                name=word, partner=make_partner(title=f"{word} partner", status="draft"), municipalities=[self.genk]
            ),
            "figure draft": lambda word: make_figure(note=word, indicator=make_indicator(title=word, status="draft")),
            "figure published": lambda word: make_figure(note=word, indicator=make_indicator(title=word)),
        }
        for whose, provider in (("own", self.provider), ("other", self.other_provider)):
            for status in ("draft", "published"):
                found |= {
                    f"call {whose} {status}": lambda word, provider=provider, status=status: make_call(
                        title=word, scheme=make_scheme(title=f"{word} regeling", provider=provider, status=status)
                    ),
                    f"award {whose} {status}": lambda word, provider=provider, status=status: make_award(
                        note=word,
                        municipality=self.genk,
                        scheme=make_scheme(title=f"{word} regeling", provider=provider, status=status),
                    ),
                }
        return found

    def vocabularies(self):
        return {
            "source": lambda word: make_source(title=word),
            "theme": lambda word: make_theme(name=word),
            "domain": lambda word: make_domain(name=word),
            "municipality": lambda word: make_municipality(name=word),
            "provider": lambda word: make_provider(name=word),
            "synonyms": lambda word: make_synonyms(note=word),
            "search count": lambda word: SearchCount.objects.create(
                words=word, day=timezone.localdate(), times=1, results=0
            ),
            "figure import": lambda word: FigureImport.objects.create(name=word, source=make_source()),
            "user": lambda word: make_user(OFFICER, username=word),
            "superuser": lambda word: User.objects.create_superuser(word),
        }


def word_of(name):
    """The word that a row of the table is named with: "practice Genk draft" is "woordpracticegenkdraftx"."""
    return f"woord{''.join(letter for letter in name.lower() if letter.isalnum())}x"
