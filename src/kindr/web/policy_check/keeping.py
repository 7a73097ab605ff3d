"""Rules between the policy and the program: what is promised is kept, and what is kept is promised."""

from __future__ import annotations

from collections.abc import Iterator

from kindr.privacy.terms import Category, Clause, Policy
from kindr.web.policy_check.findings import Finding, Holding, Program


def fields_without_clause(policy: Policy, program: Program) -> Iterator[Finding]:
    """Every table with personal data keeps a clause, and every column is of a category that the clause names."""
    for holding in program.holdings:
        clause = policy.clauses.get(holding.clause)
        if clause is None:
            yield Finding(
                "field without clause", holding.label, f"names the clause {holding.clause!r}, which is unknown"
            )
            continue
        for column, category in holding.columns.items():
            if category not in clause.about:
                subject = f"{holding.label}.{column}"
                yield Finding("field without clause", subject, f"holds {category!r}, which {clause.key} does not name")


def periods_that_differ(policy: Policy, program: Program) -> Iterator[Finding]:
    """A key covers what the clause's term counts, otherwise data would end too early or too late."""
    for holding in program.holdings:
        clause = policy.clauses.get(holding.clause)
        if clause is not None and holding.period is not None and holding.period is not clause.keep.period:
            promised = clause.keep.period.value
            yield Finding(
                "period", holding.label, f"has keys per {holding.period.value}, but its clause says {promised}"
            )


def clauses_without_table(policy: Policy, program: Program) -> Iterator[Finding]:
    """A clause is kept by a table or is openly pending, never both and never neither."""
    for clause in policy.clauses.values():
        is_kept = bool(program.holdings_of(clause.key))
        if not is_kept and not clause.pending:
            yield Finding("clause without table", f"clause {clause.key}", "is kept by nothing and is not pending")
        if is_kept and clause.pending:
            yield Finding("stale pending", f"clause {clause.key}", "is called pending although a table keeps it")


def categories_without_field_or_reader(policy: Policy, program: Program) -> Iterator[Finding]:
    """A category has a column somewhere and somebody who reads it, unless every clause about it is pending."""
    for category in policy.categories.values():
        about = [clause for clause in policy.clauses.values() if category.key in clause.about]
        if about and all(clause.pending for clause in about):
            continue
        kept = [clause for clause in about if _holders(category, clause, program)]
        if not kept:
            yield Finding("category without field", f"category {category.key}", "has no field anywhere")
        elif not any(clause.purposes & program.declared.keys() for clause in kept):
            yield Finding("category without reader", f"category {category.key}", "is read by no view, task or command")


def undeclared_purposes(policy: Policy, program: Program) -> Iterator[Finding]:
    """The program may name only purposes that the policy knows."""
    for key, modules in sorted(program.declared.items()):
        if key not in policy.purposes:
            yield Finding(
                "unknown key", ", ".join(modules), f"names the purpose {key!r}, which the policy does not have"
            )


def cookies_that_differ(policy: Policy, program: Program) -> Iterator[Finding]:
    """The program sets the declared cookies and no other."""
    for name in sorted(program.cookies - policy.cookies.keys()):
        yield Finding("undeclared cookie", f"cookie {name}", "is set and not declared")
    for name in sorted(policy.cookies.keys() - program.cookies):
        yield Finding("idle cookie", f"cookie {name}", "is declared and never set")


def pending(policy: Policy) -> list[str]:
    """What is openly promised for later: clauses and sentences, each with the slice that will keep it."""
    clauses = [
        f"{clause.number} {clause.key} ({clause.pending})" for clause in policy.clauses.values() if clause.pending
    ]
    return clauses + [f"{number} ({coming})" for number, coming in policy.being_built.items()]


def _holders(category: Category, clause: Clause, program: Program) -> list[Holding]:
    return [holding for holding in program.holdings_of(clause.key) if category.key in holding.columns.values()]
