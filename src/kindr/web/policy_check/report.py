"""What `kindr policy check` finds: policy, text and program held against each other."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

import kindr
from kindr.privacy import registry
from kindr.privacy.terms import Policy
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.web.policy_check import keeping, marks, promises, wording
from kindr.web.policy_check.findings import Finding, Holding, Program
from kindr.web.policy_pages.texts import all_published

PLAIN_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "accounts.Account": ("account_facts", {"password": "account"}),
    "orders.Order": ("order_book", {"person": "order_history"}),
    "privacy.AccessEntry": ("access_log", {"payload": "access_history"}),
    "privacy.ConsentEvent": ("consent_ledger", {"payload": "consent_history"}),
}
"""Tables that keep a clause without sealed columns of their own: ids only, or sealed by the log itself."""

DECLARERS = frozenset({"for_purpose", "task_for_purpose", "command_for_purpose", "system_access"})
SETTERS = frozenset({"set_cookie", "set_signed_cookie"})
SOURCE = Path(kindr.__file__).parent


def findings(policy: Policy | None = None, program: Program | None = None) -> list[Finding]:
    """Everything that does not agree; an empty list means that the policy is kept. No queries."""
    policy = policy or registry.policy()
    program = program or this_program()
    return [
        *promise_findings(policy),
        *wording_findings(policy, all_published(policy)),
        *version_findings(policy, all_published(policy)),
        *keeping_findings(policy, program),
    ]


def promise_findings(policy: Policy) -> Iterator[Finding]:
    """Disagreements within the policy's data."""
    yield from promises.unknown_keys(policy)
    yield from promises.unclaimed_purposes(policy)
    yield from promises.gaps_in_the_record(policy)
    yield from promises.consents_without_withdrawal(policy)
    yield from promises.cookies_without_consent(policy)
    yield from promises.ill_shaped_terms(policy)
    yield from promises.missing_languages(policy)


def wording_findings(policy: Policy, texts: wording.Texts) -> Iterator[Finding]:
    """Disagreements between text and data, and between the languages."""
    yield from wording.languages_that_differ(policy, texts)
    yield from wording.numbers_without_counterpart(policy, texts)
    yield from wording.links_to_nothing(policy, texts)
    yield from wording.gaps_in_numbering(policy, texts)
    yield from wording.blanks_that_stay_empty(policy, texts)


def version_findings(policy: Policy, texts: wording.Texts) -> Iterator[Finding]:
    """Changes that no version tells of, and consents that a version should have asked for again."""
    yield from marks.ill_kept_versions(policy)
    yield from marks.changes_without_version(policy, texts)
    yield from marks.consents_not_asked_again(policy)
    yield from marks.versions_that_cannot_be_read(policy)


def keeping_findings(policy: Policy, program: Program) -> Iterator[Finding]:
    """Disagreements between what is promised and what the program keeps."""
    yield from keeping.fields_without_clause(policy, program)
    yield from keeping.periods_that_differ(policy, program)
    yield from keeping.clauses_without_table(policy, program)
    yield from keeping.categories_without_field_or_reader(policy, program)
    yield from keeping.undeclared_purposes(policy, program)
    yield from keeping.cookies_that_differ(policy, program)


def open_points(policy: Policy | None = None) -> list[str]:
    """What is not wrong but not finished: facts that the owner has yet to give, and promises being built."""
    policy = policy or registry.policy()
    asked = [
        f"{party.key}: no telephone number yet (PP 71/2019 29 asks for one)"
        for party in policy.parties.values()
        if not party.phone
    ]
    asked += [
        f"{party.recipient}: no {fact} yet (UU 27/2022 {'56' if fact == 'transfer' else '31, 51, 52'} asks for it)"
        for party in policy.processors.values()
        for fact in party.missing
    ]
    asked += [
        f"{assessment.key}: no {fact} yet (UU 27/2022 34 asks for it)"
        for assessment in policy.assessments.values()
        for fact in assessment.missing
    ]
    return asked + keeping.pending(policy)


def this_program() -> Program:
    """The tables and declared purposes of the program as it stands."""
    records = [record_holding(model) for model in registry.personal_records()]
    plain = [
        Holding(label, clause, columns) for label, (clause, columns) in PLAIN_TABLES.items() if _is_installed(label)
    ]
    return Program((*records, *plain), declared_purposes(SOURCE), cookies_set(SOURCE))


def record_holding(model: type[PersonalRecord]) -> Holding:
    """A record class as the rules see it."""
    columns = {name: field.category for name, field in sealed_columns(model).items()}
    return Holding(model._meta.label, getattr(model, "clause", ""), columns, getattr(model, "period", None))


def declared_purposes(folder: Path) -> dict[str, tuple[str, ...]]:
    """The purposes that the program's own text names in declarations, with the modules that name them."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in sorted(folder.rglob("*.py")):
        for purpose in _named_in(module, module.stat().st_mtime_ns)[0]:
            found[purpose].add(module.relative_to(folder.parent).as_posix())
    return {purpose: tuple(sorted(modules)) for purpose, modules in found.items()}


def cookies_set(folder: Path) -> frozenset[str]:
    """The names of the cookies that Django sets by its settings and that the program's own text sets."""
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for module in folder.rglob("*.py"):
        named.update(_named_in(module, module.stat().st_mtime_ns)[1])
    return frozenset(named)


@cache
def _named_in(module: Path, changed_at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:  # noqa: ARG001  # a file once
    """The purposes and the cookies that a module names; a module is read once for as long as it stays as it is."""
    text = module.read_text("utf-8")
    if not any(word in text for word in DECLARERS | SETTERS):
        return (), ()
    tree = ast.parse(text)
    return tuple(_named_purposes(tree)), tuple(_named_cookies(tree, module))


def _named_cookies(tree: ast.Module, module: Path) -> Iterator[str]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr in SETTERS:
            name: ast.expr | None = call.args[0] if call.args else None
            name = constants.get(name.id) if isinstance(name, ast.Name) else name
            yield str(name.value) if isinstance(name, ast.Constant) else f"unreadable in {module.name}"


def _named_purposes(tree: ast.Module) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in DECLARERS:
            yield from (
                argument.value
                for argument in call.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def _is_installed(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True
