"""Seal what is private under two passphrases, held by two people.

Nobody alone, and nobody who runs a machine, can read what is sealed (I-16). The key is
scrypt of both passphrases in either order, the cipher AES-256-GCM: both are in every
common library, so that a sealed part can be opened without us (README in the export).
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from commonweal.interfaces.cli.errors import NotDone

SHORTEST = 12
_FORMAT = "commonweal seal 1"
#: 64 MB and about a fifth of a second for each guess.
_COST, _BLOCK, _PARALLEL = 2**16, 8, 1
_LARGEST_COST = 2**20

Passphrases = tuple[str, str]


def seal(plain: bytes, passphrases: Passphrases, *, about: bytes) -> bytes:
    """Encrypt; ``about`` is bound to it, so that it fits only the file it is in."""
    salt, nonce = os.urandom(16), os.urandom(12)
    head = {
        "format": _FORMAT,
        "kdf": "scrypt",
        "n": _COST,
        "r": _BLOCK,
        "p": _PARALLEL,
        "salt": b64encode(salt).decode(),
        "cipher": "AES-256-GCM",
        "nonce": b64encode(nonce).decode(),
    }
    cipher = AESGCM(_key(passphrases, salt, _COST))
    return json.dumps(head).encode() + b"\n" + cipher.encrypt(nonce, plain, about)


def unseal(sealed: bytes, passphrases: Passphrases, *, about: bytes) -> bytes:
    """Decrypt, or say that the passphrases do not open it."""
    line, _, secret = sealed.partition(b"\n")
    salt, nonce, cost = _head(line)
    try:
        return AESGCM(_key(passphrases, salt, cost)).decrypt(nonce, secret, about)
    except (InvalidTag, ValueError):
        raise NotDone(
            "These two passphrases do not open the sealed part, or it is damaged."
        ) from None


def passphrases(files: list[Path] | None, *, twice: bool) -> Passphrases:
    """Return the two passphrases, from two files or typed by two people in turn."""
    if files:
        one, other = (_read(file) for file in files)
    elif sys.stdin.isatty():
        one, other = (_ask(who, twice=twice) for who in ("first", "second"))
    else:
        raise NotDone(
            "Private things are sealed under two passphrases, each held by one "
            "key-holder: give two files with --seal FILE FILE, or run this at a terminal."
        )
    if min(len(one), len(other)) < SHORTEST:
        raise NotDone(f"Each passphrase needs at least {SHORTEST} characters.")
    if one == other:
        raise NotDone("The two passphrases must differ: two people hold one each.")
    return one, other


def _head(line: bytes) -> tuple[bytes, bytes, int]:
    try:
        head = json.loads(line)
        cost = int(head["n"])
        if head["format"] == _FORMAT and 1 < cost <= _LARGEST_COST:
            return b64decode(head["salt"]), b64decode(head["nonce"]), cost
    except (ValueError, KeyError, TypeError):
        pass
    raise NotDone("The sealed part is damaged, or not sealed by commonweal.")


def _key(both: Passphrases, salt: bytes, cost: int) -> bytes:
    parts = [part.encode() for part in sorted(both)]
    secret = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_PARALLEL).derive(secret)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise NotDone(f"The passphrase in {file} cannot be read: {trouble}.") from None


def _ask(who: str, *, twice: bool) -> str:
    said = getpass.getpass(f"Passphrase of the {who} key-holder: ").strip()
    if twice and getpass.getpass("The same again: ").strip() != said:
        raise NotDone("The two are not the same. Please begin anew.")
    return said
