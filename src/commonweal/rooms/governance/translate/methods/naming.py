"""Put what people call things in place of keys, in what a count says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commonweal.core.tally.words import Sentence

#: Parameters of sentences that hold keys of options, people or answers.
HOLD_KEYS = frozenset(
    {
        "answer", "grade", "label", "labels", "loser", "name", "names", "one", "option",
        "options", "other", "project", "stay", "winner",
    }
)  # fmt: skip


def named(words: Iterable[Sentence], names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return the sentences with names in place of keys; figures stay."""
    return tuple(
        Sentence(
            one.template,
            {
                key: _named(value, names) if key in HOLD_KEYS else value
                for key, value in one.params.items()
            },
        )
        for one in words
    )


def _named(value: object, names: Mapping[str, str]) -> object:
    if not isinstance(value, str):
        return value
    if value in names:
        return names[value]
    parts = value.split(", ")
    if all(part in names for part in parts):
        return ", ".join(names[part] for part in parts)
    return value
