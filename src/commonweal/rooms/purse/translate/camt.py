"""Reads CAMT.053 statements (ISO 20022 XML), versions 2 to 13, of any bank.

No entity is expanded, nothing is fetched, and a file with a DOCTYPE is refused. Names
of elements are read without their name space, so that a new version needs no new code.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator

from lxml import etree

from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.words.bank import LINES_MAX, Statement, StatementLine

_NAME_SPACE = re.compile(rb"camt\.(\d{3})\.\d{3}\.(\d{2})")
_DOCTYPE = N_(
    "%(name)s brings its own rules along (DOCTYPE). No bank does that; we do not read"
    " it. Fetch the statement from the bank again."
)
_OTHER_CAMT = N_(
    "%(name)s is a CAMT.%(kind)s, which is not a full statement. Ask the bank for"
    " CAMT.053, the statement of booked lines."
)
_NOT_CAMT = N_(
    "%(name)s is XML, but holds no bank statement (CAMT.053). Fetch it again."
)
_BROKEN = N_("The file breaks off or is not whole: %(why)s. Fetch it again.")
_TOO_MANY = N_("More than %(n)s lines are in one file. Fetch it in parts, by month.")
_MISSING = N_("Here “%(element)s” is missing. Ask the bank for the file again.")
_NO_ACCOUNT = N_(
    "This statement does not say which account it is of. Ask the bank for the file again."
)
_NOT_A_SIGN = N_(
    "“%(value)s” says neither in (CRDT) nor out (DBIT). Fetch the file again."
)

_OPENING = ("OPBD", "PRCD", "ITBD")
_CLOSING = ("CLBD", "ITBD")
_LONG = 6
_SIGNS = {"CRDT": 1, "DBIT": -1}


def read(content: bytes, filename: str, reading: values.Reading) -> Iterator[Statement]:
    """Yield the statements of a file; problems go to ``reading``."""
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    plain = content.replace(b"\0", b"") if wide else content
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", plain, re.IGNORECASE):
        raise values.not_a_file(_DOCTYPE, filename)
    said = _NAME_SPACE.search(plain[:2000])
    if said and said[1] != b"053":
        raise values.not_a_file(_OTHER_CAMT, filename, kind=said[1].decode())
    n_statements = 0
    try:
        for _, element in etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            tag="{*}Stmt",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            n_statements += 1
            statement = _StatementOf(element, reading).read()
            if statement is not None:
                yield statement
            element.clear()
    except etree.XMLSyntaxError as broken:
        row = broken.lineno or None
        why = {"why": values.short(str(broken.msg or "").split(",")[0])}
        reading.problems.append(Problem("file", _BROKEN, why, row))
        return
    if not n_statements:
        raise values.not_a_file(_NOT_CAMT, filename)


class _StatementOf:
    """Reads one ``Stmt`` element."""

    def __init__(self, element: etree._Element, reading: values.Reading) -> None:
        self.element = element
        self.reading = reading
        self.row = _row(element)

    def read(self) -> Statement | None:
        account = self._account()
        unit = self._currency()
        if unit is None or not account:
            return None
        since = len(self.reading.problems)
        entries = list(self.element.iterchildren("{*}Ntry"))
        if len(entries) > LINES_MAX:
            raise Refused(Problem("file", _TOO_MANY, {"n": LINES_MAX}, self.row))
        booked = [e for e in entries if _status(e) not in {"PDNG", "INFO", "FUTR"}]
        lines = [
            line
            for entry in booked
            for line in _Entry(entry, unit, self.reading).lines()
        ]
        opening, closing, days = self._amounts(unit)
        kinds = {_text(e, "Tp/CdOrPrtry/Cd") for e in self.element if _name(e) == "Bal"}
        days += [line.day for line in lines]
        for path in ("FrToDt/FrDtTm", "FrToDt/ToDtTm", "FrToDt/FrDt", "FrToDt/ToDt"):
            text = _text(self.element, path)
            day = self.reading.day(text, row=self.row) if text else None
            days += [day] if day else []
        if not days and len(self.reading.problems) == since:
            self.reading.refuse("file", _MISSING, self.row, element="Bal/Dt")
        if len(self.reading.problems) > since:
            return None
        return Statement(
            row=self.row,
            format="camt053",
            account=account,
            currency=unit.code,
            number=values.clean(_text(self.element, "Id"))[:80],
            opening=opening,
            closing=closing,
            first_day=min(days),
            last_day=max(days),
            lines=tuple(lines),
            n_pending=len(entries) - len(booked),
            is_later_page=not kinds & {"OPBD", "PRCD"} and "ITBD" in kinds,
        )

    def _account(self) -> str:
        found = _text(self.element, "Acct/Id/IBAN") or _text(
            self.element, "Acct/Id/Othr/Id"
        )
        if not found:
            self.reading.refuse("account", _NO_ACCOUNT, self.row)
        return values.account_number(found)

    def _currency(self) -> Unit | None:
        code = _text(self.element, "Acct/Ccy")
        if not code:
            amount = _find(self.element, "Bal/Amt")
            if amount is None:
                amount = _find(self.element, "Ntry/Amt")
            code = "" if amount is None else amount.get("Ccy", "")
        if not code:
            self.reading.refuse("currency", _MISSING, self.row, element="Acct/Ccy")
            return None
        return self.reading.currency(code, row=self.row)

    def _amounts(self, unit: Unit) -> tuple[Measure | None, Measure | None, list]:  # type: ignore[type-arg]
        """Return what was there first and last, and the days of both."""
        said: dict[str, list[tuple[Measure, object]]] = {}
        for element in self.element:
            if _name(element) != "Bal":
                continue
            kind = _text(element, "Tp/CdOrPrtry/Cd")
            if kind not in {*_OPENING, *_CLOSING}:
                continue
            amount = _signed(element, unit, self.reading)
            day = _day(element, "Dt", self.reading)
            if amount is not None:
                said.setdefault(kind, []).append((amount, day))
        first = next((said[kind][0] for kind in _OPENING if kind in said), None)
        last = next((said[kind][-1] for kind in _CLOSING if kind in said), None)
        days = [last[1]] if last and last[1] else []
        return (first[0] if first else None, last[0] if last else None, days)


class _Entry:
    """Reads one ``Ntry`` element, which may be a batch of several payments."""

    def __init__(
        self, element: etree._Element, unit: Unit, reading: values.Reading
    ) -> None:
        self.element = element
        self.unit = unit
        self.reading = reading
        self.row = _row(element)

    def lines(self) -> list[StatementLine]:
        amount = _signed(self.element, self.unit, self.reading)
        day = _day(self.element, "BookgDt", self.reading)
        value_day = _day(self.element, "ValDt", self.reading)
        if _find(self.element, "BookgDt") is None:
            day = value_day
            if day is None and _find(self.element, "ValDt") is None:
                self.reading.refuse("day", _MISSING, self.row, element="BookgDt")
        if amount is None or day is None:
            return []
        details = [
            part
            for group in self.element.iterchildren("{*}NtryDtls")
            for part in group.iterchildren("{*}TxDtls")
        ]
        shares = self._shares(details, amount)
        if shares is None:
            details, shares = (
                (details if len(details) == 1 else [self.element]),
                [amount],
            )
        return [
            self._line(part, share, day, value_day)
            for part, share in zip(details, shares, strict=True)
        ]

    def _shares(
        self, details: list[etree._Element], whole: Measure
    ) -> list[Measure] | None:
        """Return the amounts of a batch's payments if they make up the whole."""
        if len(details) < 2:  # noqa: PLR2004 - one payment is no batch
            return None
        sign = -1 if whole.amount < 0 else 1
        shares = []
        for part in details:
            amount = _find(part, "Amt")
            if amount is None:
                amount = _find(part, "AmtDtls/TxAmt/Amt")
            if amount is None or amount.get("Ccy") != self.unit.code:
                return None
            read = self.reading.amount(amount.text or "", self.unit, row=_row(part))
            if read is None:
                return None
            own = _text(part, "CdtDbtInd")
            turned = _SIGNS.get(own, sign)
            shares.append(Measure(turned * read.amount, self.unit))
        adds_up = sum(share.amount for share in shares) == whole.amount
        return shares if adds_up else None

    def _line(
        self, part: etree._Element, amount: Measure, day: object, value_day: object
    ) -> StatementLine:
        side = "Dbtr" if amount.amount > 0 else "Cdtr"
        name = next(
            filter(
                None,
                (
                    _text(part, f"RltdPties/{side}/Nm"),
                    _text(part, f"RltdPties/{side}/Pty/Nm"),
                    _text(part, f"RltdPties/Ultmt{side}/Nm"),
                    _text(part, f"RltdPties/Ultmt{side}/Pty/Nm"),
                ),
            ),
            "",
        )
        account = _text(part, f"RltdPties/{side}Acct/Id/IBAN") or _text(
            part, f"RltdPties/{side}Acct/Id/Othr/Id"
        )
        said = [
            *_texts(part, "RmtInf/Ustrd"),
            *_texts(part, "RmtInf/Strd/CdtrRefInf/Ref"),
        ]
        extra = [_text(part, "AddtlTxInf"), _text(self.element, "AddtlNtryInf")]
        code = [
            _text(self.element, "BkTxCd/Domn/Cd"),
            _text(self.element, "BkTxCd/Domn/Fmly/Cd"),
            _text(self.element, "BkTxCd/Domn/Fmly/SubFmlyCd"),
        ]
        return StatementLine(
            row=_row(part),
            day=day,  # type: ignore[arg-type]
            value_day=value_day,  # type: ignore[arg-type]
            amount=amount,
            reference=values.reference(
                _text(part, "Refs/AcctSvcrRef"),
                _text(self.element, "AcctSvcrRef"),
                _long(_text(self.element, "NtryRef")),
            ),
            end_to_end=values.reference(_text(part, "Refs/EndToEndId")),
            counterparty=values.clean(name)[:140],
            counterparty_iban=values.account_number(account),
            text=values.clean(*said) or values.clean(*extra),
            bank_code="-".join(filter(None, code))
            or values.clean(_text(self.element, "BkTxCd/Prtry/Cd"))[:40],
        )


