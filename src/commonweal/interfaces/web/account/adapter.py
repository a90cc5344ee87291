"""How accounts come to be: by founding a union or by invitation, never by chance."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ByInvitation(DefaultAccountAdapter):
    """Closes the open sign-up page; founding and joining make accounts themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without a union or an invitation."""
        del request
        return False
