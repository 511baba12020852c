"""Questions give nothing away: no length cue, no favourite position, no twin, no banned phrase."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.check.measure import shingles, similarity
from awsstudy.catalog.models.question import ChoiceQuestion, Question, answers_of
from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.core.text import cells

LENGTH_RATIO = 1.6
"""The longest option may be so many times as long as the shortest, and a few cells more."""
LENGTH_SLACK = 12
TWIN_STEMS = 0.75
BALANCE = 0.2
"""How far the share of keys at a position may be from even, once there are enough questions."""
ENOUGH = 60
LONGEST_KEY_SHARE = 0.4
_BANNED = re.compile(
    r"\b(all|none|both) of the above\b|\b(all|none) of these\b"
    r"|모두 정답|정답 없음|위의 모두|위 모두|모두 해당",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b[Oo]ption [A-F]\b|\b[A-F]번|보기 ?[A-F1-6①-⑥]|선택지 ?[A-F1-6]")


def check(bundle: Bundle) -> Findings:
    """Report questions that can be answered by their form."""
    for _, question, document, path in bundle.questions():
        for language in LANGUAGES:
            if reason := _form(question, language):
                yield document.error(
                    (*path, answers_of(question)[0].path[0]), f"{reason} ('{language}')"
                )
    yield from _positions(bundle)
    yield from _longest_keys(bundle)
    yield from _twins(bundle)


def _form(question: Question, language: Language) -> str:
    answers = answers_of(question)
    texts = [answer.text[language] for answer in answers]
    sizes = [cells(text) for text in texts]
    if max(sizes) > LENGTH_RATIO * min(sizes) + LENGTH_SLACK:
        return f"options differ too much in length: {min(sizes)} to {max(sizes)} cells"
    if len(set(texts)) < len(texts):
        return "two options are the same"
    whole = " ".join([question.stem[language], *texts])
    if found := _BANNED.search(whole):
        return f"'{found[0]}' is no option"
    if found := _LETTER.search(" ".join(answer.why[language] for answer in answers)):
        return f"a reason names an option by position ('{found[0]}'); options are shuffled"
    return ""


def _positions(bundle: Bundle) -> Findings:
    """Keys stand evenly over the positions of all questions with four options and one key."""
    singles = [
        (question, document)
        for _, question, document, _ in bundle.questions()
        if isinstance(question, ChoiceQuestion)
        and question.choose == 1
        and len(question.options) == 4
    ]
    places = Counter(
        next(i for i, option in enumerate(question.options) if option.correct)
        for question, _ in singles
    )
    if len(singles) < ENOUGH:
        return
    even = len(singles) / 4
    for place in range(4):
        if abs(places[place] - even) > BALANCE * even:
            message = (
                f"{places[place]} of all keys stand at position {place + 1}, even is {even:.0f}"
            )
            yield singles[0][1].error((), message)


def _longest_keys(bundle: Bundle) -> Findings:
    """The key is not the longest option more often than chance and style explain."""
    for language in LANGUAGES:
        singles = [
            question
            for _, question, _, _ in bundle.questions()
            if isinstance(question, ChoiceQuestion) and question.choose == 1
        ]
        longest = sum(_key_is_longest(question, language) for question in singles)
        if len(singles) >= ENOUGH and longest > LONGEST_KEY_SHARE * len(singles):
            first = next(bundle.questions())
            yield first[2].error(
                (), f"the key is the longest option in {longest} of {len(singles)} ('{language}')"
            )


def _key_is_longest(question: ChoiceQuestion, language: Language) -> bool:
    key = max(cells(option.text[language]) for option in question.options if option.correct)
    return all(cells(o.text[language]) < key for o in question.options if not o.correct)


def _twins(bundle: Bundle) -> Findings:
    for language in LANGUAGES:
        stems = [
            (full_id, shingles(question.stem[language]), document, path)
            for full_id, question, document, path in bundle.questions()
        ]
        for (first, a, _, _), (second, b, document, path) in combinations(stems, 2):
            if _may_be_twins(a, b) and similarity(a, b) > TWIN_STEMS:
                yield document.error(
                    (*path, "stem", language), f"'{second}' is nearly the same as '{first}'"
                )


def _may_be_twins(first: frozenset[str], second: frozenset[str]) -> bool:
    """Two sets share at most the smaller one, so most pairs need not be compared."""
    small, large = sorted((len(first), len(second)))
    return small > TWIN_STEMS * large
