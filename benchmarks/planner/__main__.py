"""The planner against its targets and its peers."""

from __future__ import annotations

from benchmarks.planner import village

if __name__ == "__main__":
    village.main()
