"""What a program that calls the table's API is answered."""

from __future__ import annotations

WEEK = "from_day=2026-11-23&until=2026-11-29"


def got(call, path):
    response = call("get", path)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def done(call, method, path, body=None, status=204, **more):
    response = call(method, path, body, **more)
    assert response.status_code == status, response.content.decode()
    return response.json() if response.content else None


def refused(call, method, path, body=None, **more):
    response = call(method, path, body, **more)
    assert response.status_code == 422, response.content.decode()
    return [
        (problem["row"], problem["field"], problem["message"])
        for problem in response.json()["problems"]
    ]
