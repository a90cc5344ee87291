"""Argon2id at a cost a small board can pay: 19 MiB, two passes (OWASP's setting)."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, 2 passes, 1 lane; measured 23 ms of CPU."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
