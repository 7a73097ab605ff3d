"""Places that are not our own tables: what each holds, and why nothing about a person lies there in clear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.apps import apps
from django.conf import settings
from procrastinate.contrib.django import app as task_queue

from kindr.privacy import registry
from kindr.privacy.rights import stores
from kindr.privacy.rights.fulfilment.coverage import Gap
from kindr.privacy.totality import Place, stale_excuses, undeclared_fields, undeclared_places
from kindr.web.configuration import configuration

EXCUSES = {
    "contenttypes.ContentType": {
        "id": "a number",
        "app_label": "a name from the source text",
        "model": "a name from the source text",
    },
    "auth.Permission": {
        "id": "a number",
        "name": "a phrase from the source text",
        "content_type": "a number",
        "codename": "a name from the source text",
    },
    "auth.Group_permissions": {"id": "a number", "group": "a number", "permission": "a number"},
    "auth.Group": {"id": "a number", "name": "not used: roles stand in the policy"},
    "admin.LogEntry": {
        "id": "a number",
        "action_time": "a moment",
        "user": "the random id of a member of staff",
        "content_type": "a number",
        "object_id": "the number of goods, or the random id of long work on them",
        "object_repr": "always empty; the database refuses anything else",
        "action_flag": "a number",
        "change_message": "names of fields from the source text; the database refuses anything else",
    },
    "procrastinate.ProcrastinateWorker": {"id": "a number", "last_heartbeat": "a moment"},
    "procrastinate.ProcrastinateJob": {
        "id": "a number",
        "queue_name": "a name from the source text",
        "task_name": "a name from the source text",
        "priority": "a number",
        "lock": "a name from the source text or a random id",
        "args": "random ids only; a test looks at every task's arguments",
        "status": "a state",
        "scheduled_at": "a moment",
        "attempts": "a number",
        "queueing_lock": "a name from the source text or a random id",
        "abort_requested": "yes or no",
        "worker": "a number",
    },
    "procrastinate.ProcrastinateEvent": {
        "id": "a number",
        "job": "a number",
        "type": "a state",
        "at": "a moment",
    },
    "procrastinate.ProcrastinatePeriodicDefer": {
        "id": "a number",
        "task_name": "a name from the source text",
        "defer_timestamp": "a moment",
        "job": "a number",
        "periodic_id": "a name from the source text",
    },
}

PLACES = (
    Place("file store", "default", "nothing is ever stored through it; sealed files have a store of their own"),
    Place("file store", "staticfiles", "style sheets, scripts and drawings that belong to the program"),
    Place("cache", "default", "not used; it lies in the process's memory and takes nothing"),
    Place("log", "console", "a formatter leaves out exception messages, query strings and arguments"),
    Place("upload", "sealing", "chunks are sealed while they arrive"),
    Place("queue", "default", "tasks take random ids only"),
    Place("queue", "letters", "tasks take random ids only; letters are rendered when they are sent"),
    Place("outside party", "courier", "gets the parcel's label through the disclose gate"),
    Place("outside party", "mail_provider", "gets an address and a letter through the disclose gate"),
    Place("outside party", "parent_company", "gets nothing by itself; it would go through the disclose gate"),
    Place("outside party", "payment_gateway", "takes the card on its own page and gives back a token"),
    Place("outside party", "tax_office", "sees invoices when a law asks, through the disclose gate"),
)

DATA_FOLDER: Mapping[str, str] = {
    "files": "ciphertext of sealed files, each named by a random id",
    "keys": "root keys; nothing about people",
    "keys.lock": "an empty lock",
    "log.witness": "signed heads of the log; no line of it",
    "promises": "what `kindr prove` found, signed; tests and sentences, no people",
    "data.lock": "an empty lock",
    "serve.lock": "an empty lock",
    "serve.log": "the program's own log, without values",
    "uploads": "pieces of large uploads on their way to memory; what people send is sealed while it arrives",
    "passwords": "passwords of the program's logins",
    "secret_key": "a secret of the program",
    "servers": "the two private servers, whose tables are looked at themselves",
    "servers-are-in": "the path of the servers",
    "serving.json": "numbers of processes",
    "shreds.journal": "random ids and clauses, signed",
    "restoring.json": "how far a restore is",
    "static": "style sheets, scripts and drawings that belong to the program",
    "bench": "figures of measurements",
    "bench.json": "figures of measurements",
    "test": "the servers of the program's own tests",
}
"""What may lie in the data folder; whatever else does is a place that nobody declared."""
WITHIN = {
    "files": re.compile(r"[0-9a-f]{2}"),
    "keys": re.compile(r"[\w.-]*(roots\.json|\.lock)[\w.-]*"),
}
"""What the entries of a folder are called, where the program alone names them."""


_looked: list[tuple[object, ...]] = []
_found: list[str] = []
"""At what this process looked last, and what it found undeclared there."""


class PersonalDataUndeclared(RuntimeError):
    """The program does not start while a place that may hold personal data is undeclared (policy 5.4)."""


def places_in_use() -> Iterator[tuple[str, str]]:
    """Every place that the settings, the task queue and the policy name."""
    yield from (("file store", name) for name in settings.STORAGES)
    yield from (("cache", name) for name in settings.CACHES)
    yield from (("log", name) for name in _handlers())
    yield from (
        ("upload", "sealing") for name in settings.FILE_UPLOAD_HANDLERS if name.endswith("SealingUploadHandler")
    )
    queues = {task.queue for task in task_queue.tasks.values() if not task.name.startswith("builtin:")}
    yield from (("queue", name) for name in queues)
    yield from (("outside party", party.key) for party in registry.policy().recipients.values() if party.outside)


def _handlers() -> list[str]:
    handlers = settings.LOGGING["handlers"]
    return list(handlers) if isinstance(handlers, dict) else []


def undeclared() -> list[str]:
    """Everything that is not declared, as sentences."""
    return [*_undeclared_in_models(), *undeclared_places(places_in_use(), PLACES)]


def _undeclared_in_models() -> Sequence[str]:
    """What models leave undeclared; looked for again only when models, excuses or the policy are others."""
    seen = (EXCUSES, registry.policy(), *apps.get_models(include_auto_created=True))
    if not _looked or [*map(id, _looked[0])] != [*map(id, seen)]:
        _looked[:] = [seen]
        _found[:] = [*undeclared_fields(EXCUSES), *stale_excuses(EXCUSES)]
    return _found


def undeclared_in_data_folder() -> list[str]:
    """What lies in the data folder and was put there by nobody that is known, by name."""
    folder = configuration().data_folder
    found = [path.name for path in sorted(folder.iterdir()) if path.name not in DATA_FOLDER] if folder.exists() else []
    for name, pattern in WITHIN.items():
        inside = sorted((folder / name).iterdir()) if (folder / name).exists() else []
        found += [f"{name}/{path.name}" for path in inside if not pattern.fullmatch(path.name)]
    return found


VISITED_BY: Mapping[str, str] = {
    "cache": "caches",
    "file store": "files",
    "log": "program logs",
    "outside party": "outside parties",
    "queue": "tasks",
    "upload": "files",
}
"""The store that looks at each kind of place when a right is carried out."""


def unvisited() -> list[str]:
    """Kinds of places that no store looks at."""
    visiting = {store.name for store in stores.registered()}
    kinds = {place.kind for place in PLACES} | {kind for kind, _name in places_in_use()}
    return sorted(kind for kind in kinds if VISITED_BY.get(kind) not in visiting)


def census() -> list[Gap]:
    """Everything undeclared, for the proof of coverage."""
    places = [Gap("place", sentence) for sentence in undeclared()] + [Gap("store", kind) for kind in unvisited()]
    return [*places, *(Gap("folder", name) for name in undeclared_in_data_folder())]


def refuse_to_start_undeclared() -> None:
    """Raises PersonalDataUndeclared when a place is undeclared; web server and worker call it before they serve."""
    if sentences := undeclared():
        raise PersonalDataUndeclared("\n".join(sentences))
