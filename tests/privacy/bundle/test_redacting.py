"""Words taken out of a text."""

from privacy.bundle.redacting import redacted, stands_in


def test_only_those_words_go_whole_and_however_they_are_written():
    for text, words, left in [
        ("Rita Hall shouted.", ["Rita Hall"], "[removed] shouted."),
        ("RITA\n  HALL shouted.", ["Rita Hall"], "[removed] shouted."),
        ("Rita Hall and Rita.", ["Rita", "Rita Hall"], "[removed] and [removed]."),
        ("Margarita stays.", ["Rita"], "Margarita stays."),
        ("Call (01626) now", ["(01626)"], "Call [removed] now"),
        ("Nothing goes.", [], "Nothing goes."),
        ("Nothing goes.", [" "], "Nothing goes."),
    ]:
        assert redacted(text, words) == left


def test_it_says_whether_words_stand_in_a_text():
    assert stands_in("rita hall", "It was Rita  Hall.")
    assert not stands_in("Rita", "Margarita")
    assert not stands_in(" ", "Margarita")
