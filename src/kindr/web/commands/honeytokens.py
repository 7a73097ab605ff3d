"""`kindr honeytokens`: plants decoy customers, whose opening by anybody raises an alarm; or tries the alarm."""

from __future__ import annotations

import argparse
import random

from kindr.base import clock
from kindr.privacy.access import honeytokens
from kindr.privacy.access.declare import no_personal_data
from kindr.web import decoys
from kindr.web.configuration import configuration
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed

MOST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    parser.add_argument("step", choices=["plant", "count", "test"], help="make decoys, count them, or try the alarm")
    parser.add_argument("--many", type=int, default=5, help="how many decoys to make, at most 100")


@no_personal_data("decoys are nobody; which customers they are is printed nowhere")
def run(options: argparse.Namespace) -> int:
    """Do it; which customers are decoys is not said, not even here."""
    with borrowed(configuration().servers, server_settings(configuration())):
        if options.step == "plant":
            decoys.plant(max(0, min(options.many, MOST)), chance=random.SystemRandom(), at=clock.now())
        if options.step == "test":
            print(f"alarm {decoys.self_test(at=clock.now())}")
        print(f"{honeytokens.count()} decoy customers are watched")
    return 0
