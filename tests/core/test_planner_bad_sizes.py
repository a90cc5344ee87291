"""Faults in very large problems are found, few are told, and none takes long."""

from __future__ import annotations

import json
import time

import pytest

from commonweal.core.planner import (
    BadProblem,
    Stock,
    faults,
    formats,
    tables,
)
from tests.core.planner_cases import village


def test_of_very_many_faults_the_first_are_told_and_the_rest_are_counted():
    stocks = tuple(Stock("home", "baerd", 1.0) for _ in range(faults.MOST_FAULTS + 5))

    with pytest.raises(BadProblem) as caught:
        village(stocks=stocks)

    told = caught.value.faults
    assert len(told) == faults.MOST_FAULTS + 1
    assert str(told[-1].words) == "Further faults that are not listed here: 5."
    assert len(str(caught.value)) < 2000


def rows_with_a_typo(n_rows: int):
    """So many deliveries, one of a good that is misspelt."""
    for i in range(n_rows):
        good = "baerd" if i == n_rows - 7 else "bread"
        yield "home", good, f"week {i % 4}", 1.0 + i % 9


def json_with_a_typo(n_rows: int) -> str:
    rows = [
        {"place": place, "good": good, "period": int(week[-1]), "amount": amount}
        for place, good, week, amount in rows_with_a_typo(n_rows)
    ]
    body = {
        "periods": [{"label": f"week {t}"} for t in range(4)],
        "places": ["home"],
        "goods": [{"label": "bread", "unit": "kg"}],
        "arrivals": rows,
    }
    return json.dumps(body)


def tables_with_a_typo(n_rows: int) -> dict[str, str]:
    rows = (",".join(map(str, row)) for row in rows_with_a_typo(n_rows))
    return {
        "periods": "label\n" + "".join(f"week {t}\n" for t in range(4)),
        "places": "label\nhome\n",
        "goods": "label,unit\nbread,kg\n",
        "arrivals": "place,good,period,amount\n" + "\n".join(rows) + "\n",
    }


def named(read, given) -> tuple[list[str], float]:
    """Faults of what is read, and the seconds of work it took to find them."""
    begun = time.process_time()
    with pytest.raises(BadProblem) as caught:
        read(given)
    return [str(fault) for fault in caught.value.faults], time.process_time() - begun


def test_one_typo_in_a_hundred_thousand_rows_is_named():
    n_rows = 100_000

    in_json, seconds = named(formats.problem_from_json, json_with_a_typo(n_rows))
    in_tables, more = named(tables.problem_from_tables, tables_with_a_typo(n_rows))

    assert in_json == ["arrivals[99993].good: There is no good baerd."]
    assert in_tables == ["arrivals.csv, row 99995, good: There is no good baerd."]
    assert seconds + more < 20


@pytest.mark.campaign
def test_one_typo_in_a_million_rows_is_named():
    n_rows = 1_000_000

    in_json, seconds = named(formats.problem_from_json, json_with_a_typo(n_rows))
    in_tables, more = named(tables.problem_from_tables, tables_with_a_typo(n_rows))

    assert in_json == ["arrivals[999993].good: There is no good baerd."]
    assert in_tables == ["arrivals.csv, row 999995, good: There is no good baerd."]
    assert seconds < 60
    assert more < 120
