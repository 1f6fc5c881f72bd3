"""The guard at the door, tried as somebody would who wants in: by hand-made requests to the page as it is served."""

from __future__ import annotations

import http.client
import re
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import lxml.html
import pytest
from flask import Flask
from page.visitor import Visitor, words
from werkzeug.routing import Rule

from report.page.addresses import inside
from report.page.app import create_app
from report.page.office import Office
from report.page.serving import serving
from report.page.sharing import EXTENSION

PASSWORD = "a long password 公报"
NAMES = (
    "..",
    "%2e%2e",
    "..%2f..%2finputs%2fcatalogue.toml",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5ccatalogue.toml",
    "%252e%252e%252fcatalogue.toml",
    "..%c0%af..%c0%afetc",
    "%2fetc%2fpasswd",
    "C:%5cWindows%5cwin.ini",
    "gongyi-2020%00.toml",
    "gongyi-2020%00",
    "gongyi-2020%2f..%2fgongyi-2021Q1",
    "gongyi-2020%2fedition.toml",
    ".",
    "~root",
    "CON",
    "NUL.docx",
    "COM1",
    "gongyi-2020.",
    "gongyi-2020%20",
    "gongyi-2020::$DATA",
    "%ff%fe",
    "x" * 5000,
    "%E2%80%AEgongyi-2020",
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Stranger:
    """Whoever can open a socket. ``cookie`` as it was given."""

    address: str

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        parts = urllib.parse.urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body:
            named.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, path, body.encode() or None, named)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            cookies = tuple(answer.headers.get_all("Set-Cookie") or ())
            return Answer(answer.status, dict(answer.headers), cookies, text)
        finally:
            connection.close()

    def session(self) -> tuple[str, str]:
        """A cookie and the token that belongs to it."""
        answer = self.ask("/new")
        cookie = next(one.partition(";")[0] for one in answer.cookies if one.startswith("briefing="))
        return cookie, token_in(answer.text)


def token_in(text: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', text)
    assert found
    return found[1]


@pytest.fixture
def stranger(address: str) -> Stranger:
    return Stranger(address)


@pytest.fixture
def locked(office: Office) -> Iterator[Flask]:
    """A page with a password."""
    made = create_app(replace(office, password=PASSWORD))
    yield made
    made.extensions[EXTENSION].close()


def posts(app: Flask) -> list[str]:
    return [path for rule, path in routes(app) if "POST" in (rule.methods or ())]


def routes(app: Flask, value: str = "gongyi-2021Q1") -> list[tuple[Rule, str]]:
    """Every route with something in each of its places."""
    found = []
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<any\(['\"]?([^,'\")]+)[^>]*>", r"\1", rule.rule)
        found.append((rule, re.sub(r"<[^>]*>", lambda _: value, path)))
    return found


# Other names of this machine, and other sites


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[",
        "[::1",
        "a b",
        "127.0.0.1@evil.example",
        "192.168.0.7",
    ],
)
def test_under_another_name_nothing_is_answered(stranger: Stranger, host: str) -> None:
    answer = stranger.ask("/", Host=host)
    assert answer.status in (400, 421), answer.text
    assert "gongyi" not in answer.text
    assert '<p role="alert">' in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_under_its_own_names_it_answers(stranger: Stranger, host: str) -> None:
    port = urllib.parse.urlsplit(stranger.address).port
    assert stranger.ask("/", Host=f"{host}:{port}").status == 200


def test_every_form_needs_the_token_of_its_own_session(app: Flask, stranger: Stranger) -> None:
    cookie, token = stranger.session()
    other = stranger.session()[1]
    for path in posts(app):
        for body in ("", "a=1", f"token={other}", "token=", f"token={token[:-1]}"):
            assert stranger.ask(path, "POST", body, Cookie=cookie).status == 403, (path, body)
        assert stranger.ask(path, "POST", f"token={token}").status == 403, path
        assert stranger.ask(path, "POST", "token=&x=", Cookie="briefing=").status == 403, path


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1", "http://[", "//", "http://127.0.0.1:1"]
)
def test_a_form_that_another_site_sends_is_turned_away(stranger: Stranger, origin: str) -> None:
    cookie, token = stranger.session()
    answer = stranger.ask("/interface", "POST", f"token={token}&interface=zh", Cookie=cookie, Origin=origin)
    assert answer.status == 403
    own = stranger.address.rstrip("/")
    answer = stranger.ask("/interface", "POST", f"token={token}&interface=zh", Cookie=cookie, Origin=own)
    assert answer.status == 302


def test_other_methods_change_nothing(app: Flask, stranger: Stranger) -> None:
    cookie, _ = stranger.session()
    for _, path in routes(app):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            assert stranger.ask(path, method, Cookie=cookie).status in (403, 404, 405), (method, path)


