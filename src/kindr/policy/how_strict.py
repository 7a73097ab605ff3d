"""How strictly access is held, role by role: limits, working hours, what needs a grant, who is told (chapter 5)."""

from __future__ import annotations

from kindr.privacy.terms import EVERY, AccessRules, Strictness

NO_KEYS = frozenset({"password_factor"})
"""What opens an account is seen by its owner only."""
NO_CHILD = frozenset({"date_of_birth", "measurements"})
"""What is known of a child beyond a nickname."""

ACCESS = AccessRules(
    roles={
        "packer": Strictness(
            people_an_hour=150,
            people_a_day=600,
            closed={EVERY: NO_KEYS | NO_CHILD | {"payment_card", "correspondence", "email", "access_history"}},
            opens_at=0,
            closes_at=24,
        ),
        "service": Strictness(
            people_an_hour=60,
            people_a_day=250,
            closed={EVERY: NO_KEYS | {"access_history"}, "answer_customer": frozenset({"payment_card"})},
            opens_at=7,
            closes_at=21,
        ),
        "accountant": Strictness(
            people_an_hour=200,
            people_a_day=800,
            closed={EVERY: NO_KEYS | NO_CHILD | {"access_history"}},
        ),
        "marketer": Strictness(
            people_an_hour=20,
            people_a_day=60,
            closed={EVERY: NO_KEYS | NO_CHILD | {"payment_card", "access_history", "address", "phone"}},
        ),
        "analyst": Strictness(
            people_an_hour=20,
            people_a_day=60,
            closed={EVERY: NO_KEYS | {"payment_card", "access_history", "name", "email", "phone"}},
            needs_grant=frozenset({"analyse_usage"}),
        ),
        "merchandiser": Strictness(people_an_hour=1, people_a_day=1, closed={EVERY: NO_KEYS}, needs_passkey=False),
        "dpo": Strictness(
            people_an_hour=400,
            people_a_day=1500,
            closed={"oversee_access": NO_KEYS, "prove_compliance": NO_KEYS, "avert_harm": NO_KEYS},
            opens_at=6,
            closes_at=23,
        ),
        "consultant": Strictness(
            people_an_hour=20,
            people_a_day=60,
            closed={EVERY: NO_KEYS | NO_CHILD | {"payment_card"}},
            needs_grant=frozenset({"answer_customer", "oversee_access", "analyse_usage", "prove_compliance"}),
            days=frozenset(range(5)),
        ),
    },
    approvers=frozenset({"dpo"}),
    about_oneself=frozenset({"secure_account"}),
    most_hours=8,
    most_people=50,
    most_people_of_a_query=1000,
    passkey_within_days=14,
    time_zone="Asia/Jakarta",
    refusals_an_hour=8,
    emergency="avert_harm",
    emergency_minutes=15,
    told=frozenset({"dpo"}),
)
