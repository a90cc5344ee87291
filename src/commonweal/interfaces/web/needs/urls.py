"""Addresses of needs and rounds."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.needs import many, mine, rounds, shares, totals

app_name = "needs"
urlpatterns = [
    path("needs/", mine.home, name="home"),
    path("needs/new/", mine.new, name="new"),
    path("needs/suggested/", mine.suggested, name="suggested"),
    path("needs/suggested/accept/", mine.accept, name="accept"),
    path("needs/paper/", many.paper, name="paper"),
    path("needs/paper/sheet/", many.paper_sheet, name="paper_sheet"),
    path("needs/table/", many.table, name="table"),
    path("needs/table/take/", many.take_table, name="take_table"),
    path("needs/table/empty.csv", many.empty_table, name="empty_table"),
    path("needs/totals/", totals.totals, name="totals"),
    path("needs/<uuid:need>/", mine.change, name="change"),
    path("needs/<uuid:need>/withdraw/", mine.withdraw, name="withdraw"),
    path("rounds/", rounds.home, name="rounds"),
    path("rounds/new/", rounds.new, name="open_round"),
    path("rounds/<uuid:round_id>/", rounds.show, name="round"),
    path("rounds/<uuid:round_id>/ask/", rounds.ask, name="ask"),
    path("rounds/<uuid:round_id>/rank/", rounds.rank, name="rank"),
    path("rounds/<uuid:round_id>/take/<uuid:line>/", rounds.take, name="take"),
    path("rounds/<uuid:round_id>/share-out/", shares.share_out, name="share_out"),
    path("rounds/<uuid:round_id>/withdraw/", shares.withdraw, name="withdraw_round"),
    path("rounds/<uuid:round_id>/close/", shares.close, name="close_round"),
    path("rounds/<uuid:round_id>/check/", shares.check, name="check"),
    path("rounds/<uuid:round_id>/sheet/", shares.sheet, name="sheet"),
    path("rounds/<uuid:round_id>/hand-over/", shares.hand_over, name="hand_over"),
    path("rounds/shares/<uuid:share>/", shares.why, name="why"),
    path("rounds/shares/<uuid:share>/give-back/", shares.give_back, name="give_back"),
]
