"""Each refusal is a sentence that some test asserts."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.source import Module, called, modules, written_tests

ENOUGH = 4
"""How many words in a row say which refusal it is, where no other refusal has them."""


@dataclass(frozen=True)
class Sentence:
    """One refusal: where it stands, and its words between what it fills in."""

    where: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where}: {' … '.join(self.parts)}"

    def runs(self) -> set[str]:
        """Each four words in a row."""
        words = [_plain(part).split() for part in self.parts]
        return {" ".join(part[i : i + ENOUGH]) for part in words for i in range(len(part) - ENOUGH + 1)}

    def whole(self) -> re.Pattern[str]:
        """The sentence, whatever it fills in."""
        return re.compile(".{0,80}".join(re.escape(_plain(part)) for part in self.parts))


def test_each_refusal_sentence_is_asserted():
    """Four words in a row that no other refusal has, or the whole sentence, stand in the text of a test."""
    sentences = list(_sentences())
    shared = Counter(run for parts in {sentence.parts for sentence in sentences} for run in Sentence("", parts).runs())
    told = [text for module in written_tests() if str(module.path) != __file__ for text in _told(module)]
    everything = "\n".join(told)
    unasserted = [
        str(sentence)
        for sentence in sentences
        if not any(run in everything for run in sentence.runs() if shared[run] == 1)
        and not any(sentence.whole().search(text) for text in told)
    ]
    assert not unasserted, "No test asserts these refusals:\n" + "\n".join(sorted(unasserted))


def test_a_refusal_is_whole_sentences():
    assert [
        str(sentence) for sentence in _sentences() if not sentence.parts[-1].rstrip().endswith((".", "?", "(§7)."))
    ] == []


def _sentences() -> Iterator[Sentence]:
    for module in modules():
        for call in module.calls():
            if called(call) == "Refusal" and not _passes_on(call):
                parts = _parts(call.args[1])
                assert parts, f"{module.at(call)}: a refusal without a sentence of its own"
                yield Sentence(module.at(call), parts)


def _passes_on(call: ast.Call) -> bool:
    """``Refusal(clause, str(fault))`` hands on the words of something else, which has its own tests."""
    return isinstance(call.args[1], ast.Call)


def _parts(sentence: ast.AST) -> tuple[str, ...]:
    if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
        return (sentence.value,)
    if isinstance(sentence, ast.JoinedStr):
        return tuple(part.value for part in sentence.values if isinstance(part, ast.Constant))
    return ()


def _told(module: Module) -> Iterator[str]:
    """The text of every string of a test, with an ellipsis for what it fills in."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            yield _plain(" … ".join(_parts(node)))


def _plain(text: str) -> str:
    """Words with one space between them, and without the backslashes of a regular expression."""
    return " ".join(re.sub(r"\\(?=[^A-Za-z0-9])", "", text).split())
