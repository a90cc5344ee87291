"""Static files with their content in the name, so that a browser keeps them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where files are not collected yet (in tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name with its hash, or the plain one."""
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))
