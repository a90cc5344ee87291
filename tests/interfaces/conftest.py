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
def another_node(tmp_path):
    """A second node, as far away as two databases are."""
    with nodes.new_node(tmp_path / "another") as fresh:
        yield fresh


@pytest.fixture
def bare_node(tmp_path):
    """A node whose database was never migrated."""
    with nodes.new_node(tmp_path / "bare", migrated=False) as fresh:
        yield fresh


@pytest.fixture
def peopled_node(tmp_path):
    """A node with Oak Yard: two key-holders, a child's guardian, oats, a need.

    Tokens and ids are in ``peopled_node.home / "cast.json"``.
    """
    with nodes.new_node(tmp_path / "peopled", peopled=True) as fresh:
        yield fresh
