"""How words are compared: letters folded, endings taken off, single slips seen.

Pure. The same for what is kept and for what is asked, so that "Küchendienste",
"kuechendienst" and "KUCHENDIENST" are one word.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import snowballstemmer  # type: ignore[import-untyped]  # it has no types

#: Languages whose endings we know; words of others are kept whole.
STEMMERS: Mapping[str, str] = MappingProxyType(
    {
        "ca": "catalan", "da": "danish", "de": "german", "en": "english",
        "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
        "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
        "no": "norwegian", "pt": "portuguese", "ro": "romanian", "sv": "swedish",
        "tr": "turkish",
    }
)  # fmt: skip
_ENGLISH = """
    a an and are as at be by can do for from has have how i in is it may my of on or our
    shall that the there this to we what when where which who with you your
"""
_DEUTSCH = """
    als am an auf aus bei darf das dem den der des die durch ein eine einem einen einer
    es fur hat im in ist kann man mit nach nicht oder sich sind uber und unser vom von
    wann was wer wie wir wird wo zu zum zur
"""
#: Words that say nothing about what is looked for.
_SMALL_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"en": frozenset(_ENGLISH.split()), "de": frozenset(_DEUTSCH.split())}
)
LONGEST_WORD = 60
#: Shorter words are taken as they stand; a slip would make them any other word.
SLIPS_FROM = 4
#: Shorter words do not stand for longer ones that begin with them.
BEGINS_FROM = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
#: Of longer words only slips with letters of their own are looked for.
_ALL_SLIPS_UNTIL = 24
_WORD = re.compile(r"[^\W_]+")
_NOT_DECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
_GERMAN = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_TURNED_GERMAN = re.compile(r"(a|o|u)e")
_one_at_a_time = threading.Lock()


def words_of(text: str, *, language: str) -> list[str]:
    """Return the words of a text in order: small letters without accents."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_NOT_DECOMPOSED)
    if language == "de":
        # People write Küche, Kueche and Kuche; all three are one.
        folded = _TURNED_GERMAN.sub(r"\1", folded.translate(_GERMAN))
    bare = unicodedata.normalize("NFKD", folded)
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return [word[:LONGEST_WORD] for word in _WORD.findall(bare)]


def stems_of(text: str, *, language: str) -> list[str]:
    """Return the words of a text without their endings."""
    return [stem(word, language) for word in words_of(text, language=language)]


def telling(words: list[str], *, language: str) -> list[str]:
    """Leave out small words, unless there are no others."""
    small = _SMALL_WORDS.get(language, frozenset())
    return [word for word in words if word not in small] or words


@functools.lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Take the ending off a folded word."""
    name = STEMMERS.get(language)
    if name is None:
        return word
    with _one_at_a_time:  # a stemmer keeps the word it works on
        return str(_stemmer(name).stemWord(word))


def slips_of(word: str) -> frozenset[str]:
    """Return what is one slip away: a letter too many, too few, wrong or turned round."""
    letters = {*_LETTERS, *word} if len(word) <= _ALL_SLIPS_UNTIL else set(word)
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {
        left + right[1] + right[0] + right[2:] for left, right in parts if right[1:]
    }
    found |= {
        left + one + right[1:] for left, right in parts if right for one in letters
    }
    found |= {left + one + right for left, right in parts for one in letters}
    return frozenset(found - {word})


@functools.cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
