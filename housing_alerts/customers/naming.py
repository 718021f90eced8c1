"""The name by which a letter greets a customer, also where one file is of two people."""

import re

_AND = re.compile(r"\s*(?:&|\+|\band\b)\s*", re.IGNORECASE)
_OF_TITLES = re.compile(rf"{_AND.pattern}|\s*/\s*", re.IGNORECASE)


def greeting(title: str, forenames: str, surname: str) -> str:
    """E1 Return the name that a letter greets: "Mr and Mrs Lodger", or the full name if no title is known.

    Each of two surnames has its own title, as in "Mr Lodger and Ms Vosper".
    """
    titles, surnames = _parts(_OF_TITLES, title), _parts(_AND, surname)
    if titles and len(titles) == len(surnames):
        return " and ".join(f"{one} {name}" for one, name in zip(titles, surnames, strict=True))
    first = titles if len(surnames) == 1 and titles else _parts(_AND, forenames)
    return f"{' and '.join(first)} {' and '.join(surnames)}".strip()


def _parts(between: re.Pattern[str], words: str) -> list[str]:
    return [part for part in between.split(words.strip()) if part]
