"""How accounts come to be: by founding a union or by invitation, never by chance."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class ByInvitation(DefaultAccountAdapter):
    """Closes the open sign-up page; founding and joining make accounts themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without a union or an invitation."""
        del request
        return False


class EitherIsEnough(DefaultMFAAdapter):
    """Takes a passkey or the password; neither asks for the other.

    Passkeys work only over TLS or on the machine itself. Whoever adds one on a phone
    and then sits at the old computer in the hall must not be locked out by it.
    """

    def is_mfa_enabled(
        self, user: AbstractBaseUser, types: Sequence[str] | None = None
    ) -> bool:
        """Say no to "is any second step on?", and truly to "is this one?"."""
        if types is not None and len(types) > 1:
            return False
        return bool(super().is_mfa_enabled(user, types))
