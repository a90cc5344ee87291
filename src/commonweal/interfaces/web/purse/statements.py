"""Pages that take in bank statements: choose a file, look at it, take it in.

A page carries a file on to the next step where it is small enough; a larger one is
chosen again. A table of a bank we do not know yet is shown with its columns, once.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.services import bank_in, bank_mappings
from commonweal.rooms.purse.translate import statements as reading
from commonweal.rooms.purse.words import bank as words

PAGE = "web/purse/take_in.html"
LOOK = "web/purse/look.html"
MAPPING = "web/purse/mapping.html"
#: Bytes a page carries on; written as text they grow by a third.
MOST_CARRIED = 1_200_000
#: Lines of a statement shown before it is taken in.
MOST_SHOWN = 200
NO_FILE = N_("Choose the file once more.")
DECIMALS = ((",", _("1.234,56")), (".", _("1,234.56")))
DAYS = (("dmy", _("23.11.2026")), ("ymd", _("2026-11-23")), ("mdy", _("11/23/2026")))


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came, and as a page carries it on."""

    name: str
    content: bytes

    @property
    def carried(self) -> str:
        """The content as text, or nothing when it is too long for a page."""
        if len(self.content) > MOST_CARRIED:
            return ""
        return base64.b64encode(self.content).decode("ascii")


