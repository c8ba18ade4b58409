"""Starts the sample city's headend and the hall, says where to look, and ends both."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from xml.etree import ElementTree

import displays
from city import City, program, ROOT, sample_accounts
from phones import make_certificate
from processes import Failed, Group, free_port
from settings import Settings
from watch import Watcher, destination

PHONES = os.path.join(ROOT, "build", "run", "phones")  # authority and certificate
TO_TRY = ["--cases-a-box", "1000", "--accounts-a-box", "1000"]  # more samples than a household has
STATE = os.environ.get("TV_HALL_RUN", os.path.join(ROOT, "build", "run"))


def claim_folder():
    """The first of build/run/1, 2, … that no other start uses; held by a lock for as long as we live."""
    for number in range(1, 100):
        folder = os.path.join(STATE, str(number))
        os.makedirs(folder, exist_ok=True)
        lock = open(os.path.join(folder, "in-use"), "w", encoding="ascii")  # pylint: disable=consider-using-with
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder, lock
        except OSError:
            lock.close()
    raise Failed(f"a hundred halls already run from {STATE}")


def check_config(path):
    done = subprocess.run([program("tv-hall-admin"), "check", path], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise Failed(f"CONFIG={path} is wrong:\n{done.stderr.rstrip()}")
    if ElementTree.parse(path).getroot().find("server") is None:
        raise Failed(f"CONFIG={path} has no <server>: it is a box's copy")


class Ended(Exception):
    pass


def _end(*_):
    raise Ended


def watch(group, watcher):
    """Until something ends. With a watcher a program that crashes is started anew once a file is saved."""
    while True:
        dead = group.dead()
        if dead:
            name, status = dead
            if status == 0 or name == "window":
                print(f"{name} was closed.")
                return 0
            print(f"{name} ended with status {status}. Its last lines ({group.log_path(name)}):", file=sys.stderr)
            print("\n".join(group.last_lines(name)), file=sys.stderr)
            if not watcher or name not in watcher.restart:
                return 1
            group.forget(name)
        if watcher:
            watcher.look()
        time.sleep(0.2)


def watcher_of(group, screen, city, folder, look):
    def hall():
        where = destination(os.environ["TV_HALL_TEST_PORT"])
        group.stop("tv-hall")
        displays.start_hall(group, screen, city, folder, where)

    def headend():
        group.stop("headend")
        city.start_headend(group, screen.size, screen.backend_port, port=city.port, look=look, options=TO_TRY)

    def sandbox():
        group.stop("sandbox")
        city.start_sandbox(group, port=city.sandbox.rpartition(":")[2])

    return Watcher({"sandbox": sandbox, "headend": headend, "tv-hall": hall})


def cases_to_try(city):
    """Some numbers for 办件进度; the sandbox makes them anew each day."""
    wanted = {"6": "补正", "8": "办理中", "11": "已办结"}
    found = {}
    for case in city.ask_sandbox("samples/cases") or []:
        if case["project_status"] in wanted:
            found.setdefault(wanted[case["project_status"]], f"{case['case_number']} / {case['id_tail']}")
    return ("Case numbers to try, with the last 4 of the ID: " +
            ", ".join(f"{word} {numbers}" for word, numbers in found.items()) + f"; all: {city.sandbox}/sandbox/samples/cases")


def accounts_to_try():
    """A few of each company's, which the sandbox plays."""
    words = (("gas", "燃气"), ("water", "水费"), ("electricity", "电费"))
    return ("Account numbers to try: " +
            ", ".join(f"{word} {' '.join(account['number'] for account in sample_accounts(kind)[:3])}" for kind, word in words) +
            "; all: assets/sample-city/utility-*.json")


def city_of(settings, folder):
    """The sample city, or what the operator's own headend has stored."""
    if settings.config:
        check_config(settings.config)
        own = City(folder, config_source=settings.config)
        own.remove_store()
        if own.copy_own():
            print(f"Shows a copy of what {settings.config} names as its store.")
            return own
    everyone = City(os.path.join(STATE, "city"))
    if everyone.make():
        print("Made today's sample city.")
    city = everyone.copy_store(folder)
    city.config_source = settings.config or city.config_source
    return city


def prepare_phones(city, address):
    """Phones of this network come by TLS, through a program of their own: the headend serves this machine only."""
    if address:
        make_certificate(PHONES, address)
        city.phones = f"https://{address}:{free_port(address)}"


def start_phones(group, city, address):
    if address:
        group.start("phones", ["/usr/bin/python3", os.path.join(ROOT, "run", "phones.py"), address, city.phones.rpartition(":")[2],
                               str(city.port), PHONES])
        print(f"Phones of this network open {city.phones} (QR codes lead there). They warn of a certificate that this machine made: go on\n"
              f"nevertheless, or have the phone believe {os.path.relpath(os.path.join(PHONES, 'ca.pem'), ROOT)} (a CA certificate).")


def start(group, folder, scratch):
    settings = Settings(os.environ)
    city = city_of(settings, folder)
    if os.environ.get("WATCH"):
        os.environ.setdefault("TV_HALL_TEST_PORT", os.path.join(scratch, "test-port"))
    screen = displays.PLACES[settings.place](group, settings, scratch)
    prepare_phones(city, settings.phones)
    city.has_wallets = True
    city.start_sandbox(group)
    look = {element: value for element, value in (("language", settings.language), ("theme", settings.theme)) if value}
    city.start_headend(group, screen.size, screen.backend_port, look=look, options=TO_TRY)
    start_phones(group, city, settings.phones)
    screen.connect(city)
    hall = displays.start_hall(group, screen, city, folder)
    screen.show(hall, city)
    print(screen.where_to_look)
    print(cases_to_try(city))
    print(accounts_to_try())
    print(f"Ctrl-C here ends it. Log lines: {os.path.relpath(group.log_folder, ROOT)}", flush=True)
    return watch(group, watcher_of(group, screen, city, folder, look) if os.environ.get("WATCH") else None)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    sys.stdout.reconfigure(line_buffering=True)
    group = None
    scratch = tempfile.mkdtemp(prefix="tv-hall-")
    status = 0
    try:
        folder, lock = claim_folder()
        group = Group(os.path.join(folder, "log"))
        with lock:
            status = start(group, folder, scratch)
    except Ended:
        pass
    except Failed as reason:
        print(f"The hall could not be started: {reason}", file=sys.stderr)
        status = 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if group:
        group.end()
    shutil.rmtree(scratch, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
