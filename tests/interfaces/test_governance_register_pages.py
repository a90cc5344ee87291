"""Pages of the register: find, read, compare, print, take in (story 7)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.rooms.governance.models import Entry
from commonweal.rooms.governance.services import register
from tests.rooms.register_cast import enter

pytestmark = pytest.mark.django_db

HERE = "/decide/register/"


def text_of(answer, status=200) -> str:
    assert answer.status_code == status, answer.content[:2000]
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def page(signed_in, ben):
    client = signed_in(ben)
    return lambda path="", **asked: client.get(f"{HERE}{path}", asked)


@pytest.fixture
def dogs(lentil_house, at, ben):
    return enter(lentil_house, at, tags=["pets"], ask=ben.id)


def test_a_rule_is_found_with_date_status_and_who_to_ask(page, dogs):
    said = text_of(page(q="dgos"))

    assert "Nothing says “dgos”. Looked for “dogs” too." in said
    assert "2 Dogs" in said
    assert "Nov. 23, 2026 in force Ben" in said
    nothing = text_of(page(q="zebra crossing"))
    assert "Nothing in the register says that." in nothing


def test_rules_of_the_charter_are_found_beside_decisions(page):
    said = text_of(page(q="spend announced"))

    assert "Rules of the charter in force" in said
    assert "150.00 EUR" in said.replace("\xa0", " ")
    assert "decision 1" in said


def test_the_register_is_listed_by_status_tag_and_day(
    page, dogs, lentil_house, at, day
):
    enter(lentil_house, at, title="Cats", supersedes=[dogs])

    assert "by decision 3" in text_of(page())
    over = text_of(page(status="superseded"))
    assert "Dogs" in over
    assert "Cats" not in over
    assert "Cats" not in text_of(page(tag="pets"))
    past = text_of(page(on="2026-01-01"))
    assert "As it stood on Thursday 1 January 2026." in past
    assert "Dogs" not in past
    assert "Dogs" in text_of(page(status="nonsense", before="x", body="y", on="z"))


def test_an_entry_says_all_about_itself(page, dogs, lentil_house, at, day):
    by = enter(lentil_house, at, title="Leads", kind="act", text="")
    register.amend(
        union=lentil_house.id, number=dogs, decision=by, from_day=day, at=at,
        text="1. Dogs are welcome everywhere.\n2. They stay out of the kitchen.",
    )  # fmt: skip

    said = text_of(page(f"{dogs}/"))
    compared = page(f"{dogs}/versions/").content.decode()

    assert "Who to ask Ben" in said
    assert "Dogs are welcome everywhere." in said
    assert "Version 2, since Monday 23 November 2026" in said
    assert "<del>Dogs are welcome in the garden.</del>" in compared
    assert "<ins>Dogs are welcome everywhere.</ins>" in compared
    assert "Changed the text of 2 Dogs" in text_of(page(f"{by}/"))
    assert "Rules of the charter it set" in text_of(page("1/"))
    assert page("99/").status_code == 404
    assert page(f"{dogs}/versions/", before="9").status_code == 404


def test_anybody_says_whom_to_ask(signed_in, chidi, dogs):
    client = signed_in(chidi)

    said = client.post(f"{HERE}{dogs}/describe/", {"ask": "the barn", "tags": "a, b"})
    wrong = client.post(f"{HERE}{dogs}/describe/", {"ask": "", "tags": "t" * 41})

    assert said.status_code == 302
    assert Entry.objects.get(number=dogs).ask == "the barn"
    assert "is too long for a tag. Use at most 40 letters." in text_of(wrong, 422)


def test_the_charter_of_a_day_and_the_book_are_whole(page, dogs, day):
    held = text_of(page("charter/"))
    book = page("book/").content.decode()

    assert "All that held on Monday 23 November 2026" in held
    assert "They stay out of the kitchen." in held
    assert "A mandate ends by itself" in held
    assert 'href="#d2"' in book
    assert 'id="d2"' in book
    assert "the assembly" in book
    before = text_of(page("charter/", on="2020-01-01"))
    assert "was not founded here on that day" in before
    assert "Dogs" not in before
    assert "This is not a day." in text_of(page("charter/", on="never"))
    assert "No agreement is in force yet." in text_of(page("book/", on="2020-01-01"))


def test_what_is_due_is_listed(page, lentil_house, at, day):
    assert "Nothing is due within a month." in text_of(page("due/"))
    enter(lentil_house, at, title="Oven hours", review_on=day + timedelta(days=9))

    assert "Oven hours Wednesday 2 December 2026" in text_of(page("due/"))


TABLE = "number,date,title,supersedes\n7,2020-01-01,Dogs,\n8,2021-01-01,Cats,7\n"


def sent(text):
    return SimpleUploadedFile("old.csv", text.encode())


def test_an_old_register_is_looked_at_then_taken_in(signed_in, ana):
    client = signed_in(ana)

    look = client.post(f"{HERE}import/", {"file": sent(TABLE), "look": "1"})
    assert "2 decisions are new. Nothing is kept yet." in text_of(look)
    assert Entry.objects.count() == 0
    taken = client.post(f"{HERE}import/take/", {"table": look.context["table"]})
    assert taken.status_code == 302
    assert "2 decisions are new in the register." in text_of(client.get(HERE))
    again = client.post(f"{HERE}import/", {"file": sent(TABLE), "look": "1"})
    assert "2 are in the register already." in text_of(again)
    at_once = client.post(f"{HERE}import/", {"file": sent(TABLE)})
    assert at_once.status_code == 302
    assert Entry.objects.count() == 2


def test_a_broken_table_is_refused_line_by_line(signed_in, ana, ben):
    broken = "number,date,title,supersedes\n7,2020-13-01,Dogs,6\n"

    said = text_of(signed_in(ana).post(f"{HERE}import/", {"file": sent(broken)}), 422)

    assert "Line 2: The day 2020-13-01 does not exist. Look at a calendar." in said
    assert "Line 2: 6 is neither in this table nor in the register." in said
    carried = signed_in(ana).post(f"{HERE}import/take/", {"table": broken})
    assert "does not exist" in text_of(carried, 422)
    assert signed_in(ana).post(f"{HERE}import/").status_code == 422
    not_theirs = signed_in(ben).post(f"{HERE}import/", {"file": sent(TABLE)})
    assert "Only people with a mandate to type for others" in text_of(not_theirs, 403)
    empty = signed_in(ana).get(f"{HERE}import/empty.csv").content.decode("utf-8-sig")
    assert empty.startswith("number,date,title,text,status")


def test_pages_ask_to_sign_in(client):
    for path in ("", "1/", "charter/", "book/", "due/", "import/"):
        assert client.get(f"{HERE}{path}").status_code == 302


def test_pages_run_few_queries(page, lentil_house, at, django_assert_max_num_queries):
    for number in range(12):
        enter(lentil_house, at, title=f"Dogs {number}")

    with django_assert_max_num_queries(30):
        page(q="dogs")
    with django_assert_max_num_queries(30):
        page()
