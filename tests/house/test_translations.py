"""All words are translatable, and German is complete."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.mofile import read_mo, write_mo
from django.conf import settings

from tests.house import catalogue

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
HOLE = re.compile(r"%\((\w+)\)[sd]|%%")


def holes(text):
    return set(HOLE.findall(text)) - {""}


def strings(message):
    found = message.string
    return [found] if isinstance(found, str) else list(found)


def ids(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_people_may_read_is_translated(language):
    known = catalogue.read(language)

    missing = sorted(
        {
            f"{one.where}: {one.id}"
            for one in catalogue.sentences()
            if (said := known.get(one.id, one.context)) is None
            or said.fuzzy
            or not all(strings(said))
        }
    )

    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_holes(language):
    """A hole that is missing loses a fact; one too many breaks the page."""
    wrong = [
        one.id
        for one in catalogue.read(language)
        if one.id
        for said in strings(one)
        if holes(said) - set().union(*(holes(i) for i in ids(one)))
        or holes(ids(one)[-1]) - holes(said) - {"n", "count"}
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language):
    said = {(one.id, one.context) for one in catalogue.sentences()}

    left = [
        one.id
        for one in catalogue.read(language)
        if one.id and (one.id, one.context) not in said
    ]

    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_compile_without_gettext(language):
    compiled = io.BytesIO()

    write_mo(compiled, catalogue.read(language))

    compiled.seek(0)
    assert read_mo(compiled).get("Needs") is not None
