"""A year of bank lines: read, taken in, matched by suggestion and by rule, held against.

    python -m benchmarks.bank              2,000 lines, a look in a few seconds
    python -m benchmarks.bank --lines 20000 --as camt    the year of a busy union

Through the services, on SQLite with full sync (or DATABASE_URL), one core. The limit is
30 s for 20,000 lines taken in and matched, and so many seconds less for fewer.
"""

from __future__ import annotations

import argparse
import os
import random
from datetime import date, timedelta

from benchmarks import houses
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.queries import bank_checks
from commonweal.rooms.purse.services import (
    bank_books,
    bank_in,
    bank_mappings,
    bank_matching,
    bank_rules,
    entries,
)
from commonweal.rooms.purse.words.bank import CsvMapping, RuleDraft, StatementFile

LIMIT_OF_20_000 = 30.0
IBAN = "DE15370501980001234567"
SAVINGS = "DE31370501980007654321"
FIRST = date(2025, 11, 20)
DAYS = 365
OPENING = 50_000_00
SHOPS = (
    ("Muehle am Bach", "food"), ("Baeckerei Korn", "food"), ("Stadtwerke", "energy"),
    ("Baumarkt Holz", "tools"), ("Bahn AG", "travel"), ("Apotheke Linde", "health"),
    ("Kleiderkammer", "clothing"), ("Hausverwaltung", "home"),
)  # fmt: skip


