"""The characters of a text that go into a letter, on paper and in an e-mail."""

import unicodedata

_NOT_PRINTED = ("Cc", "Cf", "Cs")
_PRINTED_ALL_THE_SAME = "\t\n\r\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def printable(text: str) -> str:
    """Return the text as it goes to print: composed, and without characters that nobody can see.

    Control characters, invisible format characters, overrides of the writing direction and stray halves of a character are left
    out, not refused. They come with pasted text, the Lead could not find them, and an override would print words in another order
    than they are stored in.
    """
    kept = (
        character
        for character in text
        if character in _PRINTED_ALL_THE_SAME or unicodedata.category(character) not in _NOT_PRINTED
    )
    return unicodedata.normalize("NFC", "".join(kept))
