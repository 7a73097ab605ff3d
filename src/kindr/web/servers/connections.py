"""How many database connections this installation can ask for at once."""

from __future__ import annotations

from kindr.web.configuration import Configuration

# Beside its requests' threads, the program may be asked by commands, readiness checks and a backup at the same time.
SPARE = 12
# procrastinate keeps a pool for fetching jobs and one connection that listens for new ones.
QUEUE = 6
LARGEST_DEFAULT = 100


def data_connections(configuration: Configuration) -> int:
    """Each thread of web and worker may hold one for its work and one for the access log."""
    return 2 * _threads(configuration) + QUEUE + SPARE


def keys_connections(configuration: Configuration) -> int:
    """Each thread of web and worker may hold one."""
    return _threads(configuration) + SPARE


def _threads(configuration: Configuration) -> int:
    return configuration.web_processes * configuration.web_threads + configuration.worker_tasks


def server_settings(configuration: Configuration) -> dict[str, int]:
    """The settings of the private servers that follow from the numbers of threads."""
    return {"max_connections": max(LARGEST_DEFAULT, data_connections(configuration) + SPARE)}
