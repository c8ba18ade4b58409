"""The three places where the hall can be seen: a window on a desktop, a page in a browser, the box's own screen."""

import os
import urllib.request
from xml.etree import ElementTree

from city import ROOT, program
from processes import Failed, free_port, wait_for

NOVNC = "/usr/share/novnc"


def start_hall(group, screen, city, folder, opened=""):
    """opened: the destination of a screen to begin with."""
    command = [program("tv-hall", os.environ.get("FLAVOUR") or "release"), "--config", city.config, "--assets",
               os.path.join(ROOT, "build", "assets"), "--state", os.path.join(folder, "state"), "--system", screen.system,
               "--module-directory", os.path.join(ROOT, "build", "directfb-modules"), "--stay"]
    if screen.size:
        command += ["--size", f"{screen.size[0]}x{screen.size[1]}"]
    command += ["--devices", screen.devices] if screen.devices else []
    if os.environ.get("TV_HALL_TEST_PORT"):
        command += ["--test-port", os.environ["TV_HALL_TEST_PORT"]]
    if opened:
        command += ["--open", opened]
    city.provision(os.path.join(folder, "state"))
    return group.start("tv-hall", command, {**os.environ, "DISPLAY": screen.display})


def _start_server(group, name, command):
    """An X server that picks a free display itself. Without GLX: DirectFB's x11 system crashes where it finds it."""
    reading, writing = os.pipe()
    try:
        child = group.start(name, [*command, "-displayfd", str(writing), "-extension", "GLX", "-nolisten", "tcp"],
                            pass_fds=(writing,))
    finally:
        os.close(writing)
    with os.fdopen(reading) as pipe:
        display = pipe.readline().strip()
    if not display:
        child.wait()
        raise Failed(f"{command[0]} did not start: " + " ".join(group.last_lines(name, 1)))
    return f":{display}"


class Place:
    """Where the hall is seen; made before the headend starts."""

    system = "x11"
    devices = None  # keys come from the window
    backend_port = None  # boxes ask the headend itself

    def connect(self, city):
        """The headend runs: what lies between it and the hall."""

    def show(self, hall, city):
        """The hall runs: whatever makes it visible."""


class Window(Place):
    """Xephyr on the desktop."""

    def __init__(self, group, settings, _scratch):
        self.size = settings.size
        self.display = _start_server(group, "window", ["Xephyr", "-screen", f"{self.size[0]}x{self.size[1]}", "-title",
                                                        "电视政务大厅 · TV Hall", "-br", "-no-host-grab"])
        self.where_to_look = ("The hall is in the window: arrows, Enter, Escape (back), Home, digits, F1–F4 (red, green, yellow, "
                              "blue), F9 (info), F10 (menu).")


class OwnScreen(Place):
    """The frame buffer of a box; keys come from its remotes and keyboards."""

    system = "fbdev"
    devices = "/dev/input"
    size = None
    display = ""

    def __init__(self, _group, _settings, _scratch):
        self.where_to_look = "The hall is on this machine's screen (/dev/fb0); its remotes and keyboards drive it."


def _listens(port):
    """Looked up in the kernel's table: a connection for a look would count as a viewer."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(f":{port:04X} 00000000:0000 0A " in line for line in table)


def _digit_of(config, **wanted):
    """The key that opens a tile with this content from the first screen; "": there is none."""
    for tile in ElementTree.parse(config).iter("tile"):
        if wanted.items() <= tile.find("content").attrib.items():
            return tile.get("digit", "")
    return ""


class Page(Place):
    """A screen in memory, shown with a remote control on a page."""

    def __init__(self, group, settings, scratch):
        self.group = group
        self.size = settings.size
        self.scratch = scratch
        self.listener = settings.listener
        self.port = self.listener.getsockname()[1]
        self.backend_port = free_port()  # the near end of the cable
        self.pulled = os.path.join(scratch, "pulled")
        self.display = _start_server(group, "screen", ["Xvfb", "-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-nocursor"])
        self.where_to_look = f"Look at http://127.0.0.1:{self.port}/ in a browser: the television and its remote."

    def connect(self, city):
        cable = self.group.start("cable", ["/usr/bin/python3", os.path.join(ROOT, "run", "cable.py"), str(self.backend_port), str(city.port),
                                           self.pulled])
        wait_for(lambda: _listens(self.backend_port), "the cable", cable)

    def show(self, hall, city):
        # x11vnc's Unix socket does not take connections with Debian's libvncserver, so: a loopback port.
        picture_port = free_port()
        server = self.group.start("vnc", [
            "x11vnc", "-display", self.display, "-rfbport", str(picture_port), "-noipv6", "-localhost", "-forever", "-shared",
            "-nopw", "-wait", "8", "-defer", "4", "-nocursor", "-nosel", "-nowf", "-noscr", "-nowcr", "-noxrecord",
            "-nodpms", "-quiet"])
        page = self.group.start("page", [
            "/usr/bin/python3", os.path.join(ROOT, "run", "page_server.py"), str(self.listener.fileno()), str(picture_port), self._served_folder(),
            city.address(), city.sandbox, self.pulled, _digit_of(city.config, kind="cases"),
            _digit_of(city.config, kind="utility", utility="electricity"), city.phones or city.address()],
            pass_fds=(self.listener.fileno(),))
        self.listener.close()
        wait_for(lambda: _listens(picture_port), "x11vnc", server)
        wait_for(self._answers, "the page", page)
        if hall.poll() is not None:
            raise Failed(f"the hall ended with status {hall.returncode}:\n" + "\n".join(self.group.last_lines("tv-hall")))

    def _served_folder(self):
        """Our page and, beside it, the one folder of noVNC that it uses."""
        folder = os.path.join(self.scratch, "web")
        os.makedirs(folder)
        for name in os.listdir(os.path.join(ROOT, "run", "page")):
            os.symlink(os.path.join(ROOT, "run", "page", name), os.path.join(folder, name))
        os.makedirs(os.path.join(folder, "novnc"))
        for name in ("core", "vendor"):
            os.symlink(os.path.join(NOVNC, name), os.path.join(folder, "novnc", name))
        return folder

    def _answers(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False


PLACES = {"page": Page, "window": Window, "frame buffer": OwnScreen}
