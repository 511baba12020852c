"""Two languages everywhere: written texts and the words of the interface."""

from string import Formatter

import pytest

from awsstudy.core.i18n import (
    LANGUAGES,
    Language,
    Localized,
    Messages,
    locale_language,
    other,
    words,
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "KO_KR"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "ko"),
        ({"LC_ALL": "", "LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
    ],
)
def test_the_language_follows_the_locale(environment: dict[str, str], language: Language) -> None:
    assert locale_language(environment) == language


def test_switching_twice_comes_back() -> None:
    for language in LANGUAGES:
        assert other(language) != language
        assert other(other(language)) == language


def test_a_text_is_read_in_each_language() -> None:
    text = Localized("Storage", "스토리지")
    assert (text["en"], text["ko"]) == ("Storage", "스토리지")
    assert dict(text.items()) == {"en": "Storage", "ko": "스토리지"}
    assert Localized.same("Amazon S3") == Localized("Amazon S3", "Amazon S3")
    assert Messages("ko").of(text) == "스토리지"


def test_both_languages_have_the_same_words_with_the_same_values() -> None:
    english, korean = words("en"), words("ko")
    assert english.keys() == korean.keys()
    different = [name for name in english if fields(english[name]) != fields(korean[name])]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_empty(language: Language) -> None:
    assert [name for name, text in words(language).items() if not text.strip()] == []


def test_messages_are_filled_with_values() -> None:
    assert Messages("en")("quiz.place", n=3, of=10) == "3 of 10"
    assert Messages("ko")("quiz.place", n=3, of=10) != Messages("en")("quiz.place", n=3, of=10)


def test_a_message_nobody_wrote_is_an_error_unless_other_words_are_given() -> None:
    with pytest.raises(KeyError):
        Messages("en")("no.such.message")
    assert Messages("en").get("no.such.message", "instead") == "instead"
    assert Messages("en").get("quiz.title", "instead") == words("en")["quiz.title"]


def test_a_message_that_lacks_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Messages("en")("quiz.place", n=3)