ONWARD = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http://evil.example/",
    "/\tevil",
    "/\r\nSet-Cookie: a=b",
    "/\n/evil.example",
    "///evil.example",
    " //evil.example",
    "//[",
    "/x\u202e",
    "",
    "evil.example",
    "https:evil.example",
    "/\x00",
]


@pytest.mark.parametrize("onward", ONWARD)
def test_nobody_is_sent_to_another_site(stranger: Stranger, onward: str) -> None:
    cookie, token = stranger.session()
    body = urllib.parse.urlencode({"token": token, "interface": "zh", "onward": onward})
    answer = stranger.ask("/interface", "POST", body, Cookie=cookie)
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    assert [one.partition("=")[0] for one in answer.cookies if "interface" in one] == ["interface"]
    assert stranger.ask("/login?" + urllib.parse.urlencode({"onward": onward})).headers["Location"] == "/"


def test_people_are_sent_on_within_the_page() -> None:
    for onward in ("/", "/editions/gongyi-2020/?a=1", "/editions/巩义/", "/new?next=http://x/"):
        assert inside(onward) == onward


# What a browser may do with an answer


def test_every_answer_has_the_policy(app: Flask, stranger: Stranger) -> None:
    paths = [path for _, path in routes(app)] + [
        "/nothing",
        "/static/page.css",
        "/static/none.css",
        "/static/../app.py",
    ]
    for path in [*paths, "/%00", "/" + "x" * 40_000]:
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            _has_policy(stranger.ask(path, method), f"{method} {path[:80]}")
    _has_policy(stranger.ask("/", Host="evil.example"), "another host")
    _has_policy(stranger.ask("/new", "POST", Content_Length="99999999999"), "too large")
    _has_policy(stranger.ask("/", Content_Length="x"), "not a length")


def _has_policy(answer: Answer, what: str) -> None:
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, what
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy and "data:" not in policy, what
    assert answer.headers["X-Frame-Options"] == "DENY", what
    assert answer.headers["X-Content-Type-Options"] == "nosniff", what
    assert "waitress" not in answer.headers.get("Server", ""), what


def test_no_page_has_a_script_or_a_style_in_it(app: Flask, visitor: Visitor) -> None:
    built = visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    answers = [built, *(visitor.get(path) for rule, path in routes(app) if "GET" in (rule.methods or ()))]
    seen = 0
    for answer in answers:
        if answer.mimetype != "text/html":
            continue
        seen += 1
        page = lxml.html.fromstring(answer.text)
        assert not page.xpath("//script[not(@src) or normalize-space()] | //style | //@style | //iframe | //object")
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
        for address in page.xpath("//@src | //@href | //@action"):
            assert address.startswith(("/", "#", "?")) and not address.startswith("//"), address
    assert seen >= 5


