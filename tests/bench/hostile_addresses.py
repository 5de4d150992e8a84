"""Addresses that nobody would type, and some that somebody might: the same in every run."""

import random
from urllib.parse import quote

SEED = 7
PATHS = """
/ /praktijken/ /zoeken/ /hulpmiddelen/ /hete-hangijzers/ /partners/ /subsidies/ /cijfers/ /cijfers/bronnen/
/beleidsplan/ /gemeenten/ /gemeenten/kies/ /themas/ /praktijken/atom.xml
""".split()  # noqa: SIM905 easier to read than a list, here and below
NAMES = """
q q q q pagina sorteer thema domein doelgroep gemeente provincie toestand bron naam soort sector niveau stand status
jaar letterlijk type aanvrager indicator doel
""".split()  # noqa: SIM905
WORDS = """
taal school huiswerk ouders gent onthaal sport vrijwilligers integratie jeugd buurt slachten werk taalpromotie onderwijs
titel nieuw lopend antwerpen brussel vlaams-brabant 11001 44021 1 2 499 2013
""".split()  # noqa: SIM905
# What breaks queries, analysers, pagers and parsers; a line each.
TYPED = r"""
'
''
a"b"c
"a
""
\
\\
'' OR 1=1 --
'; DROP TABLE x; --
a & | ! b
((((((
a:* & b:A
a <99999> b
-
- - -
-a -b -c
+
*
?
AND OR NOT
de het een
%
%00
%%%s%(x)s
{{ 7*7 }}
${jndi:x}
<script>alert(1)</script>
../../etc/passwd
1e309
-1
0
99999999999999999999
½
٣
NaN
[]
a[b]
İ
ß
"""
NASTY = [
    *TYPED.strip().splitlines(),
    *("\0", "\ud800", "\u202e", "\r\nSet-Cookie: a=b", "🙂" * 50, "é" * 300, "a" * 3000, "zzzzzzzzzzzz"),
    *("aan " * 60, "taal " * 60, "x y z " * 40, "jongerenwerkingsbegeleidershuis" * 6),
]
ALPHABETS = (128, 0x3000, 0x11_0000)  # ASCII, most of the living ones, all there is
LONGEST = 4_000  # characters; gunicorn itself refuses lines of more than 4,094


def value(rng):
    """One value of a parameter; a str, which may hold half a pair of surrogates."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(NASTY)
    if kind < 0.6:
        return "".join(chr(rng.randrange(rng.choice(ALPHABETS))) for _ in range(rng.randrange(60)))
    if kind < 0.8:
        return " ".join(misspelled(rng, rng.choice(WORDS)) for _ in range(rng.randrange(1, 15)))
    return f"{rng.choice(WORDS)}{rng.choice(NASTY)}{rng.choice(WORDS)}"


def misspelled(rng, word):
    """A word with a letter wrong, half of the time."""
    place = rng.randrange(len(word))
    return word[:place] + rng.choice("abcdeklmnt") + word[place + 1 :] if rng.random() < 0.5 else word


def address(number):
    """Address `number` of the run, the same in every run; ready for a request line."""
    rng = random.Random(SEED * 1_000_003 + number)
    pairs = [f"{rng.choice(NAMES)}={written(rng, value(rng))}" for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 8, 40)))]
    return f"{rng.choice(PATHS)}?{'&'.join(pairs)}"[:LONGEST]


def written(rng, text):
    """`text` as part of a query string: mostly as it should be, else with bytes that are not UTF-8."""
    if rng.random() < 0.05:
        return "".join(f"%{rng.randrange(256):02x}" for _ in range(rng.randrange(30)))
    return quote(text, safe="%&=" if rng.random() < 0.1 else "", errors="surrogatepass")
