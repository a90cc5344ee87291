"""Bad statements: what is wrong, in which line, and what to do; all of it at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse.translate import statements
from commonweal.rooms.purse.words.bank import STATEMENT_MAX_BYTES

FILES = Path(__file__).parent / "bank_files"
CAMT = (FILES / "camt_v8_two_accounts.xml").read_text()
GERMAN_MT = (FILES / "mt940_german.sta").read_text()
OFX = (FILES / "ofx1_sgml.ofx").read_bytes().decode("cp1252")


def refused(content: str | bytes, filename: str):
    """Return the line and words of every problem of a file."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(Refused) as refusal:
        statements.read_statements(raw, filename=filename)
    return [(problem.row, str(problem)) for problem in refusal.value.problems]


def test_a_half_broken_camt_file_names_every_line_at_once():
    broken = (
        CAMT.replace(">84.20<", ">84,20<")
        .replace("<BookgDt><Dt>2026-11-09</Dt>", "<BookgDt><Dt>2026-11-31</Dt>")
        .replace('<Amt Ccy="EUR">2.50</Amt>', '<Amt Ccy="CHF">2.50</Amt>')
    )

    assert refused(broken, "giro.xml") == [
        (
            13,
            (
                "“84,20” is not an amount written with “.” before the cents. Check the"
                " decimal sign in the mapping, or ask the bank for the file again."
            ),
        ),
        (36, "The day “2026-11-31” does not exist. Ask the bank for the file again."),
        (
            53,
            (
                "This line is in CHF, the account is in EUR. Two currencies do not go into"
                " one account: ask the bank for a statement of one."
            ),
        ),
    ]


def test_a_statement_that_does_not_add_up_says_by_how_much():
    changed = CAMT.replace(">2337.65<", ">2347.65<")

    assert refused(changed, "giro.xml") == [
        (
            5,
            (
                "This statement does not add up: 1200.00 EUR at first and its 4 lines come"
                " to 2337.65 EUR, but it says 2347.65 EUR. Lines are missing or changed:"
                " ask the bank for the file again."
            ),
        )
    ]


def test_a_line_without_a_sign_or_a_day_is_named():
    broken = CAMT.replace("<CdtDbtInd>DBIT</CdtDbtInd>", "", 1).replace(
        "<BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt>", ""
    )

    assert refused(broken, "giro.xml") == [
        (13, "“” says neither in (CRDT) nor out (DBIT). Fetch the file again."),
        (53, "Here “BookgDt” is missing. Ask the bank for the file again."),
    ]


def test_a_file_cut_off_in_the_middle_is_refused_where_it_breaks_off():
    cut = CAMT[: CAMT.index("Mehl und Hafer")]

    ((row, said),) = refused(cut, "giro.xml")

    assert row == 21
    assert said.startswith("The file breaks off or is not whole: ")
    assert said.endswith(". Fetch it again.")


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param(
            '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
            id="a bomb",
        ),
        pytest.param(
            '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            id="a file of ours",
        ),
    ],
)
@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
def test_xml_that_brings_its_own_rules_is_not_read(declared, letters):
    bomb = CAMT.replace("?>\n", f"?>\n{declared}\n", 1).replace(
        "2026-11-GIRO", "&x;&b;"
    )
    if letters == "utf-16":
        bomb = bomb.replace("UTF-8", "UTF-16")

    assert refused(bomb.encode(letters), "giro.xml") == [
        (
            None,
            (
                "giro.xml brings its own rules along (DOCTYPE). No bank does that; we do"
                " not read it. Fetch the statement from the bank again."
            ),
        )
    ]


def test_ofx_that_brings_its_own_rules_is_not_read():
    bomb = (FILES / "ofx2_card.ofx").read_text()
    bomb = bomb.replace("<OFX>", '<!DOCTYPE OFX [<!ENTITY a "b">]><OFX>')

    ((_, said),) = refused(bomb, "card.ofx")

    assert said.startswith("card.ofx brings its own rules along (DOCTYPE).")


