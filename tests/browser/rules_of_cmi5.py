"""What the table cmi5_rules.yaml says of a recorded session, and the same session sent again with one thing wrong."""

from __future__ import annotations

import copy
import http.client
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.browser.lrs import ACTOR, Portal, named, word

CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/"
EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"
DEFINED = ("initialized", "terminated", "completed", "passed", "failed")
SENT = "POST /xapi/statements"
HEADERS = ("authorization", "content-type", "x-experience-api-version", "if-match", "if-none-match")

Statement = dict[str, Any]
Call = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Session:
    """What the portal heard, in which mode and with which pass mark, and where the learner was in the end."""

    calls: list[Call]
    statements: list[Statement]
    launches: list[dict[str, Any]]
    address: str

    @property
    def words(self) -> list[str]:
        return [word(one) for one in self.statements]


def check(session: Session, expect: dict[str, Any]) -> None:
    """All that a row expects, each by the function of its name."""
    for name, value in expect.items():
        _CHECKS[name](session, value)


def _calls(session: Session, counts: dict[str, int]) -> None:
    names = [named(call) for call in session.calls]
    assert {name: names.count(name) for name in counts} == counts


def _authorized(session: Session, _: bool) -> None:
    rights = {call["headers"].get("authorization") for call in session.calls if "/xapi/" in call["path"]}
    assert len(rights) == 1 and str(*rights).startswith("Basic ")


def _before(session: Session, names: list[str]) -> None:
    heard = [named(call) for call in session.calls]
    places = [heard.index(name) for name in names]
    assert places == sorted(places)


def _template(session: Session, _: bool) -> None:
    for one in session.statements:
        context, given = one["context"], session.launches[0]["template"]
        assert one["actor"] == ACTOR
        assert context["extensions"].items() >= given["extensions"].items()
        assert context["contextActivities"].items() >= given["contextActivities"].items()


def _categories(session: Session, _: bool) -> None:
    for one in session.statements:
        marks = {mark["id"].removeprefix(CATEGORY) for mark in one["context"]["contextActivities"].get("category", [])}
        verdict = {"moveon"} if word(one) in ("completed", "passed", "failed") else set()
        assert marks == ({"cmi5"} | verdict if word(one) in DEFINED else set()), word(one)


def _result(session: Session, parts: dict[str, list[str]]) -> None:
    for one in session.statements:
        if word(one) in parts:
            assert one["result"].keys() >= set(parts[word(one)])


def _one(session: Session, words: list[str]) -> None:
    assert sum(session.words.count(one) for one in words) == 1


def _score(session: Session, scaled: dict[str, float]) -> None:
    for one in session.statements:
        given = one.get("result", {}).get("score")
        assert (given or {}).get("scaled") == scaled.get(word(one)), word(one)
        mark = one["context"]["extensions"].get(f"{EXTENSION}masteryscore")
        assert mark == (session.launches[0]["mastery"] if word(one) in scaled else None)


def _words(session: Session, words: list[str]) -> None:
    assert session.words == words


def _between(session: Session, words: list[str]) -> None:
    assert set(words) <= set(session.words[1:-1])


def _first(session: Session, wanted: str) -> None:
    assert session.words[0] == wanted


def _last(session: Session, wanted: str) -> None:
    assert session.words[-1] == wanted


def _once(session: Session, words: list[str]) -> None:
    assert [session.words.count(one) for one in words] == [1] * len(words)


def _returned(session: Session, _: bool) -> None:
    assert session.address.endswith("/portal.html")


_CHECKS: dict[str, Callable[[Session, Any], None]] = {
    "calls": _calls, "authorized": _authorized, "before": _before, "template": _template, "categories": _categories,
    "result": _result, "one": _one, "score": _score, "words": _words, "between": _between, "first": _first,
    "last": _last, "once": _once, "returned": _returned,
}  # fmt: skip


def replay(portal: Portal, session: Session, row: dict[str, Any]) -> list[str]:
    """What the portal says when the session comes again with the fault of ``row``."""
    launch = session.launches[0]
    portal.reset()
    portal.mode, portal.mastery = row.get("mode", launch["mode"]), launch["mastery"]
    portal.launch("cmi5")
    connection = http.client.HTTPConnection(portal.address.removeprefix("http://"), timeout=30)
    for call in spoilt(list(singly(session.calls)), row):
        connection.request(call["method"], call["path"], call["body"] or None, call["headers"])
        connection.getresponse().read()
    connection.close()
    return portal.wrong


def singly(calls: list[Call]) -> Iterator[Call]:
    """The calls that arrived, each statement by itself."""
    for call in calls:
        headers = {name: value for name, value in call["headers"].items() if name in HEADERS}
        body = json.loads(call["body"]) if named(call) == SENT else None
        for one in body if isinstance(body, list) else [body]:
            yield {**call, "headers": headers, "body": call["body"] if one is None else json.dumps(one)}


def spoilt(calls: list[Call], row: dict[str, Any]) -> list[Call]:
    """The calls with the one fault of a row."""
    if "mode" in row:
        return calls
    if "forget" in row:
        for call in calls:
            call["headers"].pop(row["forget"], None)
        return calls
    at = next(place for place, call in enumerate(calls) if name_of(call) == _target(row))
    if "skip" in row:
        return calls[:at] + calls[at + 1 :]
    if "edit" not in row:
        method = row["call"].partition(" ")[0] if "call" in row else row.get("as", calls[at]["method"])
        more = {**calls[at], "method": method, "body": "{}" if method == "PUT" else calls[at]["body"]}
        return [*calls[: at + 1], more, *calls[at + 1 :]]
    changed = {**calls[at], "body": json.dumps(edited(json.loads(calls[at]["body"]), row))}
    if row.get("copy"):
        behind = next(place for place, call in enumerate(calls) if name_of(call) == "terminated")
        behind += _target(row) == "terminated"
        return [*calls[:behind], changed, *calls[behind:]]
    rest = calls[:at] + calls[at + 1 :]
    return [*rest, changed] if row.get("last") else [*calls[:at], changed, *calls[at + 1 :]]


def _target(row: dict[str, Any]) -> str:
    return str(row.get("skip") or row.get("again") or row.get("after") or row["edit"])


def name_of(call: Call) -> str:
    """The word of a statement, else method, path and document."""
    return word(json.loads(call["body"])) if named(call) == SENT else named(call)


def edited(given: Statement, row: dict[str, Any]) -> Statement:
    statement = copy.deepcopy(given)
    for path, value in row.get("put", {}).items():
        *way, last = path.split(".")
        _walk(statement, way)[last] = value
    if "drop" in row:
        *way, last = row["drop"].split(".")
        holder = _walk(statement, way)
        del holder[last if last in holder else EXTENSION + last]
    activities = statement["context"]["contextActivities"]
    if "mark" in row:
        mark = {"objectType": "Activity", "id": CATEGORY + row["mark"]}
        activities["category"] = [*activities.get("category", []), mark]
    if "unmark" in row:
        activities["category"] = [one for one in activities["category"] if one["id"] != CATEGORY + row["unmark"]]
    if row.get("copy"):
        statement["id"] = str(uuid.uuid5(uuid.NAMESPACE_URL, statement["id"]))
    return statement


def _walk(value: dict[str, Any], way: list[str]) -> dict[str, Any]:
    for name in way:
        value = value[name]
    return value
