"""The common purse: money at the border with the outside."""
