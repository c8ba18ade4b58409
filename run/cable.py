"""The cable between the box and the headend, to be pulled: passes connections on while the file PULLED is not there.

usage: cable.py PORT HEADEND_PORT PULLED
"""

import asyncio
import os
import sys

LOOK_SECONDS = 0.1


class Cable:
    def __init__(self, headend_port, pulled):
        self.headend_port = headend_port
        self.pulled = pulled
        self.ends = set()  # writers, of both sides

    async def _pass(self, reader, writer):
        try:
            while block := await reader.read(65536):
                writer.write(block)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    async def plug(self, reader, writer):
        """One connection of the box. While the cable is pulled it is cut at once."""
        if os.path.exists(self.pulled):
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.headend_port)
        except OSError:
            writer.transport.abort()
            return
        mine = {writer, far_writer}
        self.ends |= mine
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        self.ends -= mine

    async def watch(self):
        """What is open when the cable is pulled is cut."""
        while True:
            if os.path.exists(self.pulled):
                for writer in list(self.ends):
                    writer.transport.abort()
            await asyncio.sleep(LOOK_SECONDS)


async def main(port, headend_port, pulled):
    cable = Cable(headend_port, pulled)
    await asyncio.start_server(cable.plug, "127.0.0.1", port)
    await cable.watch()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