def test_a_mistake_of_the_program_says_nothing_of_it(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.add_url_rule("/broken", "broken", lambda: 1 / 0)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "The program made a mistake" in words(answer) and "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "ZeroDivisionError" in caplog.text


def test_cookies_are_for_the_page_alone(stranger: Stranger) -> None:
    cookie, token = stranger.session()
    switched = stranger.ask("/interface", "POST", f"token={token}&interface=zh", Cookie=cookie)
    cookies = [*stranger.ask("/new").cookies, *switched.cookies]
    assert {one.partition("=")[0] for one in cookies} == {"briefing", "interface"}
    for one in cookies:
        assert "HttpOnly" in one and "SameSite=Strict" in one and "Domain" not in one, one


def test_what_is_served_is_not_kept(stranger: Stranger) -> None:
    for path in ("/", "/editions/gongyi-2021Q1/workbook", "/nothing"):
        assert stranger.ask(path).headers["Cache-Control"] == "no-store", path


# Names that would be paths


def test_no_name_is_followed_out_of_its_folder(app: Flask, address: str, office: Office) -> None:
    (office.inputs.parent / "secret.toml").write_text("the secret")
    stranger = Stranger(address)
    cookie, token = stranger.session()
    tried = 0
    for name in NAMES:
        for rule, path in routes(app, name):
            if not rule.arguments:
                continue
            tried += 1
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            answer = stranger.ask(path, method, f"token={token}" if method == "POST" else "", Cookie=cookie)
            assert answer.status in (303, 308, 400, 404, 405), (answer.status, method, path[:80])
            assert "root:" not in answer.text and "the secret" not in answer.text and "[indicators" not in answer.text
            if answer.status in (303, 308):
                assert urllib.parse.urlsplit(answer.headers["Location"]).path.startswith("/"), path
    assert tried > 100


@pytest.mark.parametrize(
    "name", [*map(urllib.parse.unquote, NAMES), "", "gongyi-2021Q2/..", "inputs", "CON-2021Q1", "<b>-2021Q2"]
)
def test_no_folder_is_begun_under_a_name_that_is_none(visitor: Visitor, office: Office, name: str) -> None:
    def there() -> list[str]:
        return sorted(str(path) for path in office.inputs.parent.rglob("*"))

    before = there()
    answer = visitor.post("/new", {"name": name})
    assert answer.status_code == 422 and "<b>" not in answer.text
    assert there() == before


# The password


def test_nothing_is_shown_before_the_password_is_said(locked: Flask) -> None:
    visitor = Visitor(locked)
    for rule, path in routes(locked):
        if rule.endpoint in ("static", "login", "speech.choose"):
            continue
        for method in {"GET", "HEAD", *(rule.methods or ())} - {"OPTIONS"}:
            answer = visitor.client.open(path, method=method)
            assert answer.status_code == 302 and answer.location.startswith("/login"), (method, path)
    assert visitor.client.get("/nothing").location.startswith("/login")
    assert "gongyi" not in visitor.get("/login").text


def test_every_blueprint_has_its_static_files_behind_the_password(locked: Flask) -> None:
    open_static = [rule.rule for rule in locked.url_map.iter_rules() if rule.endpoint == "static"]
    assert open_static == ["/static/<path:filename>"]


def _say(visitor: Visitor, password: str, path: str = "/login") -> int:
    token = token_in(visitor.get("/login").text)
    return visitor.client.post(path, data={"password": password, "token": token}).status_code


def test_the_right_password_opens_everything(locked: Flask) -> None:
    visitor = Visitor(locked)
    token = token_in(visitor.get("/login").text)
    answer = visitor.client.post("/login?onward=/new", data={"password": PASSWORD, "token": token})
    assert (answer.status_code, answer.location) == (302, "/new")
    assert visitor.get("/").status_code == 200
    assert "Begin" in words(visitor.page("/new"))
    assert visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build")).status_code == 200


@pytest.mark.parametrize(
    "password",
    ["", "wrong", PASSWORD[:-1], PASSWORD + " ", "\ud800".encode("utf-16", "surrogatepass").decode("latin-1")],
)
def test_a_wrong_password_opens_nothing(locked: Flask, password: str) -> None:
    visitor = Visitor(locked)
    assert _say(visitor, password) == 403
    assert visitor.get("/").status_code == 302


def test_after_five_wrong_ones_even_the_right_one_waits(locked: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(locked)
    assert [_say(visitor, "wrong") for _ in range(6)] == [403] * 5 + [429]
    assert _say(Visitor(locked), PASSWORD) == 429
    monkeypatch.setattr("report.page.guard._PAUSE", 0.0)
    assert _say(visitor, PASSWORD) == 302


def test_many_at_once_do_not_get_more_tries(locked: Flask) -> None:
    visitors = [Visitor(locked) for _ in range(20)]
    tokens = [token_in(visitor.get("/login").text) for visitor in visitors]
    codes: list[int] = []

    def guess(number: int) -> None:
        data = {"password": f"guess {number}", "token": tokens[number]}
        codes.append(visitors[number].client.post("/login", data=data).status_code)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [403] * 5 + [429] * 15


def test_a_session_from_before_is_not_in(locked: Flask) -> None:
    victim = Visitor(locked)
    victim.get("/login")
    before = victim.client.get_cookie("briefing")
    assert before and _say(victim, PASSWORD) == 302
    attacker = locked.test_client()
    attacker.set_cookie("briefing", before.value)
    assert attacker.get("/").status_code == 302
    after = victim.client.get_cookie("briefing")
    assert after and after.value != before.value


def test_a_token_from_before_the_password_is_worth_nothing_after_it(locked: Flask) -> None:
    visitor = Visitor(locked)
    before = token_in(visitor.get("/login").text)
    assert visitor.client.post("/login", data={"password": PASSWORD, "token": before}).status_code == 302
    assert visitor.client.post("/interface", data={"interface": "zh", "token": before}).status_code == 403


def test_a_session_of_another_run_is_not_in(locked: Flask, office: Office) -> None:
    visitor = Visitor(locked)
    assert _say(visitor, PASSWORD) == 302
    cookie = visitor.client.get_cookie("briefing")
    assert cookie
    again = create_app(replace(office, password=PASSWORD))
    try:
        client = again.test_client()
        client.set_cookie("briefing", cookie.value)
        assert client.get("/").status_code == 302
    finally:
        again.extensions[EXTENSION].close()


def test_a_login_needs_the_token_too(locked: Flask) -> None:
    assert locked.test_client().post("/login", data={"password": PASSWORD}).status_code == 403


def test_in_a_network_the_page_asks_for_the_password(office: Office) -> None:
    with serving(replace(office, password=PASSWORD), "0.0.0.0", 0) as page:
        thread = threading.Thread(target=page.run, daemon=True)
        thread.start()
        assert page.address.startswith("http://127.0.0.1:") and page.elsewhere
        answer = Stranger(page.address).ask("/", Host="office-machine:8621")
        assert answer.status == 302 and "gongyi" not in answer.text
        page.close()
        thread.join(5)
