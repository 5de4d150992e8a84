"""An answer with its reason."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Answer(TextChoices):
    """Whether a municipality qualifies."""

    YES = "ja", "ja"
    NO = "nee", "nee"
    UNKNOWN = "onbekend", "onbekend"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says: an Answer, why (Dutch, without full stop), and the year of the figure, if any."""

    answer: Answer
    why: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An Answer, why in Dutch sentences, and the year of the oldest figure on which it rests (None: on no figure).

    `why` begins as it does after "Ja: ": without a capital, unless it is a name.
    """

    answer: Answer
    why: str
    year: int | None = None

    @property
    def is_computed(self):
        """Whether there were rules to answer by."""
        return self != NOT_COMPUTABLE

    @property
    def reason(self):
        """The answer and why: "Ja: 24,5 % van de inwoners …"."""
        return f"{self.answer.label.capitalize()}: {self.why}"


NOT_COMPUTABLE = Verdict(Answer.UNKNOWN, "de voorwaarden zijn niet te berekenen.")


def verdict_of(answer, findings):
    """The Verdict that rests on `findings`; what two of them say alike is said once."""
    whys = dict.fromkeys(finding.why for finding in findings)
    years = [finding.year for finding in findings if finding.year]
    first, *more = whys
    sentences = " ".join([f"{first}.", *(f"{why[:1].upper()}{why[1:]}." for why in more)])
    return Verdict(answer, sentences, min(years, default=None))
