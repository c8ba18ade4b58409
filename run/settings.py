"""What `make run` was told: SIZE, PORT, LANGUAGE, THEME, CONFIG, PAGE, FRAMEBUFFER, PHONES. Run as a program it only looks whether they are
good, before anything is built: one line for what is wrong."""

import glob
import os
import re
import socket
import sys

from phones import own_address
from processes import Failed

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIRST_PORT = 8480  # of the page; a second start takes the next
LANGUAGES = {"zh-CN": "zh-CN", "zh": "zh-CN", "en": "en"}
SIZES = ((640, 3840), (480, 2160))  # as tv-hall takes them


def _size(text):
    match = re.fullmatch(r"([0-9]{3,4})x([0-9]{3,4})", text or "1280x720")
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(least <= side <= most for side, (least, most) in zip(size, SIZES)):
        raise Failed(f"SIZE={text}: from 640x480 to 3840x2160; 1280x720 or 1920x1080, for example")
    return size


def _listen(port):
    """Taken at once and kept: a second start finds it taken. OSError: one cannot."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(8)
        return listener
    except OSError:
        listener.close()
        raise


def _listener(text):
    """Where the page is served."""
    if not text:
        for port in range(FIRST_PORT, FIRST_PORT + 100):
            try:
                return _listen(port)
            except OSError:
                pass
        raise Failed(f"the ports {FIRST_PORT} to {FIRST_PORT + 99} are all taken; PORT=… names another")
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise Failed(f"PORT={text}: a number from 1 to 65535")
    try:
        return _listen(int(text))
    except PermissionError:
        raise Failed(f"PORT={text}: only root may listen there; take one from 1024 on") from None
    except OSError:
        raise Failed(f"PORT={text} is taken by another program; name another, or none: then a free one is found") from None


def _theme(text):
    themes = sorted(os.path.basename(path)[:-4] for path in glob.glob(os.path.join(ROOT, "assets", "theme", "*.xml")))
    if text and text not in themes:
        raise Failed(f"THEME={text}: one of {', '.join(themes)}")
    return text


def _language(text):
    if text and text not in LANGUAGES:
        raise Failed(f"LANGUAGE={text}: zh-CN or en")
    return LANGUAGES.get(text)


def _config(text):
    if text and not os.path.isfile(text):
        raise Failed(f"CONFIG={text}: there is no such file (whole paths are the safest)")
    return os.path.abspath(text) if text else None


def _phones(text):
    """The address of this machine for phones; None: only this machine opens pages."""
    if not text:
        return None
    address = own_address() if text == "1" else text
    try:
        with socket.socket() as probe:
            probe.bind((address, 0))
    except OSError as reason:
        raise Failed(f"PHONES={text}: {address}: {reason.strerror or reason}: an IPv4 address of this machine, or 1") from None
    return address


def _answers(display):
    """Whether an X server is behind it: one connects to its socket, as any program with a window does."""
    match = re.fullmatch(r"(.*):([0-9]+)(\.[0-9]+)?", display)
    if not match:
        return False
    host, number = match[1], int(match[2])
    try:
        if host in ("", "unix"):
            with socket.socket(socket.AF_UNIX) as probe:
                try:
                    probe.connect(f"\0/tmp/.X11-unix/X{number}")
                except OSError:
                    probe.connect(f"/tmp/.X11-unix/X{number}")
        else:
            socket.create_connection((host, 6000 + number), 3).close()
        return True
    except OSError:
        return False


def _place(environment):
    """Where the hall is to be seen: "page", "window" or "frame buffer"."""
    if environment.get("PAGE"):
        return "page"
    if environment.get("FRAMEBUFFER"):
        if not os.access("/dev/fb0", os.R_OK | os.W_OK):
            raise Failed("FRAMEBUFFER=1: /dev/fb0 is not there, or not yours to write (the group `video` may)")
        if not any(os.access(path, os.R_OK) for path in glob.glob("/dev/input/event*")):
            raise Failed("FRAMEBUFFER=1: no remote or keyboard in /dev/input that you may read (the group `input` may)")
        return "frame buffer"
    display = environment.get("DISPLAY")
    if display and not _answers(display):
        raise Failed(f"DISPLAY={display}: no desktop answers there; `make run PAGE=1` shows the hall on a page")
    return "window" if display else "page"


class Settings:
    def __init__(self, environment):
        self.size = _size(environment.get("SIZE"))
        self.theme = _theme(environment.get("THEME"))
        self.language = _language(environment.get("TV_HALL_LANGUAGE"))
        self.config = _config(environment.get("CONFIG"))
        self.phones = _phones(environment.get("PHONES"))
        self.place = _place(environment)
        self.listener = _listener(environment.get("PORT")) if self.place == "page" else None


if __name__ == "__main__":
    try:
        Settings(os.environ)
    except Failed as reason:
        sys.exit(f"The hall could not be started: {reason}")
