"""Forget sessions that are over: where from and since when is nobody's business then."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from commonweal.commons import deeds


@deeds.deed
def forget_expired(*, at: datetime) -> int:
    """Forget sessions past their end, with address, device and forms laid aside (I-24)."""
    count, _ = Session.objects.filter(expire_date__lt=at).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    return count
