"""How the promises stand, in numbers, for the first page of the data protection officer."""

from __future__ import annotations

from kindr.shop.desk.ports import PromisesSeen
from kindr.web.promises.page import board_now


def promises_seen() -> PromisesSeen:
    """The sentences that hold and those that do not, as the page of promises counts them."""
    board = board_now("id")
    states = [standing.state for standing in board.standings]
    looks = [run.at for run in board.result.runs] if board.result else []
    return PromisesSeen(states.count("held"), states.count("broken"), max(looks, default=None))