def main() -> None:
    options = _options()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    houses.open_house()
    house = _House()
    rows = _year(options.lines)
    house.write_down(rows)
    content, filename, mapping = FILES[options.style](rows)
    size = f"{len(content) / 2**20:.1f} MB"
    limit = LIMIT_OF_20_000 * options.lines / 20_000
    begun = houses.moment()
    taken = house.take_in(content, filename, mapping)
    taken_in = houses.moment()
    told = house.match()
    matched = houses.moment()
    again = house.take_in(content, filename, mapping)
    taken_again = houses.moment()
    (check,) = bank_checks.statement_check(
        union=house.union, on=houses.AT.date(), account=house.giro
    )
    checked = houses.moment()
    books = [
        bank_books.write_books(style=style, union=house.union)
        for style in ("beancount", "hledger")
    ]
    written = houses.moment()
    assert taken.n_new == options.lines, taken.n_new
    assert again.n_new == 0
    assert told.n_waiting == sum(not row.is_known for row in rows), told
    assert list(queries.differences(union=house.union)) == []
    print(told, check.difference, [len(book.content) for book in books])
    houses.table(
        f"{options.lines:,} bank lines as {options.style}, {size}",
        [
            houses.row("read and take in", taken_in.since(begun)),
            houses.row("match", matched.since(taken_in)),
            houses.row("both", matched.since(begun), limit),
            houses.row("take in once more: nothing", taken_again.since(matched)),
            houses.row("bank against books", checked.since(taken_again)),
            houses.row("write books twice", written.since(checked)),
        ],
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--as", dest="style", choices=sorted(FILES), default="camt")
    return parser.parse_args()


class _Row:
    """One line of the year: half known by rule, a quarter written down before."""

    def __init__(self, number: int, day: date, chance: random.Random) -> None:
        self.number = number
        self.day = day
        self.name, self.category = chance.choice(SHOPS)
        # One in twenty is above the threshold and is announced afterwards.
        self.amount = -chance.randrange(100, 15_800)
        self.kind = chance.choices(
            ("rule", "written", "income", "moved", "unknown"), (55, 25, 10, 5, 5)
        )[0]
        if self.kind == "income":
            self.name, self.amount = "Werkstatt Eiche", chance.randrange(10_000, 90_000)
        if self.kind == "moved":
            self.name, self.amount = (
                "Lentil House Reserve",
                -chance.randrange(1, 9) * 10_000,
            )
        if self.kind == "written":
            self.name = "Laden an der Ecke"
            self.amount = -(1_000_000 + number)  # told apart by the amount, as most are
        if self.kind == "unknown":
            self.name = f"Unknown {number}"

    @property
    def is_known(self) -> bool:
        return self.kind != "unknown"

    @property
    def euros(self) -> str:
        return f"{abs(self.amount) // 100}.{abs(self.amount) % 100:02d}"


def _year(n_lines: int) -> list[_Row]:
    chance = random.Random(4711)
    return [
        _Row(number, FIRST + timedelta(days=number * DAYS // n_lines), chance)
        for number in range(n_lines)
    ]


class _House:
    """A union whose steward keeps the purse, with rules and what was written down."""

    def __init__(self) -> None:
        union, self.keeper = houses.found_union(25, 2)
        self.union = union.id
        self._give_mandate()
        self.giro, self.savings = (
            services.open_account(
                draft=words.AccountDraft(name=name, currency="EUR", iban=iban),
                union=self.union, by=self.keeper, key=name, at=houses.AT,
            )
            for name, iban in (("Giro", IBAN), ("Savings", SAVINGS))
        )  # fmt: skip
        self.categories = {
            one.code: one.id for one in queries.list_categories(union=self.union)
        }
        self._rules()

    def write_down(self, rows: list[_Row]) -> None:
        """Write down beforehand what people note themselves."""
        drafts = tuple(
            words.EntryDraft(
                amount=row.euros, category=self.categories["food"], kind="paid",
                account=self.giro, day=row.day - timedelta(days=1), key=str(row.number),
                happened_anyway=True,
            )
            for row in rows
            if row.kind == "written"
        )  # fmt: skip
        entries.write_entries(
            drafts=drafts, union=self.union, by=self.keeper, at=houses.AT
        )

    def take_in(self, content: bytes, filename: str, mapping: CsvMapping | None):
        saved = None
        if mapping is not None:
            saved = bank_mappings.save_mapping(
                mapping=mapping, union=self.union, by=self.keeper, key="m", at=houses.AT
            ).id
        file = StatementFile(
            content=content, filename=filename, account=self.giro, mapping=saved
        )
        return bank_in.import_statements(
            file=file, union=self.union, by=self.keeper, at=houses.AT
        )

    def match(self):
        return bank_matching.match_lines(union=self.union, by=self.keeper, at=houses.AT)

    def _rules(self) -> None:
        looks = [(name, self.categories[code], None) for name, code in SHOPS]
        looks.append(("Werkstatt", self.categories["enterprises"], None))
        looks.append(("Reserve", None, self.savings))
        for name, category, moved_with in looks:
            bank_rules.add_rule(
                draft=RuleDraft(contains=name, category=category, moved_with=moved_with),
                union=self.union, by=self.keeper, key=name, at=houses.AT,
            )  # fmt: skip

    def _give_mandate(self) -> None:
        found = {one.name: one.id for one in people.list_people(union=self.union)}
        mandate = people_services.propose_mandate(
            union=self.union, person=self.keeper, scope="purse", by=found["Kofi"],
            at=houses.AT, key="purse", begins=houses.AT.date(),
            ends=houses.AT.date() + timedelta(days=300),
        )  # fmt: skip
        people_services.confirm_mandate(
            mandate=mandate.id, by=found["Lena"], at=houses.AT
        )


# --- the year, as banks write it ----------------------------------------------------


def _camt(rows: list[_Row]) -> tuple[bytes, str, None]:
    """Return one file with a statement for each month."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    ]
    months: dict[str, list[_Row]] = {}
    for row in rows:
        months.setdefault(row.day.strftime("%Y-%m"), []).append(row)
    held = OPENING
    for month, of in months.items():
        out.append(
            f"<Stmt><Id>{month}</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        )
        out.append(_bal("OPBD", held, of[0].day))
        held += sum(row.amount for row in of)
        out.append(_bal("CLBD", held, of[-1].day))
        out.extend(map(_ntry, of))
        out.append("</Stmt>")
    out.append("</BkToCstmrStmt></Document>")
    return "\n".join(out).encode(), "year.xml", None


def _bal(kind: str, held: int, day: date) -> str:
    sign = "CRDT" if held >= 0 else "DBIT"
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{abs(held) // 100}.{abs(held) % 100:02d}</Amt>'
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _ntry(row: _Row) -> str:
    sign, side = ("CRDT", "Dbtr") if row.amount > 0 else ("DBIT", "Cdtr")
    return (
        f'<Ntry><Amt Ccy="EUR">{row.euros}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{row.day}</Dt></BookgDt>"
        f"<ValDt><Dt>{row.day}</Dt></ValDt><AcctSvcrRef>B{row.number:012d}</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>"
        "</Domn></BkTxCd><NtryDtls>\n<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f"<RltdPties><{side}><Pty><Nm>{row.name}</Nm></Pty></{side}><{side}Acct><Id>"
        f"<IBAN>DE76200400600526015800</IBAN></Id></{side}Acct></RltdPties>"
        f"<RmtInf><Ustrd>Invoice {row.number}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _mt940(rows: list[_Row]) -> tuple[bytes, str, None]:
    """Return a statement for each day, as many banks send them."""
    days: dict[date, list[_Row]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    out, held = [], OPENING
    for number, (day, of) in enumerate(days.items(), start=1):
        out += [
            ":20:STARTUMS",
            f":25:{IBAN}",
            f":28C:{number}/1",
            _held("60F", held, day),
        ]
        for row in of:
            sign = "C" if row.amount > 0 else "D"
            amount = row.euros.replace(".", ",")
            out.append(
                f":61:{day:%y%m%d%m%d}{sign}R{amount}NTRFNONREF//B{row.number:012d}"
            )
            out.append(
                f":86:177?00UMSATZ?20SVWZ+Invoice {row.number}"
                f"?31DE76200400600526015800?32{row.name}"
            )
        held += sum(row.amount for row in of)
        out += [_held("62F", held, day), "-"]
    return "\n".join(out).encode(), "year.sta", None


def _held(tag: str, held: int, day: date) -> str:
    sign = "C" if held >= 0 else "D"
    return f":{tag}:{sign}{day:%y%m%d}EUR{abs(held) // 100},{abs(held) % 100:02d}"


def _ofx(rows: list[_Row]) -> tuple[bytes, str, None]:
    head = (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\n"
        "CHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
        "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>EUR<BANKACCTFROM>"
        f"<BANKID>37050198<ACCTID>{IBAN}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        f"<DTSTART>{rows[0].day:%Y%m%d}<DTEND>{rows[-1].day:%Y%m%d}\n"
    )
    lines = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{row.day:%Y%m%d}"
        f"<TRNAMT>{'' if row.amount > 0 else '-'}{row.euros}<FITID>B{row.number}"
        f"<NAME>{row.name}<MEMO>Invoice {row.number}</STMTTRN>\n"
        for row in rows
    )
    tail = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    return (head + lines + tail).encode(), "year.ofx", None


def _csv(rows: list[_Row]) -> tuple[bytes, str, CsvMapping]:
    columns = {
        "day": "Buchungstag",
        "amount": "Betrag",
        "counterparty": "Name",
        "text": "Zweck",
    }
    lines = "".join(
        f"{row.day:%d.%m.%Y};{'' if row.amount > 0 else '-'}{row.euros.replace('.', ',')};"
        f"{row.name};Invoice {row.number}\n"
        for row in rows
    )
    content = f"Buchungstag;Betrag;Name;Zweck\n{lines}".encode("cp1252")
    return content, "year.csv", CsvMapping(name="Bank", columns=columns, currency="EUR")


FILES = {"camt": _camt, "mt940": _mt940, "ofx": _ofx, "csv": _csv}

if __name__ == "__main__":
    main()
