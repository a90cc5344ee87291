"""Addresses of the purse."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.purse import (
    accounts,
    bank,
    books,
    budget,
    categories,
    counting,
    entries,
    glance,
    kiosk,
    leaving,
    listing,
    moving,
    noting,
    paying,
    pledges,
    repeating,
    rules,
    sheet,
    shopping,
    spends,
    statements,
    typed_board,
    typed_pockets,
    typed_slips,
)

app_name = "purse"

DAILY = [
    path("purse/", glance.home, name="home"),
    path("purse/note/", noting.note, name="note"),
    path("purse/pocket/", noting.pocket, name="pocket"),
    path("purse/kiosk/", kiosk.kiosk, name="kiosk"),
    path("purse/kiosk/start/", kiosk.start, name="start_kiosk"),
    path("purse/kiosk/end/", kiosk.end, name="end_kiosk"),
    path("purse/kiosk/undo/<uuid:entry>/", kiosk.undo, name="kiosk_undo"),
    path("purse/list/", listing.typed_list, name="list"),
    path("purse/list/paper/", listing.paper, name="paper_list"),
    path("purse/pocket/list/", typed_pockets.typed, name="typed_pockets"),
    path("purse/pocket/list/paper/", typed_pockets.paper, name="paper_pockets"),
    path("purse/shopping/", shopping.shopping, name="shopping"),
    path("purse/entries/", entries.entries, name="entries"),
    path("purse/entries/mine/", entries.mine, name="mine"),
    path("purse/entries/<uuid:entry>/", entries.entry, name="entry"),
    path("purse/entries/<uuid:entry>/undo/", entries.undo, name="undo"),
    path("purse/entries/<uuid:entry>/forget/", entries.forget_note, name="forget_note"),
    path("purse/sheet/", sheet.months, name="months"),
    path("purse/sheet/<int:year>-<int:month>/", sheet.sheet, name="sheet"),
]
OURS = [
    path("purse/accounts/", accounts.accounts, name="accounts"),
    path("purse/accounts/new/", accounts.new, name="new_account"),
    path("purse/accounts/first/", moving.opening, name="opening"),
    path("purse/accounts/move/", moving.move, name="move"),
    path("purse/accounts/exchange/", moving.exchange, name="exchange"),
    path("purse/accounts/count/", counting.counting, name="counting"),
    path(
        "purse/accounts/count/<uuid:counting>/", counting.confirm, name="confirm_count"
    ),
    path("purse/accounts/<uuid:account>/", accounts.account, name="account"),
    path("purse/accounts/<uuid:account>/close/", accounts.close, name="close_account"),
    path("purse/purses/", accounts.purses, name="purses"),
    path("purse/purses/<uuid:purse>/", accounts.change_purse, name="change_purse"),
    path("purse/categories/", categories.categories, name="categories"),
    path("purse/categories/<uuid:category>/", categories.category, name="category"),
    path(
        "purse/categories/<uuid:category>/retire/",
        categories.retire,
        name="retire_category",
    ),
]
BANK = [
    path("purse/bank/", bank.bank, name="bank"),
    path("purse/bank/match/", bank.match_all, name="match_all"),
    path("purse/bank/lines/", bank.book_all, name="book_all"),
    path("purse/bank/lines/<uuid:line>/match/", bank.match, name="match"),
    path("purse/bank/lines/<uuid:line>/apart/", bank.unmatch, name="unmatch"),
    path("purse/bank/statements/", statements.take_in, name="take_in"),
    path(
        "purse/bank/statements/mapping/", statements.save_mapping, name="save_mapping"
    ),
    path(
        "purse/bank/statements/mapping/<uuid:mapping>/forget/",
        statements.retire_mapping,
        name="retire_mapping",
    ),
    path("purse/bank/rules/", rules.rules, name="rules"),
    path("purse/bank/rules/<uuid:rule>/", rules.change, name="change_rule"),
    path("purse/out/", paying.paying, name="paying"),
    path("purse/out/<uuid:pocket>/", paying.qr, name="qr"),
    path("purse/books/", books.books, name="books"),
    path("purse/books/<str:style>/data/", books.books_file, name="books_file"),
]
TOGETHER = [
    path("purse/spends/", spends.spends, name="spends"),
    path("purse/spends/new/", spends.announce, name="announce"),
    path("purse/spends/board/", typed_board.typed, name="typed_board"),
    path("purse/spends/board/paper/", typed_board.paper, name="paper_board"),
    path("purse/spends/<uuid:spend>/", spends.spend, name="spend"),
    path("purse/spends/<uuid:spend>/voice/", spends.voice, name="spend_voice"),
    path("purse/spends/<uuid:spend>/talk/", spends.talk, name="spend_talk"),
    path("purse/spends/<uuid:spend>/end/", spends.end, name="spend_end"),
    path("purse/rounds/", pledges.rounds, name="rounds"),
    path("purse/rounds/new/", pledges.new, name="open_round"),
    path("purse/rounds/<uuid:round_id>/", pledges.show, name="round"),
    path("purse/rounds/<uuid:round_id>/slips/", typed_slips.typed, name="typed_slips"),
    path(
        "purse/rounds/<uuid:round_id>/slips/paper/",
        typed_slips.paper,
        name="paper_slips",
    ),
    path("purse/rounds/<uuid:round_id>/end/", pledges.end, name="end_round"),
    path("purse/repeating/", repeating.overview, name="repeating"),
    path("purse/repeating/new/", repeating.new, name="add_repeating"),
    path("purse/repeating/due/", repeating.enter, name="enter_due"),
    path(
        "purse/repeating/<uuid:repeating>/", repeating.change, name="change_repeating"
    ),
    path("purse/budget/", budget.budgets, name="budgets"),
    path("purse/budget/new/", budget.new, name="new_budget"),
    path("purse/budget/<uuid:budget>/", budget.budget, name="budget"),
    path("purse/budget/<uuid:budget>/change/", budget.change, name="change_budget"),
    path("purse/budget/<uuid:budget>/approve/", budget.approve, name="approve_budget"),
    path("purse/budget/<uuid:budget>/propose/", budget.propose, name="propose_shift"),
    path("purse/budget/<uuid:budget>/shifts/<uuid:shift>/", budget.shift, name="shift"),
    path(
        "purse/budget/<uuid:budget>/shifts/<uuid:shift>/voice/",
        budget.shift_voice,
        name="shift_voice",
    ),
    path("purse/leaving/", leaving.leaving, name="leaving"),
    path("purse/leaving/code/", leaving.with_code, name="with_code"),
    path("purse/leaving/<uuid:settlement>/", leaving.settlement, name="settlement"),
    path(
        "purse/leaving/<uuid:settlement>/answer/",
        leaving.answer,
        name="answer_settlement",
    ),
]
urlpatterns = [*DAILY, *OURS, *BANK, *TOGETHER]
