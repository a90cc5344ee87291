"""What tests of the interfaces share."""

from __future__ import annotations

import pytest

from tests import nodes


@pytest.fixture
def node(tmp_path):
    """A node of its own with an empty, migrated database, for real processes."""
    with nodes.new_node(tmp_path / "node") as fresh:
        yield fresh


@pytest.fixture
def bare_node(tmp_path):
    """A node whose database was never migrated."""
    with nodes.new_node(tmp_path / "bare", migrated=False) as fresh:
        yield fresh
