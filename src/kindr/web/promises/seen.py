"""How the promises stand, in numbers, for the first page of the data protection officer."""

from __future__ import annotations

from kindr.shop.desk.ports import PromisesSeen
from kindr.web.promises.page import board_now


def promises_seen() -> PromisesSeen:
    """The sentences that hold and those that do not; a result that this installation did not sign is one that fails."""
    board = board_now("id")
    states = [standing.state for standing in board.standings]
    looks = [run.at for run in board.result.runs] if board.result else []
    return PromisesSeen(states.count("held"), states.count("broken") + board.is_refused, max(looks, default=None))
