"""The API keeps to its own description: schemathesis makes requests from the served OpenAPI document, good and bad ones,
signed in as each role of a demonstration, and fails on any answer that the document does not describe.

Started by `cargo xtask test contract`, which sets SAFEGUARDING_BIN and installs requirements.txt.
"""

import datetime
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

HERE = pathlib.Path(__file__).parent
SERVER = os.environ["SAFEGUARDING_BIN"]
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
]
# One of each role. Administrators come last: they change what the others work with.
ROLES = [
    "safeguarding",
    "practitioner",
    "manager",
    "od_north",
    "customer_services",
    "learning_panel",
    "board",
    "admin",
]
# These two reach nearly every operation between them, and so try every boundary of every field; the others ask whether
# their own refusals and views are described.
THOROUGH = ["safeguarding", "admin"]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until_ready(address, server):
    for _ in range(200):
        if server.poll() is not None:
            sys.exit(f"The server ended with {server.returncode}")
        try:
            return urllib.request.urlopen(f"{address}/health/ready").close()
        except OSError:
            time.sleep(0.1)
    sys.exit("The server is not ready after 20 seconds")


class Desk:
    """Someone signed in."""

    def __init__(self, address, account):
        self.address = address
        self.headers = {"Content-Type": "application/json"}
        answer = self.ask("POST", "/session", {"email": account["email"], "password": account["password"]})
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        self.session = json.load(answer)
        self.headers["X-CSRF-Token"] = self.session["csrf_token"]

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, "Idempotency-Key": str(uuid.uuid4())}
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        return urllib.request.urlopen(request, timeout=20)

    def known(self, method, path, body=None, key="id"):
        """The ids of a list or of one record, none where this person may not see it."""
        try:
            found = json.load(self.ask(method, path, body))
        except urllib.error.HTTPError:
            return []
        rows = found.get("items", [found]) if isinstance(found, dict) else found
        return [row[key] for row in rows]

    def is_signed_in(self):
        try:
            return self.ask("GET", "/session").status == 200
        except urllib.error.HTTPError:
            return False


def ids_for(desk, ours):
    """What exists, for the addresses: random ids alone would find nothing but 404. The accounts that the tests sign in
    with are left out, so that nobody locks them out."""
    return {
        "incidents": desk.known("GET", "/incidents?limit=25"),
        "external-reviews": desk.known("GET", "/external-reviews?limit=25"),
        "areas": desk.known("GET", "/areas"),
        "cases": desk.known("POST", "/cases/search", {"text": "DEMO"}),
        "staff": [one for one in desk.known("POST", "/staff/search", {"text": "demo"}) if one not in ours],
        "codelists": desk.known("GET", "/codelists", key="name"),
        "local-authorities": desk.known("GET", "/local-authorities", key="code")[:20],
        "break-glass": desk.known("GET", "/break-glass") + desk.known("GET", "/break-glass/reviews"),
        "confirmations": desk.known("GET", "/confirmations") + desk.known("GET", "/confirmations/past"),
        "settings": desk.known("GET", "/settings", key="name"),
        "api-clients": desk.known("GET", "/api-clients"),
        "notices": desk.known("GET", "/notices"),
        "undelivered": desk.known("GET", "/undelivered"),
    }


def prepare(desks, second, ours):
    """Makes what a demonstration has none of: API clients, something that waits for a second administrator, and an
    incident that is open under break-glass. The other administrator asks, so that ours can confirm."""
    today = datetime.date.today()
    terms = {
        "name": "Invented system",
        "contact": "Invented contact",
        "scopes": ["incidents.report", "incidents.read_summaries"],
        "national": True,
        "areas": [],
        "expires_on": str(today + datetime.timedelta(days=90)),
    }
    grant = {"role": "customer_services", "scope": {"kind": "national"}, "from": str(today), "to": None}
    people = second.known("POST", "/staff/search", {"text": "demo"})
    for person in [one for one in people if one not in ours][:4]:
        second.ask("POST", "/api-clients", terms)
        second.ask("POST", f"/staff/{person}/grants", grant)
    seen = desks["manager"].known("GET", "/incidents?limit=100", key="reference")
    every = desks["safeguarding"].known("GET", "/incidents?limit=100", key="reference")
    opening = {"reason": "Invented reason."}
    # Of the five tries in an hour some are left for the tests; those in which the manager is involved are refused.
    for reference in [one for one in every if one not in seen][:3]:
        if desks["manager"].known("POST", "/break-glass", {**opening, "reference": reference}):
            return
    sys.exit("No incident could be opened under break-glass")


def run(role, desk, ids, folder, deep):
    (folder / "ids.json").write_text(json.dumps(ids))
    thorough = deep or role in THOROUGH
    phases = "coverage,fuzzing,stateful" if deep else "coverage,fuzzing" if thorough else "fuzzing"
    examples = 60 if deep else 4
    arguments = [
        pathlib.Path(sys.executable).with_name("st"),
        "run",
        folder / "openapi.json",
        f"--url={desk.address}",
        f"--checks={','.join(CHECKS)}",
        f"--phases={phases}",
        f"--max-examples={examples}",
        "--header",
        f"Cookie: {desk.headers['Cookie']}",
        "--header",
        f"X-CSRF-Token: {desk.headers['X-CSRF-Token']}",
        # Ending one's own session ends the test.
        "--exclude-path-regex=^/api/v1/sessions?(/|$)",
        "--generation-with-security-parameters=false",
        "--generation-deterministic",
        "--continue-on-failure",
        "--suppress-health-check=all",
        "--request-timeout=20",
        "--warnings=off",
        "--no-shrink",
        "--no-color",
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
        "CONTRACT_IDS": str(folder / "ids.json"),
    }
    done = subprocess.run(arguments, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout)
    elif not desk.is_signed_in():
        print(f"{role} was signed out by the requests: exclude the operation that did it in tests/contract/run.py")
        return False
    return done.returncode == 0


def main():
    deep = "--deep" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="safeguarding-contract-") as name:
        folder = pathlib.Path(name)
        fill = [SERVER, "demo", "fill", "--incidents", "60", "--data", folder, "--log", "warn"]
        subprocess.run(fill, check=True, stdout=subprocess.DEVNULL)
        (folder / "openapi.json").write_bytes(subprocess.run([SERVER, "openapi"], check=True, stdout=subprocess.PIPE).stdout)
        accounts = {one["key"]: one for one in json.loads((folder / "demo-accounts.json").read_text())["accounts"]}
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        serve = [SERVER, "serve", "--port", str(port), "--data", folder, "--assets", folder, "--log", "error"]
        # One person asks more in a minute here than people do.
        serve += ["--rate-per-person", "0", "--rate-per-address", "0"]
        failed = []
        with subprocess.Popen(serve) as server:
            try:
                until_ready(address, server)
                desks = {role: Desk(address, accounts[role]) for role in ROLES}
                second = Desk(address, accounts["admin_second"])
                ours = {desk.session["staff"]["id"] for desk in [*desks.values(), second]}
                prepare(desks, second, ours)
                for role, desk in desks.items():
                    start = time.monotonic()
                    if not run(role, desk, ids_for(desk, ours), folder, deep):
                        failed.append(role)
                    words = "FAILED" if role in failed else "passed"
                    print(f"{words}  {role}, {time.monotonic() - start:.0f} s", flush=True)
            finally:
                server.terminate()
    if failed:
        sys.exit(f"The API and its description differ, signed in as: {', '.join(failed)}")


if __name__ == "__main__":
    main()