def test_other_camt_files_are_named_for_what_they_are():
    other = CAMT.replace("camt.053.001.08", "camt.054.001.08")

    assert refused(other, "n.xml") == [
        (
            None,
            (
                "n.xml is a CAMT.054, which is not a full statement. Ask the bank for"
                " CAMT.053, the statement of booked lines."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a document (PDF)"),
        (b"\x89PNG\r\n", "a picture"),
        (b"<!DOCTYPE html><html><body>Log in", "a web page"),
        (b"Rar!\x1a", "a packed archive; unpack it first,"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_named(content, what):
    assert refused(content, "statement.xml") == [
        (
            None,
            (
                f"statement.xml is {what}, not a bank statement. Fetch the statement as"
                " CAMT.053, MT940, OFX or CSV."
            ),
        )
    ]


def test_xml_that_is_no_statement_says_so():
    assert refused("<?xml version='1.0'?><note><to>you</to></note>", "n.xml") == [
        (None, "n.xml is XML, but holds no bank statement (CAMT.053). Fetch it again.")
    ]


def test_an_empty_file_is_named():
    assert refused("  \n", "n.sta") == [
        (None, "n.sta is empty. Fetch it from the bank again.")
    ]


def test_a_file_of_50_megabytes_is_refused_before_it_is_read():
    begun = time.perf_counter()

    said = refused(b"<" * (50 * 1024 * 1024), "year.xml")

    assert time.perf_counter() - begun < 1
    assert said == [
        (
            None,
            (
                f"50.0 MB are too much; a statement may have {STATEMENT_MAX_BYTES // 2**20}"
                " MB. Fetch it from the bank in parts, by month."
            ),
        )
    ]


def test_every_field_of_an_mt940_file_that_cannot_be_read_is_named():
    broken = (
        GERMAN_MT.replace(":61:2611031103DR84,20", ":61:2611311103DR84,20")
        .replace("CR1500,00", "CR1500.00")
        .replace(":62F:C270102EUR2427,80", ":62F:X270102EUR2427,80")
    )

    assert refused(broken, "giro.sta") == [
        (5, "The day “261131” does not exist. Ask the bank for the file again."),
        (
            9,
            (
                "The field :61: cannot be read: “2612300102CR1500.00N062NONREF”. Ask the"
                " bank for the file again."
            ),
        ),
        (
            14,
            (
                "The field :62F: cannot be read: “X270102EUR2427,80”. Ask the bank for the"
                " file again."
            ),
        ),
    ]


def test_the_30th_of_february_is_not_bent_into_another_day():
    broken = GERMAN_MT.replace("2611031103DR", "260230DR")

    ((row, said),) = refused(broken, "giro.sta")

    assert row == 5
    assert said == "The day “260230” does not exist. Ask the bank for the file again."


def test_an_mt940_file_without_an_end_says_what_is_missing():
    cut = GERMAN_MT.split(":62F:")[0]

    assert refused(cut, "giro.sta") == [
        (
            1,
            "This statement has no field :62F:; the file may be cut off. Fetch it again.",
        )
    ]


def test_a_page_that_is_missing_is_named():
    pages = (FILES / "mt940_dutch_two_pages.sta").read_text()
    broken = pages.replace(":60M:C261103EUR574,25", ":60M:C261103EUR474,25")

    assert refused(broken, "triodos.sta") == [
        (
            15,
            (
                "This page begins with 474.25 EUR, the page before ends with 574.25 EUR. A"
                " page is missing: fetch the file again."
            ),
        )
    ]


def test_every_line_of_an_ofx_file_that_cannot_be_read_is_named():
    broken = OFX.replace("<TRNAMT>-84.20", "<TRNAMT>eighty").replace(
        "<DTPOSTED>20261105", "<DTPOSTED>20261332"
    )

    assert refused(broken.encode("cp1252"), "giro.ofx") == [
        (
            24,
            (
                "“eighty” is not an amount written with “.” before the cents. Check the"
                " decimal sign in the mapping, or ask the bank for the file again."
            ),
        ),
        (32, "The day “20261332” does not exist. Ask the bank for the file again."),
    ]


def test_an_ofx_file_that_breaks_off_is_refused():
    cut = OFX[: OFX.index("<DTPOSTED>20261105")]

    assert refused(cut.encode("cp1252"), "giro.ofx") == [
        (
            33,
            "The file breaks off or is not whole: its tags do not close. Fetch it again.",
        )
    ]


def test_an_ofx_line_that_is_there_twice_is_named():
    start, end = (
        OFX.index("<STMTTRN>"),
        OFX.index("<STMTTRN>", OFX.index("<STMTTRN>") + 1),
    )
    double = OFX[:end] + OFX[start:end] + OFX[end:]

    assert refused(double.encode("cp1252"), "giro.ofx") == [
        (
            32,
            (
                "This line has the same reference, day and amount as line 24"
                " (2026110300017, -84.20 EUR). Ask the bank for the file again, or take the"
                " double line out."
            ),
        )
    ]


def test_a_double_line_is_named_where_the_statement_would_add_up_without_it():
    start = CAMT.index("<Ntry>")
    end = CAMT.index("</Ntry>") + len("</Ntry>")
    double = CAMT[:end] + CAMT[start:end] + CAMT[end:]

    assert refused(double, "giro.xml") == [
        (
            28,
            (
                "This line is the same as line 18 (reference 2026110300017, -84.20 EUR), and"
                " without it the statement would add up. Ask the bank for the file again."
            ),
        )
    ]


def test_two_lines_alike_are_two_where_the_statement_adds_up_with_both():
    start = CAMT.index("<Ntry>")
    end = CAMT.index("</Ntry>") + len("</Ntry>")
    double = (CAMT[:end] + CAMT[start:end] + CAMT[end:]).replace(
        ">2337.65<", ">2253.45<"
    )

    giro, _ = statements.read_statements(double.encode(), filename="giro.xml")

    assert len(giro.lines) == 5
