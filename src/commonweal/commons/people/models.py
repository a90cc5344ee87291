"""The rows of people: unions, circles, persons, accounts, mandates, invitations, tokens.

What is not here is not kept: no e-mail, birth date, sex, relationship, rank, stage or
"last seen" (I-25), and no history of who lived in which circle (H2).
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models
from django.db.models import F, Q


class Account(AbstractBaseUser):
    """The login of a person: a name to sign in with, and a password or passkey.

    Has no e-mail, no staff flag and no superuser: there is no account that may do
    everything (I-16). Deleted when its person leaves.
    """

    username = models.CharField(max_length=64, unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    last_login = None  # no "last seen" of anybody

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""


class Union(models.Model):
    """A communal union on this node. Its id is also its agent in the ledger.

    ``two_keys_at``: when it first had two key-holders; until then it is being founded.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)
    founded_at = models.DateTimeField()
    two_keys_at = models.DateTimeField(null=True)


class Circle(models.Model):
    """A small group that receives together. Its id is also its agent in the ledger.

    Forming, choosing, leaving or ending one changes nobody's entitlement (I-7).
    """

    id = models.UUIDField(primary_key=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    formed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "name"],
                condition=Q(ended_at__isnull=True),
                name="circles_of_a_union_have_different_names",
            )
        ]


class Person(models.Model):
    """A person of a union: associate, on trial, guest, or left (then without a name).

    ``agent`` is a pseudonym: the only trace of a person the ledger may hold. Leaving
    forgets it. ``added_by`` is who entered somebody who never signs in.
    """

    id = models.UUIDField(primary_key=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT)
    account = models.OneToOneField(
        Account, null=True, on_delete=models.SET_NULL, related_name="person"
    )
    agent = models.UUIDField(null=True, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, blank=True)
    circle = models.ForeignKey(Circle, null=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=12)
    added_by = models.UUIDField(null=True)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["associate", "trial", "guest", "left"]),
                name="a_person_is_associate_trial_guest_or_left",
            ),
            models.CheckConstraint(
                condition=~Q(status="left")
                | Q(name="", agent__isnull=True, circle__isnull=True),
                name="who_left_has_no_name_agent_or_circle",
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_at__isnull=False)
                | (~Q(status="left") & Q(left_at__isnull=True)),
                name="who_left_has_a_day_of_leaving",
            ),
        ]
        indexes = [models.Index(fields=["union", "status"], name="people_of_a_union")]


class Mandate(models.Model):
    """What a person may do for the union: a scope, a limit in words, and an end.

    States: proposed (no ``confirmed_at``), in force (confirmed, between its days),
    ended (recalled or handed back), expired (its last day is over; nobody need act).

    Given by two key-holders, or by a ``decision`` of a ``body``, which alone recalls it
    then (I-15). ``scope`` is empty for a role that needs nothing of the software.
    ``amount`` is what it may spend, in steps of ``currency``. ``where_things_are`` is
    the holder's note for whoever comes after.
    """

    id = models.UUIDField(primary_key=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    scope = models.CharField(max_length=12)
    limit = models.CharField(max_length=200, blank=True)
    begins = models.DateField()
    ends = models.DateField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    recall_asked_by = models.UUIDField(null=True)
    is_founding = models.BooleanField(default=False)
    title = models.CharField(max_length=120, default="", blank=True)
    body = models.UUIDField(null=True)
    decision = models.PositiveIntegerField(null=True)
    ended_decision = models.PositiveIntegerField(null=True)
    duties = models.CharField(max_length=2000, default="", blank=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    report_days = models.PositiveSmallIntegerField(null=True)
    where_things_are = models.CharField(max_length=2000, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, decision__isnull=True)
                | Q(body__isnull=False, decision__isnull=False),
                name="a_mandate_of_a_body_says_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(scope="") | ~Q(title=""),
                name="a_mandate_has_a_scope_or_a_title",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__gte=0) & ~Q(currency="")),
                name="what_a_mandate_may_spend_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(
                    scope__in=[
                        "",
                        "keys",
                        "stores",
                        "planning",
                        "rounds",
                        "paper",
                        "purse",
                        "kitchen",
                    ]
                ),
                name="a_mandate_has_a_known_scope",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")), name="a_mandate_ends"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="who_confirmed_a_mandate_and_when_are_known_together",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(is_founding=True)
                | ~Q(confirmed_by=F("proposed_by")),
                name="a_mandate_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(is_founding=False) | Q(scope="keys"),
                name="founding_gives_keys_only",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="who_ended_a_mandate_and_when_are_known_together",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends"], name="mandates_of_a_person")]


class MandateReport(models.Model):
    """What a holder wrote about their mandate, for the body that gave it. Kept with it.

    Never changed; a later report says what is different.
    """

    id = models.UUIDField(primary_key=True)
    mandate = models.ForeignKey(
        Mandate, on_delete=models.CASCADE, related_name="reports"
    )
    day = models.DateField()
    words = models.CharField(max_length=4000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""), name="a_report_says_something"
            )
        ]


class RuleProposal(models.Model):
    """What a meeting decided about a charter rule, waiting for a second key.

    States: open, confirmed (then the charter holds it, with a number), withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    key = models.CharField(max_length=64)
    value = models.CharField(max_length=64)
    from_day = models.DateField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
                name="a_rule_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="a_rule_is_confirmed_or_withdrawn_not_both",
            ),
        ]


class Invitation(models.Model):
    """A way in for one person. Only a fingerprint of the code is kept.

    States: open, used, withdrawn, expired (by itself).
    """

    id = models.UUIDField(primary_key=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT)
    circle = models.ForeignKey(Circle, null=True, on_delete=models.PROTECT)
    gives_keys = models.BooleanField(default=False)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_invitation_is_used_or_withdrawn_not_both",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="an_invitation_expires"
            ),
        ]


class Return(models.Model):
    """A way back in for somebody who cannot sign in any more, by two people together.

    States: asked for, confirmed (its code shown once), used, expired (by itself). Kept
    a while, so that its person can read who opened their account.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="a_return_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="a_return_is_confirmed_before_it_is_used",
            ),
        ]


class Token(models.Model):
    """A key for a program of one person, for some of what they may do.

    States: in force, revoked, expired (by itself). Only a fingerprint is kept.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    label = models.CharField(max_length=80)
    scopes = models.JSONField()
    secret_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="a_token_expires"
            )
        ]
