"""Times linters over a folder of articles, one after the other: compare.py PROGRAM FOLDER TOOLS. See `run` beside this."""

import pathlib
import subprocess
import sys
import time

PROGRAM, FOLDER, TOOLS = sys.argv[1:]
FILES = sorted(str(path) for path in pathlib.Path(FOLDER).rglob("*.txt"))
WORDS = sum(len(pathlib.Path(path).read_text().split()) for path in FILES)

SPACY = pathlib.Path(__file__).with_name("read_with_spacy.py")

ROWS = [
    ("copydesk lint, without a cache", [PROGRAM, "lint", "--no-cache", "--format", "jsonl", FOLDER]),
    ("the same on one core", ["env", "RAYON_NUM_THREADS=1", PROGRAM, "lint", "--no-cache", "--format", "jsonl", FOLDER]),
    ("copydesk lint, nothing changed", [PROGRAM, "lint", "--cache-dir", f"{FOLDER}/.cache", "--format", "jsonl", FOLDER]),
    ("proselint 0.16.0", [f"{TOOLS}/python/bin/proselint", "check", *FILES]),
    ("write-good 1.0.8", ["node", f"{TOOLS}/node.mjs", "write-good", *FILES]),
    ("Harper 2.10.0 (harper.js, WebAssembly)", ["node", f"{TOOLS}/node.mjs", "harper", *FILES]),
    ("spaCy 3.8.18, en_core_web_sm 3.8.0", [f"{TOOLS}/python/bin/python", str(SPACY), *FILES]),
]

print(f"{len(FILES)} articles, {WORDS} words\n")
print("| program | time | words/s |\n|---|---|---|")
subprocess.run(ROWS[2][1], capture_output=True)
for name, command in ROWS:
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.monotonic() - begun
    # Linters leave with 1 when they find something; with more, or with a traceback, they did not run.
    if done.returncode > 1 or "Traceback" in done.stderr:
        raise SystemExit(f"{name}: {done.returncode}\n{done.stderr[-2000:]}")
    print(f"| {name} | {took:.2f} s | {WORDS / took:,.0f} |", flush=True)
