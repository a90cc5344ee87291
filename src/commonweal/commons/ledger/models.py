"""The rows of ledger."""
