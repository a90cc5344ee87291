"""What is asked of names, sign-in names and passwords before a deed begins."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from commonweal.commons.people import words
from commonweal.commons.people.models import Account
from commonweal.core.vf.problems import Problem, require

NAME_LETTERS = 120
_USERNAME = re.compile(r"[\w.\-]{2,64}")


def problems_with_name(
    name: str, *, field: str, most: int = NAME_LETTERS
) -> list[Problem]:
    """Say what is wrong with a name or a line of text people typed."""
    text = name.strip()
    if not text:
        return [Problem(field, words.GIVE_A_NAME)]
    if len(text) > most:
        return [Problem(field, words.NAME_TOO_LONG, {"most": most})]
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Cn"} for letter in text):
        return [Problem(field, words.NAME_HAS_CONTROLS)]
    return []


def problems_with_sign_in(username: str, password: str) -> list[Problem]:
    """Say what is wrong with a new sign-in name and password."""
    problems = []
    if not _USERNAME.fullmatch(username):
        problems.append(Problem("username", words.USERNAME_WRONG))
    elif Account.objects.filter(username__iexact=username).exists():
        taken = {"username": username}
        problems.append(Problem("username", words.USERNAME_TAKEN, taken))
    return problems + problems_with_password(password)


def problems_with_password(password: str) -> list[Problem]:
    """Say what is wrong with a new password."""
    try:
        password_validation.validate_password(password)
    except ValidationError as invalid:
        return [
            Problem("password", words.PASSWORDS.get(fault.code or "", words.PASSWORD))
            for fault in invalid.error_list
        ]
    return []


def make_account(username: str, password: str, at: datetime) -> Account:
    """Make the login; the caller has looked for problems."""
    require(problems_with_sign_in(username, password))
    account = Account(username=username.lower(), made_at=at)
    account.set_password(password)
    account.save(force_insert=True)
    return account
