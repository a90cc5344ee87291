"""Static files with their content in the name, so that a browser keeps them for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Compressed ahead: what pages load. The rest (documentation of the API, libraries we
#: ship but do not load) would take some twenty seconds of every set-up for nothing.
LOADED = ("web/", "account/", "mfa/", "django_htmx/htmx-2.min")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where files are not collected yet (in tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name with its hash, or the plain one."""
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what pages load."""
        loaded = [path for path in paths if path.startswith(LOADED)]
        yield from super().compress_files(loaded)  # type: ignore[no-untyped-call]  # the library has no types
