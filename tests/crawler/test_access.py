"""How answers and failures are classified, and what is said for it."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from crawler.access import judge_answer, judge_failure
from crawler.errors import BodyTooLarge, RobotsDenied, UndecodableBody
from store.kinds import Access

BODY = b"<html>text</html>"


@pytest.mark.parametrize(
    ("status", "access"),
    [
        (200, Access.OK), (203, Access.OK), (206, Access.OK),
        (300, Access.REDIRECTED), (301, Access.REDIRECTED), (302, Access.REDIRECTED), (303, Access.REDIRECTED),
        (304, Access.NOT_MODIFIED), (307, Access.REDIRECTED), (308, Access.REDIRECTED),
        (400, Access.ERROR), (401, Access.BLOCKED), (402, Access.ERROR), (403, Access.BLOCKED), (404, Access.GONE),
        (405, Access.ERROR), (407, Access.BLOCKED), (410, Access.GONE), (418, Access.ERROR), (429, Access.BLOCKED),
        (451, Access.BLOCKED), (500, Access.ERROR), (502, Access.ERROR), (503, Access.ERROR), (599, Access.ERROR),
    ],
)  # fmt: skip
def test_status_decides(status: int, access: Access) -> None:
    judged = judge_answer(status, {}, BODY)
    assert judged.access is access
    assert judged.evidence.startswith(str(status))


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", b"\x00\x00"])
@pytest.mark.parametrize("status", [200, 204])
def test_a_blank_body_is_empty(status: int, body: bytes) -> None:
    assert judge_answer(status, {}, body).access is Access.EMPTY


@pytest.mark.parametrize("status", [200, 202, 403, 405, 503])
@pytest.mark.parametrize(("mark", "value"), [("cf-mitigated", "challenge"), ("x-amzn-waf-action", "captcha")])
def test_a_firewall_is_told_by_its_mark(status: int, mark: str, value: str) -> None:
    judged = judge_answer(status, {mark: value}, BODY)
    assert judged.access is Access.BLOCKED
    assert f"{mark}: {value}" in judged.evidence


def test_a_firewall_in_front_of_a_page_is_no_block() -> None:
    assert judge_answer(200, {"server": "cloudflare", "cf-ray": "8"}, BODY).access is Access.OK
    assert judge_answer(301, {"cf-mitigated": "challenge"}, b"").access is Access.REDIRECTED


@pytest.mark.parametrize(
    ("error", "access", "words"),
    [
        (RobotsDenied("forbidden by robots.txt"), Access.ROBOTS_DENIED, "forbidden by robots.txt"),
        (BodyTooLarge("Ignored response"), Access.ERROR, "too large"),
        (DownloadCancelledError(""), Access.ERROR, "too large"),
        (UndecodableBody("not gzip"), Access.ERROR, "undecodable body: not gzip"),
        (CannotResolveHostError("x"), Access.ERROR, "host name not found"),
        (DownloadConnectionRefusedError("x"), Access.ERROR, "connection refused"),
        (DownloadTimeoutError("x"), Access.ERROR, "timeout"),
        (ResponseDataLossError(), Access.ERROR, "data loss"),
        (
            DownloadFailedError("Connection lost"),
            Access.ERROR,
            "connection failed: DownloadFailedError: Connection lost",
        ),
        (ValueError("x" * 1000), Access.ERROR, "connection failed: ValueError"),
        (None, Access.ERROR, "connection failed"),
    ],
)
def test_failures_are_named(error: Exception | None, access: Access, words: str) -> None:
    judged = judge_failure(error)
    assert judged.access is access
    assert judged.evidence.startswith(words)
    assert len(judged.evidence) <= 300
