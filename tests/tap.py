"""TAP for Python tests: every function test_… of a module is one test; an exception fails it, Skip skips it."""

import sys
import traceback


class Skip(Exception):
    """Raised with the reason by a test that cannot run here."""


def check(condition, message):
    """Fails the test with what was expected."""
    if not condition:
        raise AssertionError(message)


def equal(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}: wanted {wanted!r}, got {got!r}")


def _comment(text):
    for line in text.splitlines():
        print(f"# {line}")


def run(module_globals):
    """Runs the tests in the order they stand in the file; words on the command line choose those whose names contain one."""
    tests = [(name, thing) for name, thing in module_globals.items() if name.startswith("test_") and callable(thing)]
    words = sys.argv[1:]
    if words:
        tests = [test for test in tests if any(word in test[0] for word in words)]
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}")
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}")
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} - {name}")
            _comment(traceback.format_exc())
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
