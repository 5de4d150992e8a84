"""What the portal's pages answer to judged queries, and how good that is. Knows the pages only, no search code."""

from dataclasses import dataclass
from html.parser import HTMLParser
from statistics import mean
from urllib.parse import urljoin

from tests.search.judged import KINDS, NOTHING

EVERYWHERE = "/zoeken/"


class Entries(HTMLParser):
    """The addresses that a page's main part offers: links, and anchors of what stands on the page itself.

    Links in running text (in a `p`) lead to something else than the entry, such as a partner's successor.
    """

    def __init__(self, address):
        super().__init__()
        self.address, self.found, self.within = address, [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("main", "p"):
            self.within.append(tag)
        if self.within[-1:] != ["main"]:
            return
        if tag == "a" and attrs.get("href"):
            self.found.append(urljoin(self.address, attrs["href"]))
        if attrs.get("id"):
            self.found.append(f"{self.address}#{attrs['id']}")

    def handle_endtag(self, tag):
        if tag in self.within[-1:]:
            self.within.pop()


@dataclass(frozen=True)
class Answer:
    """The entries that `page` offered for `query`, in its order: (kind, slug) each."""

    query: object
    page: str
    entries: tuple

    @property
    def slugs(self):
        """What was offered, as the query names it; an entry of another kind has its kind before it."""
        return [slug if kind == self.query.kind else f"{kind}/{slug}" for kind, slug in self.entries]

    def recall(self, first):
        return self.query.recall(self.slugs, first)

    @property
    def reciprocal_rank(self):
        return self.query.reciprocal_rank(self.slugs)


@dataclass(frozen=True)
class Score:
    """How good a number of answers is; each measure from 0 to 1."""

    queries: int
    recall_5: float
    recall_10: float
    mrr: float

    @classmethod
    def of(cls, answers):
        return cls(
            queries=len(answers),
            recall_5=mean(answer.recall(5) for answer in answers),
            recall_10=mean(answer.recall(10) for answer in answers),
            mrr=mean(answer.reciprocal_rank for answer in answers),
        )


class Asker:
    """Asks the running code, over a Django test client."""

    def __init__(self, client):
        self.client = client
        self.entries = {
            entry.get_absolute_url(): (kind, entry.slug)
            for kind, (model, _) in KINDS.items()
            for entry in model.objects.published()
        }

    def found(self, address, q):
        """The entries on the first page that `address` shows for the words `q`, each once."""
        response = self.client.get(address, {"q": q})
        assert response.status_code == 200, (address, q, response.status_code)
        page = Entries(address)
        page.feed(response.content.decode())
        return tuple(dict.fromkeys(self.entries[link] for link in page.found if link in self.entries))

    def everywhere(self, query):
        """What the one search over everything answers."""
        return Answer(query, EVERYWHERE, self.found(EVERYWHERE, query.q))

    def in_list(self, query):
        """What the list of the query's kind answers; what should be found nowhere is asked of every list."""
        if query.kind != NOTHING:
            page = KINDS[query.kind][1]
            return Answer(query, page, self.found(page, query.q))
        found = [entry for _, page in KINDS.values() for entry in self.found(page, query.q)]
        return Answer(query, "alle lijsten", tuple(found))
