"""A mail server for the tests, in a folder of theirs. It does with each message what the file `mode` says: `accept`, `451`
(refuse for now), `550` (refuse for good) or `hang`. Every message that reaches it is a line of `messages`, with what was done
with it; `heard` is all that it was told, as it reads it. Its port is in the file `port` once it listens.

`--security` is `tls` (from the first byte) or `starttls` (offered, and asked for): then its certificate is for `--name`, of an
authority of its own, which is in the file `authority.pem`. With `--password`, the user `reviews` has to sign in."""

import argparse
import asyncio
import json
import logging
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

flags = argparse.ArgumentParser()
flags.add_argument("folder", type=pathlib.Path)
flags.add_argument("--security", choices=["none", "tls", "starttls"], default="none")
flags.add_argument("--name", default="localhost")
flags.add_argument("--password")
asked = flags.parse_args()
# That a client hangs up on it is what some tests are about.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Desk:
    async def handle_DATA(self, server, session, envelope):
        mode = (asked.folder / "mode").read_text().strip()
        line = {
            "mode": mode,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "text": envelope.content.decode(),
            "encrypted": server.transport.get_extra_info("cipher") is not None,
        }
        with (asked.folder / "messages").open("a") as messages:
            messages.write(json.dumps(line) + "\n")
        if mode == "hang":
            await asyncio.sleep(3600)
        if mode in ("451", "550"):
            # Servers do repeat what they were sent.
            return f"{mode} not this one: for {envelope.rcpt_tos[0]}"
        return "250 OK"


class Listening(SMTP):
    def data_received(self, data):
        with (asked.folder / "heard").open("ab") as heard:
            heard.write(data)
        super().data_received(data)


def certified():
    # Only where it is asked for: it takes a while to load.
    import trustme

    authority = trustme.CA()
    authority.cert_pem.write_to_path(asked.folder / "authority.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(asked.name).configure_cert(context)
    return context


def authenticate(server, session, envelope, mechanism, said):
    right = LoginPassword(b"reviews", (asked.password or "").encode())
    return AuthResult(success=said == right, handled=False)


async def main():
    loop = asyncio.get_running_loop()
    context = None if asked.security == "none" else certified()
    settings = {"hostname": "mail.test.invalid"}
    if asked.security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    if asked.password:
        # It does not see that a connection is secure where it has been from the first byte.
        asks = asked.security != "tls"
        settings |= {"authenticator": authenticate, "auth_required": asks, "auth_require_tls": asks}
    at_once = context if asked.security == "tls" else None
    server = await loop.create_server(lambda: Listening(Desk(), **settings), "127.0.0.1", 0, ssl=at_once)
    waiting = asked.folder / "port.new"
    waiting.write_text(str(server.sockets[0].getsockname()[1]))
    # In one step: whoever reads it finds all of it.
    waiting.rename(asked.folder / "port")
    await server.serve_forever()


asyncio.run(main())
