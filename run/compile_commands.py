"""Prints compile_commands.json: compile_commands.py SOURCE… -- COMPILER FLAG…"""

import json
import os
import sys

between = sys.argv.index("--")
print(json.dumps([{"directory": os.getcwd(), "file": source, "arguments": [*sys.argv[between + 1:], "-c", source]}
                  for source in sys.argv[1:between]], indent=0))
