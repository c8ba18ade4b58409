"""Lets real phones of this network open what QR codes of `make run` lead to: ends TLS and passes on to the headend, which serves this
machine only. The authority is made once and kept, so that a phone that believes it goes on believing it.

usage: phones.py ADDRESS PORT HEADEND_PORT FOLDER
"""

import asyncio
import os
import socket
import ssl
import sys

from certificates import authority, certificate
from processes import Failed

AUTHORITY_DAYS, CERTIFICATE_DAYS = 365, 30


def own_address():
    """By which others of this network reach this machine: that of the way out. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            raise Failed("PHONES=1: this machine is in no network; PHONES=ADDRESS names its address") from None


def make_certificate(folder, address):
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not os.path.exists(os.path.join(folder, "ca.pem")):
        authority(folder, "ca", AUTHORITY_DAYS)
    certificate(folder, "phones", "ca", address, CERTIFICATE_DAYS)


async def _pass(reader, writer):
    try:
        while block := await reader.read(65536):
            writer.write(block)
            await writer.drain()
    except OSError:
        pass
    writer.close()


async def main(address, port, headend_port, folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "phones.pem"), os.path.join(folder, "phones.key"))

    async def take(reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", headend_port)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(_pass(reader, far_writer), _pass(far_reader, writer))

    server = await asyncio.start_server(take, address, port, ssl=context)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
