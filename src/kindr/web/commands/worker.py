"""`kindr worker`: the background work, from the queue in PostgreSQL, until it is stopped."""

from __future__ import annotations

import argparse

from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.retention import tasks as retention
from kindr.web.configuration import configuration
from kindr.web.places import refuse_to_start_undeclared
from kindr.web.promises import tasks as promises
from kindr.web.servers.restore_mark import refuse_while_restoring
from kindr.web.servers.set_up import make_what_is_missing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long the worker stays."""
    parser.add_argument("--once", action="store_true", help="end as soon as the queue is empty")


@no_personal_data("runs tasks that each declare their own purpose")
def run(options: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; running tasks get ten seconds to end, what then is left is taken up again later."""
    from procrastinate.contrib.django import app, django_connector

    refuse_while_restoring(configuration().data_folder)
    make_what_is_missing()
    refuse_to_start_undeclared()
    retention.sweep_soon()
    promises.look_soon()
    connector = app.connector
    assert isinstance(connector, django_connector.DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(
            name="kindr",
            wait=not options.once,
            concurrency=configuration().worker_tasks,
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=2.0,
        )
    return 0