class TakeIn(django_forms.Form):
    """A file of the bank."""

    file = django_forms.FileField(
        label=_("File of the bank"),
        required=False,
        help_text=_("CAMT.053 (XML), MT940, OFX, or CSV of any bank."),
    )
    account = forms.choice_field(
        _("Account"),
        required=False,
        help_text=_("Only if the file does not say which account it is of."),
    )
    mapping = forms.choice_field(_("For CSV: how the bank writes it"), required=False)
    add_to_days_taken_in = django_forms.BooleanField(
        label=_(
            "Take in lines of days that an earlier statement did not have them for"
        ),
        required=False,
    )

    def __init__(self, *args: Any, union: UUID, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        picks = chosen.picks(union)
        forms.choose(self, "account", picks.accounts(first=gettext("as the file says")))
        known = [
            (str(one.id), one.mapping.name) for one in bank.list_mappings(union=union)
        ]
        first = ("", gettext("not known yet: show me its columns"))
        forms.choose(self, "mapping", [first, *known])

    def statement_file(self, file: File) -> words.StatementFile:
        """Return the file with what was said about it."""
        said = self.cleaned_data
        return words.StatementFile(
            content=file.content,
            filename=file.name,
            account=forms.id_of(said["account"]),
            mapping=forms.id_of(said["mapping"]),
            add_to_days_taken_in=said["add_to_days_taken_in"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def take_in(request: HttpRequest) -> HttpResponse:
    """Choose a file; look at it, or take it in."""
    person, union, at = access.who(request)
    permissions.require_purse(by=person.id, union=union.id, at=at)
    form = TakeIn(
        request.POST or None,
        request.FILES or None,
        union=union.id,
        initial={
            "account": request.GET.get("account"),
            "mapping": request.GET.get("mapping"),
        },
    )
    context: dict[str, Any] = {
        "form": form,
        "statements": bank.list_statements(union=union.id, limit=12),
        "mappings": bank.list_mappings(union=union.id),
        "names": {a.id: a.name for a in chosen.picks(union.id).all_accounts},
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    try:
        context["file"] = file = _file(request, form)
        return _next_step(request, form, file)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)


def _next_step(request: HttpRequest, form: TakeIn, file: File) -> HttpResponse:
    """Ask for the columns of a table we do not know, show a file, or take it in."""
    if _is_unknown_table(form, file):
        return _show_columns(request, file)
    if "look" in request.POST:
        return _look(request, form, file)
    return _keep(request, form.statement_file(file))


@require_POST
@access.signed_in
def save_mapping(request: HttpRequest) -> HttpResponse:
    """Save how a bank writes its tables; then take the table in."""
    person, union, at = access.who(request)
    permissions.require_purse(by=person.id, union=union.id, at=at)
    mapping = _mapping(request)
    try:
        saved = bank_mappings.save_mapping(
            mapping=mapping,
            account=forms.id_of(request.POST.get("account")),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return _show_columns(request, _carried(request), refused, mapping)
    file = _carried(request)
    if file is None:
        return redirect(f"{request.path.removesuffix('mapping/')}?mapping={saved.id}")
    account = str(saved.account or "")
    form = TakeIn({"mapping": str(saved.id), "account": account}, union=union.id)
    form.full_clean()
    return _look(request, form, file)


@require_POST
@access.signed_in
def retire_mapping(request: HttpRequest, mapping: UUID) -> HttpResponse:
    """Offer a mapping no longer."""
    person, union, at = access.who(request)
    bank_mappings.retire_mapping(mapping=mapping, union=union.id, by=person.id, at=at)
    return redirect("purse:take_in")


def _look(request: HttpRequest, form: TakeIn, file: File) -> HttpResponse:
    """Show what a file says; nothing is kept yet."""
    _person, union, at = access.who(request)
    picked = forms.id_of(form.cleaned_data["mapping"])
    mapping = (
        bank.get_mapping(union=union.id, mapping=picked).mapping if picked else None
    )
    try:
        found = reading.read_statements(
            file.content,
            filename=file.name,
            mapping=mapping,
            today=people.local_day(union=union.id, at=at),
        )
    except Refused as refused:
        context = {"file": file, "problems": refused.problems, "mapping": picked}
        return render(request, LOOK, context, status=422)
    context = {
        "file": file,
        "found": [(one, one.lines[:MOST_SHOWN]) for one in found],
        "most_shown": MOST_SHOWN,
        "typed": form.cleaned_data,
        "accounts": chosen.picks(union.id).accounts(),
        "is_nameless": any(not one.account for one in found),
    }
    return render(request, LOOK, context)


def _keep(request: HttpRequest, file: words.StatementFile) -> HttpResponse:
    person, union, at = access.who(request)
    taken = bank_in.import_statements(file=file, union=union.id, by=person.id, at=at)
    said = ngettext("%(n)s new line.", "%(n)s new lines.", taken.n_new)
    messages.success(request, said % {"n": taken.n_new})
    if taken.not_ours:
        others = gettext("Left out, not among our accounts: %(names)s.")
        messages.warning(request, others % {"names": ", ".join(taken.not_ours)})
    for one in taken.statements:
        if one.is_gap_before:
            gap = gettext(
                "Before %(day)s a statement is missing: the bank's amounts jump."
            )
            messages.warning(request, gap % {"day": one.first_day})
    return redirect("purse:bank")


def _file(request: HttpRequest, form: TakeIn) -> File:
    sent = form.cleaned_data["file"]
    if sent:
        if (sent.size or 0) > words.STATEMENT_MAX_BYTES:
            reading.read_statements(
                b"\0" * (words.STATEMENT_MAX_BYTES + 1), filename=""
            )
        return File(sent.name or "", sent.read())
    carried = _carried(request)
    if carried is None:
        raise Refused(Problem("file", NO_FILE))
    return carried


def _carried(request: HttpRequest) -> File | None:
    text = request.POST.get("carried", "")
    if not text:
        return None
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return File(request.POST.get("filename", "")[:200], content)


def _is_unknown_table(form: TakeIn, file: File) -> bool:
    if form.cleaned_data["mapping"]:
        return False
    return reading.kind_of(file.content, file.name) == "csv"


def _show_columns(
    request: HttpRequest,
    file: File | None,
    refused: Refused | None = None,
    mapping: words.CsvMapping | None = None,
) -> HttpResponse:
    """Show the first rows of a table, and ask which column is what."""
    glance = bank_mappings.glance_at(file.content, file.name) if file else None
    said = mapping or (glance.guess if glance else None)
    chosen_columns = dict(said.columns) if said else {}
    context = {
        "file": file,
        "glance": glance,
        "mapping": said,
        "parts": [
            (code, text, chosen_columns.get(code, ""))
            for code, text in words.MAPPED.items()
        ],
        "columns": glance.columns if glance else (),
        "accounts": chosen.picks(access.who(request)[1].id).accounts(),
        "account": request.POST.get("account", ""),
        "decimals": DECIMALS,
        "days": DAYS,
        "out_words": ", ".join(said.out_words) if said else "",
        "problems": refused.problems if refused else (),
    }
    return render(request, MAPPING, context, status=422 if refused else 200)


def _mapping(request: HttpRequest) -> words.CsvMapping:
    sent = request.POST

    def text(name: str) -> str:
        return sent.get(name, "").strip()[:200]

    columns = {code: text(f"column-{code}") for code in words.MAPPED}
    return words.CsvMapping(
        name=text("name"),
        columns={code: name for code, name in columns.items() if name},
        decimal=text("decimal") or ",",  # type: ignore[arg-type]  # the deed looks at it
        days=text("days") or "dmy",  # type: ignore[arg-type]  # the deed looks at it
        out_words=tuple(_split(text("out_words"))),
        currency=text("currency").upper(),
    )


def _split(text: str) -> Iterable[str]:
    return (word.strip().lower() for word in text.split(",") if word.strip())