def _signed(
    element: etree._Element, unit: Unit, reading: values.Reading
) -> Measure | None:
    amount = _find(element, "Amt")
    row = _row(element)
    if amount is None:
        reading.refuse("amount", _MISSING, row, element="Amt")
        return None
    if not reading.same_currency(amount.get("Ccy", ""), unit.code, row=row):
        return None
    read = reading.amount(amount.text or "", unit, row=row)
    sign = _text(element, "CdtDbtInd")
    if sign not in _SIGNS:
        reading.refuse("amount", _NOT_A_SIGN, row, value=values.short(sign))
    elif read is not None:
        return Measure(_SIGNS[sign] * read.amount, unit)
    return None


def _day(element: etree._Element, name: str, reading: values.Reading):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Read ``name/Dt`` or ``name/DtTm``; None when absent or wrong."""
    text = _text(element, f"{name}/Dt") or _text(element, f"{name}/DtTm")
    return reading.day(text[:10], row=_row(element)) if text else None


def _long(text: str) -> str:
    """Return a reference that tells lines apart; a mere count does not."""
    return text if len(text) >= _LONG else ""


def _status(entry: etree._Element) -> str:
    """Return BOOK, PDNG or INFO; older versions write it without ``Cd``."""
    return _text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _row(element: etree._Element) -> int:
    return element.sourceline or 0


def _find(element: etree._Element, path: str) -> etree._Element | None:
    for name in _steps(path):
        element = next(element.iterchildren(name), None)
        if element is None:
            return None
    return element


@functools.cache
def _steps(path: str) -> tuple[str, ...]:
    """Return the names of a path, of any name space."""
    return tuple(f"{{*}}{name}" for name in path.split("/"))


def _text(element: etree._Element, path: str) -> str:
    found = _find(element, path)
    return "" if found is None or not found.text else found.text.strip()


def _texts(element: etree._Element, path: str) -> list[str]:
    found = element.findall("/".join(_steps(path)))
    return [one.text.strip() for one in found if one.text]
