"""People, circles, unions and places as agents; accounts; mandates."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models


class Account(AbstractBaseUser):
    """The login of a person: a name to sign in with, and a password or passkey.

    Has no e-mail, no staff flag and no superuser: there is no account that may do
    everything (I-16).
    """

    username = models.CharField(max_length=64, unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    last_login = None  # no "last seen" of anybody

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""
