"""What parent and child tell each other: one JSON object a line, and nothing else on that pipe."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from crawler.values import CrawlPlan, CrawlResult, Exit, Progress
from store.kinds import CrawlState


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is to do, and for whom: it ends when the process `parent` does."""

    plan: CrawlPlan
    parent: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody else crawls the site: the two parts of `store.errors.Busy`."""

    name: str
    detail: str


Message = Progress | CrawlResult | Taken


def write_order(order: Order) -> str:
    """Write an order as one line."""
    return json.dumps({"parent": order.parent, "plan": order.plan.to_json()}) + "\n"


def read_order(line: str) -> Order:
    """Read what `write_order` wrote."""
    order = json.loads(line)
    return Order(CrawlPlan.from_json(order["plan"]), order["parent"])


def write_message(message: Message) -> str:
    """Write a message as one line."""
    return json.dumps({type(message).__name__: asdict(message)}) + "\n"


def read_message(line: str) -> Message:
    """Read what `write_message` wrote; raises ValueError for anything else."""
    told: dict[str, dict[str, Any]] = json.loads(line)
    match told:
        case {"Progress": fields}:
            return Progress(**fields)
        case {"Taken": fields}:
            return Taken(**fields)
        case {"CrawlResult": fields}:
            state, end = CrawlState(fields.pop("state")), Exit(fields.pop("exit"))
            return CrawlResult(**fields, state=state, exit=end)
    raise ValueError(f"no message: {line[:80]!r}")


def take_stdout() -> TextIO:
    """Keep stdout for messages: whatever else prints to it, in Python or below, goes to stderr from now on."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return channel
