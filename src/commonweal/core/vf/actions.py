"""The 19 actions of ValueFlows 1.0.0, by name; their effects are a table, not ifs."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What a flow does, in the words of ValueFlows 1.0.0."""

    PRODUCE = "produce"
    USE = "use"
    CONSUME = "consume"
    CITE = "cite"
    WORK = "work"
    PICKUP = "pickup"
    DROPOFF = "dropoff"
    ACCEPT = "accept"
    MODIFY = "modify"
    COMBINE = "combine"
    SEPARATE = "separate"
    DELIVER_SERVICE = "deliverService"
    TRANSFER_ALL_RIGHTS = "transferAllRights"
    TRANSFER_CUSTODY = "transferCustody"
    TRANSFER = "transfer"
    MOVE = "move"
    COPY = "copy"
    RAISE = "raise"
    LOWER = "lower"
