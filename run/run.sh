#!/usr/bin/env bash
# What `make run` starts: packages, a look at the settings, build, then start.py. Settings come as environment variables (make passes them on).
set -eu
cd "$(dirname "$0")/.."

run/packages.sh run/packages-build.txt run/packages-run.txt

# Before anything is built: what cannot be is said at once.
/usr/bin/python3 run/settings.py

# Two starts at once build one after the other.
mkdir -p build
exec 9>build/.run-lock
flock 9
"${MAKE:-make}" --no-print-directory -s all 9>&-
exec 9>&-

exec /usr/bin/python3 run/start.py
