"""The form in which names and addresses are compared, and in which they are found.

Whoever changes it rebuilds ``search_text`` of the rows there are, by a migration.
"""

import re
from functools import reduce
from operator import or_

from anyascii import anyascii
from django.db.models import Q

_AS_IN_ENGLISH = str.maketrans("əƏ", "aA")
"""Letters that English writes otherwise than anyascii does: an Əliyev is Aliyev in a British passport, not Eliyev."""
_APOSTROPHE = re.compile("['`]")
_WORD = re.compile("[a-z0-9]+")
_LETTER_APART = re.compile(r"\b([a-z]) ([a-z]{2,})")


def fold(text: str, *, apostrophe: str = "") -> str:
    """Lower case in plain letters, no apostrophes, other punctuation to spaces."""
    plain = anyascii(text.translate(_AS_IN_ENGLISH)).casefold()
    return " ".join(_WORD.findall(_APOSTROPHE.sub(apostrophe, plain)))


def spellings(text: str) -> str:
    """The folded words that ``text`` is found by, each after a space.

    A name of which a letter stands apart is found in each way that it is written: O’Connor, OConnor, O Connor.
    """
    apart = fold(text, apostrophe=" ")
    joined = [letter + name for letter, name in _LETTER_APART.findall(apart)]
    return "".join(f" {word}" for word in dict.fromkeys([*fold(text).split(), *apart.split(), *joined]))


def found_by(query: str) -> Q:
    """Each word of ``query`` begins one of the spellings; a letter that stands apart may belong to the word after it.

    A number is a whole number: 2 finds 2 and 2a, and neither 20, which is another house, nor the 2ZZ of a postcode.

    What holds no letter and no number, such as "%", finds nothing.
    """
    typed = fold(query)
    if not typed:
        return Q(pk__in=[])
    ways = dict.fromkeys([typed, _LETTER_APART.sub(r"\1\2", typed)])
    return reduce(or_, (Q(*(_begins(word) for word in way.split())) for way in ways))


def _begins(word: str) -> Q:
    begins = Q(search_text__contains=f" {word}")
    return Q(begins, search_text__regex=f" {word}[a-z]?( |$)") if word.isdecimal() else begins
