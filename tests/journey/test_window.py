#!/usr/bin/python3
"""The hall in a window of an X display (Xvfb): what stands in its memory stands on the display, keys come from there, what was covered comes
back, and a display that goes away ends the hall with a line that says so. With memory shared with the display, without it, and with
DirectFB's own painter. Prints TAP."""

import contextlib
import ctypes
import os
import struct
import tempfile

from hall import Hall, shared_city
from processes import Group, wait_for
from tap import check, equal, run

SIZE = (1280, 720)
RIGHT = 0xFF53  # XK_Right
WAYS = {"shared memory": ([], None), "no shared memory": (["-extension", "MIT-SHM"], None), "DirectFB draws": ([], "directfb")}


def pixels_of_display(path):
    """Xvfb keeps its screen in a file, an X window dump; as the lines of a PPM."""
    with open(path, "rb") as file:
        data = file.read()
    head = struct.unpack(">25I", data[:100])
    header, width, height, bytes_a_line, colours = head[0], head[4], head[5], head[12], head[19]
    lines = []
    for y in range(height):
        at = header + colours * 12 + y * bytes_a_line
        line = data[at:at + width * 4]
        rgb = bytearray(width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
        lines.append(bytes(rgb))
    return b"".join(lines)


class Display:
    """A client of the display: it presses keys and covers the hall."""

    def __init__(self, name):
        self.x11, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        for function, result, arguments in (("XOpenDisplay", ctypes.c_void_p, [ctypes.c_char_p]), ("XDefaultRootWindow", ctypes.c_ulong, [ctypes.c_void_p]),
                                            ("XCreateSimpleWindow", ctypes.c_ulong, [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 5 + [ctypes.c_ulong] * 2),
                                            ("XMapRaised", ctypes.c_int, [ctypes.c_void_p, ctypes.c_ulong]), ("XSync", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int]),
                                            ("XDestroyWindow", ctypes.c_int, [ctypes.c_void_p, ctypes.c_ulong]), ("XCloseDisplay", ctypes.c_int, [ctypes.c_void_p]),
                                            ("XKeysymToKeycode", ctypes.c_ubyte, [ctypes.c_void_p, ctypes.c_ulong])):
            entry = getattr(self.x11, function)
            entry.restype, entry.argtypes = result, arguments
        self.test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(name.encode())

    def press(self, keysym):
        code = self.x11.XKeysymToKeycode(self.display, keysym)
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.display, code, down, 0)
        self.x11.XSync(self.display, 0)

    @contextlib.contextmanager
    def covered(self):
        window = self.x11.XCreateSimpleWindow(self.display, self.x11.XDefaultRootWindow(self.display), 100, 320, 600, 150, 0, 0, 0xFF00FF)
        self.x11.XMapRaised(self.display, window)
        self.x11.XSync(self.display, 0)
        yield
        self.x11.XDestroyWindow(self.display, window)
        self.x11.XSync(self.display, 0)

    def close(self):
        self.x11.XCloseDisplay(self.display)


class Scene:
    def __init__(self, folder, way):
        options, painter = WAYS[way]
        self.folder = folder
        self.group = Group(os.path.join(folder, "log"))
        self.screen_file = os.path.join(folder, "Xvfb_screen0")
        reading, writing = os.pipe()
        self.server = self.group.start("screen", ["Xvfb", "-displayfd", str(writing), "-extension", "GLX", "-nocursor", "-noreset", "-fbdir", folder, *options,
                                                  "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            name = f":{pipe.readline().strip()}"
        city = shared_city().copy_store(folder)
        city.start_headend(self.group, SIZE)
        self.hall = Hall(os.path.join(folder, "hall"), city.config, self.group, "x11", SIZE, environment={"DISPLAY": name}, painter=painter)
        self.hall.start()
        self.hall.wait()
        self.hall.clock(1_790_044_200_000)
        self.client = Display(name)

    def is_shown(self):
        """What the hall says it has drawn is what the display shows."""
        path = self.hall.picture(os.path.join(self.folder, "own.ppm"))
        with open(path, "rb") as file:
            own = file.read().split(b"\n255\n", 1)[1]
        return own == pixels_of_display(self.screen_file)

    def close(self):
        self.client.close()
        self.hall.close()
        self.group.end()


@contextlib.contextmanager
def scene_in(way):
    with tempfile.TemporaryDirectory(prefix="window-") as folder:
        scene = Scene(folder, way)
        try:
            yield scene
        finally:
            scene.close()


def test_what_is_drawn_is_on_the_display_and_keys_come_from_there():
    for way in WAYS:
        with scene_in(way) as scene:
            wait_for(scene.is_shown, f"the first picture ({way})")
            focus = scene.hall.state()["focus"]
            for _ in range(2):
                scene.client.press(RIGHT)
            scene.hall.until_pressed(2)
            scene.hall.wait()
            check(scene.hall.state()["focus"] != focus, f"the focus moves ({way})")
            wait_for(scene.is_shown, f"the picture after keys ({way})")
            for names in (("1",), ("DOWN",) * 12, ("OK", "DOWN")):
                scene.hall.go(*names)
                wait_for(scene.is_shown, f"the picture after {names} ({way})")
            equal(scene.hall.quit(), 0, f"status ({way})")


def test_what_was_covered_comes_back():
    """Also what scrolls meanwhile: under another window the display has no pixels to be moved."""
    with scene_in("shared memory") as scene:
        scene.hall.go("1")
        wait_for(scene.is_shown, "a list")
        with scene.client.covered():
            check(not scene.is_shown(), "something lies over the hall")
            scene.hall.go(*("DOWN",) * 12)
        wait_for(scene.is_shown, "the list once nothing covers it")
        scene.hall.key(*("DOWN",) * 5)
        wait_for(scene.is_shown, "the list once it has scrolled")
        for _ in range(10):
            with scene.client.covered():
                scene.hall.key("DOWN", "DOWN")
            scene.hall.key("UP", "DOWN", "DOWN")
        scene.hall.wait()
        wait_for(scene.is_shown, "the list that scrolled while windows came and went")
        state = scene.hall.open("guide/retirement")
        equal(state["screen"], "guide", "a text that is longer than its place")
        for _ in range(5):
            with scene.client.covered():
                scene.hall.key("DOWN", "DOWN")
            scene.hall.key("UP", "DOWN", "DOWN")
        scene.hall.wait()
        check(scene.hall.state()["position"] > 0, "the text has moved")
        wait_for(scene.is_shown, "the text that moved while windows came and went")
        equal(scene.hall.quit(), 0, "status")


def test_a_display_that_goes_away_ends_the_hall():
    with scene_in("shared memory") as scene:
        wait_for(scene.is_shown, "the first picture")
        scene.client.close = lambda: None  # Xlib would end this process
        scene.server.kill()
        status = scene.hall.ended()
        log = scene.hall.group.last_lines("tv-hall", 5)
        check(any("the window or its display is gone" in line for line in log), f"the log says so (status {status}): {log}")


if __name__ == "__main__":
    run(globals())
