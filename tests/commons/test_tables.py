"""Tables people send: read whatever is plain, refuse the rest with row and field."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.commons import tables
from commonweal.core.vf.problems import Refused

OATS = 'who,what,amount\nAna,oats,3\nBenoît,lentils,"1,5"\n'


def rows_of(content, filename="needs.csv", **columns):
    if isinstance(content, str):
        content = content.encode()
    read = tables.read_table(content, filename=filename, **columns)
    return [(row.number, dict(row.cells)) for row in read]


def problems_of(content, filename="needs.csv", **columns):
    with pytest.raises(Refused) as refused:
        rows_of(content, filename, **columns)
    return refused.value.problems


def fields_of(content, filename="needs.csv", **columns):
    return [(p.row, p.field) for p in problems_of(content, filename, **columns)]


def words_of(content, filename="needs.csv", **columns):
    return " ".join(str(p) for p in problems_of(content, filename, **columns))


def workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_usual_encodings_are_read(encoding):
    """Issue 2, bad input: wrong encodings."""
    rows = rows_of(OATS.encode(encoding))

    assert rows == [
        (2, {"who": "Ana", "what": "oats", "amount": "3"}),
        (3, {"who": "Benoît", "what": "lentils", "amount": "1,5"}),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_usual_separators_are_read(separator):
    """Issue 2, bad input: wrong separators."""
    rows = rows_of(f"Who{separator}What\nAna{separator}oats\n")

    assert rows == [(2, {"who": "Ana", "what": "oats"})]


def test_a_separator_named_in_the_first_line_is_used():
    rows = rows_of("sep=|\nwho|what\nAna|oats, rolled; fine\n")

    assert rows == [(3, {"who": "Ana", "what": "oats, rolled; fine"})]


def test_lines_are_counted_as_in_the_file():
    """Empty rows and texts over several lines do not move the numbers."""
    rows = rows_of('who,what\n\nAna,"oats\nrolled"\n\n,\nBen,rye\n')

    assert [number for number, _ in rows] == [3, 7]


def test_a_workbook_is_read_with_its_days_and_numbers():
    content = workbook(
        ["Who", "What", "Amount", "Due by"],
        ["Ana", "oats", 1.5, dt.datetime(2026, 11, 27)],
        [None, None, None, None],
        ["Ben", "rye", 3, None],
    )

    rows = rows_of(content, "needs.xlsx")

    assert rows == [
        (2, {"who": "Ana", "what": "oats", "amount": "1.5", "due_by": "2026-11-27"}),
        (4, {"who": "Ben", "what": "rye", "amount": "3", "due_by": ""}),
    ]


def test_a_sum_of_floats_in_a_workbook_keeps_no_dust():
    content = workbook(["amount"], [0.1 + 0.2])

    assert rows_of(content, "a.xlsx") == [(2, {"amount": "0.3"})]


def test_a_fifty_megabyte_file_is_refused_by_its_size():
    """Issue 2, bad input: a 50 MB file."""
    with pytest.raises(Refused, match=r"50.0 MB are too much; a table may have 10"):
        tables.refuse_too_large(50 * 2**20)
    assert "50.0 MB" in words_of(b"a" * (50 * 2**20))


@pytest.mark.parametrize(
    ("content", "filename", "said"),
    [
        (b"%PDF-1.7 ...", "needs.csv", "is a document"),
        (b"\x89PNG\r\n\x1a\n", "needs.csv", "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "needs.xls", "old or locked Office file"),
        (b"\x1f\x8b\x08\x00", "needs.csv", "packed archive"),
        (b"\xef\xbb\xbf <!DOCTYPE HTML><p>", "needs.csv", "is a document"),
        (b"who,what\nAna,oats\n", "needs.xlsx", "not a workbook"),
        (zipped({"a.txt": "a"}), "needs.xlsx", "not a workbook"),
        (zipped({"a.txt": "a"}), "needs.csv", "not a text table"),
        (zipped({}), "needs", "not a workbook"),
        (b"PK\x03\x04 torn", "needs.xlsx", "damaged or locked"),
        (zipped({"xl/workbook.xml": "<no"}), "needs.xlsx", "damaged or locked"),
        (bytes(range(256)) * 8, "needs.csv", "not text that we can read"),
        (b"\0" * 999, "needs.csv", "not text that we can read"),
        (b"\0" * 1000, "needs.csv", "not text that we can read"),
        (b"", "needs.csv", "is empty"),
        (b"\n,,\n", "needs.csv", "is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(content, filename, said):
    """Issue 2, bad input: a file that is not what it says."""
    assert said in words_of(content, filename)


def test_a_file_that_unpacks_without_end_is_refused(settings):
    settings.TABLE_MAX_BYTES = 2**20
    bomb = zipped({"xl/workbook.xml": "", "xl/sheet.xml": " " * (9 * 2**20)})
    assert len(bomb) < 2**20

    assert "unpacks to more than we may read" in words_of(bomb, "bomb.xlsx")


def test_a_workbook_that_defines_entities_is_refused():
    laughs = zipped({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'})

    assert "may read" in words_of(laughs, "laughs.xlsx")


def test_text_that_begins_like_an_archive_is_text():
    assert rows_of("PK,name\n1,Ana\n") == [(2, {"pk": "1", "name": "Ana"})]


def test_all_problems_of_a_table_are_told_together():
    content = (
        "who,what,what,,colour\n"
        "Ana,oats,,,\n"
        "Ben,rye,x,x,x,x\n"
        f"{'C' * 1001},rye\n"
        "Da\0lia,#REF!\n"
    )

    found = fields_of(content, required=["who", "what", "amount"], optional=["unit"])

    assert found == [
        (1, "what"),
        (1, "file"),
        (1, "colour"),
        (1, "amount"),
        (3, "file"),
        (4, "who"),
        (5, "who"),
        (5, "what"),
    ]


def test_an_unknown_column_gets_the_nearest_suggestion():
    words = words_of("who,amuont\nAna,3\n", required=["who"], optional=["amount"])

    assert words == "We do not know the column “amuont”. Did you mean amount?"


def test_unclosed_quotation_marks_are_refused_by_row():
    found = fields_of('who,what\nAna,oats\nBen,"rye\n')

    assert found == [(3, "file")]


def test_a_header_without_rows_is_refused():
    assert "no rows" in words_of("who,what\n")


def test_too_many_rows_or_columns_are_refused():
    many_rows = "who\n" + "Ana\n" * 4
    many_columns = ",".join(f"c{i}" for i in range(101)) + "\n1\n"

    assert "may have 3 rows" in words_of(many_rows, limit=3)
    assert "100 columns" in words_of(many_columns)
    assert "may have 3 rows" in words_of(
        workbook(["who"], *[["Ana"]] * 9), "a.xlsx", limit=3
    )


def test_hundreds_of_problems_are_counted_not_listed():
    content = "who\n" + "#REF!\n" * 300

    found = problems_of(content)

    assert len(found) == 201
    assert "100 more problems" in str(found[-1])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", dt.date(2026, 11, 23)),
        ("23.11.2026", dt.date(2026, 11, 23)),
        ("3. 1. 2027", dt.date(2027, 1, 3)),
        ("2026-11-23 00:00:00", dt.date(2026, 11, 23)),
    ],
)
def test_days_are_read(text, day):
    assert tables.day_of(text, field="due") == day


@pytest.mark.parametrize(
    "text", ["2026-02-30", "31.4.2026", "2026-13-01", "0000-01-01"]
)
def test_days_that_do_not_exist_are_refused(text):
    """Issue 2, bad input: dates that do not exist."""
    with pytest.raises(Refused, match="does not exist") as refused:
        tables.day_of(text, field="due")

    assert refused.value.problems[0].field == "due"


@pytest.mark.parametrize("text", ["", "tomorrow", "11/23/2026", "2026-11"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refused, match="is not a day"):
        tables.day_of(text, field="due")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_written_cell_is_a_formula(cell):
    written = tables.write_csv(["name"], [[cell]]).decode("utf-8-sig")

    assert written.splitlines(keepends=False)[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["-3.5", "+2", -3, 4.5, "Ana", None, ""])
def test_numbers_and_names_are_written_as_they_are(cell):
    assert tables.defused(cell) == ("" if cell is None else str(cell))


@given(
    cells=st.lists(
        st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs")), min_size=1),
        min_size=2,
        max_size=2,
    )
)
def test_what_is_written_is_read_back(cells):
    cleaned = [tables._clean(cell) for cell in cells]

    content = tables.write_csv(["a", "b"], [["first", "x"], cleaned])

    rows = tables.read_table(content, filename="a.csv")
    assert [rows[1].cells["a"], rows[1].cells["b"]] == [
        tables._clean(tables.defused(cell)) for cell in cleaned
    ]
