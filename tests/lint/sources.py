"""What the lint programs share: which files, C text without comments and strings, and TAP."""

import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

ROOMS = ("both-sides", "remote-input", "backend-client", "screens", "stb-app", "headend")


def tracked(*patterns):
    """Files that git knows or would take in, and that are there; in a tree without git, all of them."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns], cwd=ROOT,
                            capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    return sorted({name for name in names if os.path.exists(os.path.join(ROOT, name))})


def c_files():
    return tracked("*.c", "*.h")


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def code_only(text):
    """Comments, string and character literals blanked, lines kept."""
    return TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def string_literals(text):
    """(line number, literal) of every string literal outside comments."""
    for match in TOKEN.finditer(text):
        if match[0].startswith('"'):
            yield text.count("\n", 0, match.start()) + 1, match[0]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def report(title, files, test):
    """Runs test(path, text) → list of findings over all files as one TAP test a file with findings, one for all others."""
    findings = []
    for path in files:
        findings += test(path, read(path))
    print("1..1")
    print(f"{'not ok' if findings or not files else 'ok'} 1 - {title}: {len(files)} files")
    for finding in findings:
        print(f"# {finding}")
    return 1 if findings or not files else 0
