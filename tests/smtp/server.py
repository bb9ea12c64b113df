"""A mail server for the API tests, in a folder of theirs. It does with each message what the file `mode` says: `accept`,
`451` (refuse for now), `550` (refuse for good) or `hang`. Every message that reaches it is a line of `messages`, with what
was done with it. Its port is in the file `port` once it listens."""

import asyncio
import json
import pathlib
import sys

from aiosmtpd.smtp import SMTP

FOLDER = pathlib.Path(sys.argv[1])


class Desk:
    async def handle_DATA(self, server, session, envelope):
        mode = (FOLDER / "mode").read_text().strip()
        text = envelope.content.decode()
        line = {"mode": mode, "from": envelope.mail_from, "to": envelope.rcpt_tos, "text": text}
        with (FOLDER / "messages").open("a") as messages:
            messages.write(json.dumps(line) + "\n")
        if mode == "hang":
            await asyncio.sleep(3600)
        if mode in ("451", "550"):
            # Servers do repeat what they were sent.
            return f"{mode} not this one: for {envelope.rcpt_tos[0]}"
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Desk(), hostname="mail.test.invalid"), "127.0.0.1", 0)
    waiting = FOLDER / "port.new"
    waiting.write_text(str(server.sockets[0].getsockname()[1]))
    # In one step: whoever reads it finds all of it.
    waiting.rename(FOLDER / "port")
    await server.serve_forever()


asyncio.run(main())
