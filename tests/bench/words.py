"""Texts that search sees as real: words of our own content, drawn by a Zipf law."""

import re
from collections import Counter
from itertools import accumulate

WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = 12  # words
FLATTENING = 10  # added to a word's rank, so that the first words do not crowd out all others


class Vocabulary:
    """Words from most to least frequent; the word of rank r is drawn with a chance of 1 in r + FLATTENING."""

    def __init__(self, words):
        self.words = words
        self.cumulative = list(accumulate(1 / (rank + FLATTENING) for rank in range(1, len(words) + 1)))

    def bag(self, rng, count):
        """`count` words, in lower case; a list of str."""
        return rng.choices(self.words, cum_weights=self.cumulative, k=count)

    def text(self, rng, count):
        """A text of about `count` words (a quarter more or less), in sentences."""
        bag = self.bag(rng, max(1, round(count * rng.uniform(0.75, 1.25))))
        for start in range(0, len(bag), SENTENCE):
            bag[start] = bag[start].capitalize()
            if start:
                bag[start - 1] += "."
        bag[-1] += "."
        return " ".join(bag)

    def title(self, rng, count):
        """A title of about `count` words, without a full stop."""
        return self.text(rng, count).replace(".", "")


def by_frequency(texts):
    """The words of `texts` in lower case, most frequent first; a list of str, the same for the same texts."""
    counts = Counter(word.casefold() for text in texts for word in WORD.findall(text))
    return sorted(counts, key=lambda word: (-counts[word], word))
