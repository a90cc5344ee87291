"""Short ways to open pages, send forms and read what they say."""

from __future__ import annotations

import html
import re

from django.urls import reverse


def text_of(response):
    """Return the words of a page, as read."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(body).replace("\u00a0", " ").split())


def page(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.content.decode()[:2000]
    return text_of(response)


def sent(client, address, /, *args, **form):
    return client.post(reverse(address, args=args), form)
