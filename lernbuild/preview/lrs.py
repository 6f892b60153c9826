"""A record store for one launch: token, State and Agent Profile with ETags, Statements; judges no statement's meaning.

Sources: cmi5 8.2 (fetch), 10 (LaunchData), 11 (preferences); xAPI 1.0.3 part 3, 2.1 (Statements), 2.3 (State), 3.1
(concurrency). What a strict store refuses is refused and named by its row of the table A1 to A12.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from lernbuild.frozen import slotted
from lernbuild.preview.plays import Play

SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
HOME = "https://vorschau.invalid"
"""Where the invented learners have their accounts."""
_VERSION = "1.0."

Json = dict[str, Any]


@slotted
class Reply:
    """An answer, and what was wrong with the request."""

    status: int
    body: str = ""
    etag: str = ""
    wrong: list[str] = field(default_factory=list)


def actor_of(play: Play) -> Json:
    return {
        "objectType": "Agent",
        "name": play.attempt.name,
        "account": {"homePage": HOME, "name": play.attempt.learner},
    }


def activity_of(play: Play) -> str:
    """cmi5 8.1.5: the LMS makes an id of its own for a unit; plain xAPI keeps that of tincan.xml."""
    if play.contents.standard == "xapi":
        return play.unit.key
    digest = hashlib.sha256(f"{play.package}\n{play.unit.key}".encode()).hexdigest()[:12]
    return f"{HOME}/einheit/{digest}"


def template_of(play: Play) -> Json:
    grouping = [{"objectType": "Activity", "id": play.unit.key}]
    return {"contextActivities": {"grouping": grouping}, "extensions": {SESSION: play.session.id}}


def launch_query(play: Play, base: str) -> dict[str, str]:
    """The launch parameters (cmi5 8.1; for plain xAPI those of the Tin Can launch)."""
    actor = json.dumps(actor_of(play), ensure_ascii=False)
    given = {"endpoint": f"{base}/xapi/", "actor": actor, "registration": play.attempt.registration}
    if play.contents.standard == "cmi5":
        return {**given, "fetch": f"{base}/token", "activityId": activity_of(play)}
    return {**given, "auth": f"Basic {basic(play)}", "activity_id": activity_of(play)}


def basic(play: Play) -> str:
    return base64.b64encode(f"vorschau:{play.session.token}".encode()).decode()


def launch_data(play: Play) -> Json:
    """cmi5 10.2; the launch parameters of the course structure and a pass mark of the LMS."""
    mark = float(play.wish.mark) / 100 if play.wish.mark else float(play.unit.mark) if play.unit.mark else None
    return {
        "contextTemplate": template_of(play),
        "launchMode": {"review": "Review", "browse": "Browse"}.get(play.wish.mode, "Normal"),
        "launchMethod": "AnyWindow",
        "moveOn": play.unit.move_on,
        **({"masteryScore": mark} if mark is not None else {}),
        **({"launchParameters": play.unit.data} if play.unit.data else {}),
    }


def give_token(play: Play, method: str) -> Reply:
    """cmi5 8.2: asked by POST, once."""
    if method != "POST":
        return Reply(405, wrong=["A2 8.2.1: Das Zugangswort wird mit POST geholt."])
    play.session.asked += 1
    if play.session.asked > 1:
        body = json.dumps({"error-code": "1", "error-text": "already fetched"})
        return Reply(200, body, wrong=["A2 8.2.1.0-2: Das Zugangswort wurde zweimal geholt."])
    return Reply(200, json.dumps({"auth-token": basic(play)}))


def answer(
    play: Play, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: str
) -> Reply:
    """What the store does with a request; the attempt of ``play`` takes up what is stored."""
    if not headers.get("x-experience-api-version", "").startswith(_VERSION):
        return Reply(400, "X-Experience-API-Version", wrong=["A2: Der Kopf X-Experience-API-Version fehlt."])
    if headers.get("authorization") != f"Basic {basic(play)}":
        return Reply(401, wrong=["A2 8.2: kein oder ein falsches Zugangswort"])
    try:
        if path == "statements":
            return _statements(play, method, query, body)
        if path == "activities/state":
            return _state(play, method, query, headers, body)
        if path in ("agents/profile", "activities/profile"):
            return _profile(play, method, path, query, headers, body)
    except (ValueError, KeyError, TypeError) as problem:
        return Reply(400, str(problem), wrong=["xAPI: Die Anfrage ist nicht lesbar."])
    if path == "about":
        return Reply(200, json.dumps({"version": ["1.0.3"]}))
    return Reply(404, wrong=[f"xAPI: Diese Adresse gibt es nicht ({path})."])


def _statements(play: Play, method: str, query: Mapping[str, str], body: str) -> Reply:
    held = play.attempt.statements
    if method == "GET":
        return Reply(200, json.dumps({"statements": held[::-1], "more": ""}, ensure_ascii=False))
    if method not in ("POST", "PUT"):
        return Reply(405)
    given = json.loads(body)
    new = given if isinstance(given, list) else [given]
    known = {one["id"]: one for one in held}
    fresh = []
    for one in new:
        if method == "PUT":
            one.setdefault("id", query["statementId"])
        elif play.contents.standard == "xapi":
            one.setdefault("id", str(uuid.uuid4()))
        if one["id"] not in known:
            fresh.append(one)
        elif known[one["id"]] != one:
            return Reply(409, wrong=["A5 xAPI 2.1.1: Eine andere Aussage hat schon diese id."])
    held.extend(fresh)
    play.session.said += [str(one["verb"]["id"]).rsplit("/", 1)[-1] for one in fresh]
    return Reply(204) if method == "PUT" else Reply(200, json.dumps([one["id"] for one in new]))


def _state(play: Play, method: str, query: Mapping[str, str], headers: Mapping[str, str], body: str) -> Reply:
    if json.loads(query["agent"]) != actor_of(play):
        return Reply(400, wrong=["A5: agent ist nicht der actor des Starts."])
    if query["activityId"] != activity_of(play) or query.get("registration", "") != play.attempt.registration:
        return Reply(400, wrong=["A3: andere activityId oder registration als beim Start"])
    name = query.get("stateId", "")
    if name == "LMS.LaunchData" and play.contents.standard == "cmi5":
        if method != "GET":
            return Reply(403, wrong=["A3 10.2.1: LMS.LaunchData darf nur gelesen werden."])
        play.session.read.add(name)
        return Reply(200, json.dumps(launch_data(play)))
    if not name and method == "GET":
        return Reply(200, json.dumps([key.partition("\n")[2] for key in play.attempt.documents]))
    return _document(play, f"{play.unit.key}\n{name}", method, headers, body)


def _profile(
    play: Play, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: str
) -> Reply:
    name = query.get("profileId", "")
    if path == "agents/profile" and json.loads(query["agent"]) != actor_of(play):
        return Reply(400, wrong=["A5: agent ist nicht der actor des Starts."])
    play.session.read.add(name)
    if name == "cmi5LearnerPreferences" and method != "GET":
        return Reply(403, wrong=["A3 11.0: Diese LMS lässt Einstellungen nicht ändern; das ist erlaubt."])
    return _document(play, f"{path}\n{name}", method, headers, body)


def _document(play: Play, key: str, method: str, headers: Mapping[str, str], body: str) -> Reply:
    held = play.attempt.documents.get(key)
    if method == "GET":
        return Reply(404) if held is None else Reply(200, held, etag_of(held))
    if headers.get("if-none-match") == "*" and held is not None:
        return Reply(412)
    if headers.get("if-match") and (held is None or headers["if-match"] != etag_of(held)):
        return Reply(412)
    if method == "DELETE":
        play.attempt.documents.pop(key, None)
        return Reply(204)
    if method == "POST" and held is not None:
        body = json.dumps({**json.loads(held), **json.loads(body)}, ensure_ascii=False)
    if method not in ("PUT", "POST"):
        return Reply(405)
    play.attempt.documents[key] = body
    return Reply(204, "", etag_of(body))


def etag_of(text: str) -> str:
    return f'"{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()}"'
