"""Walks through an installed Variorum as a person would: every command, on a site on loopback, with its exit code."""

import json
import subprocess
import sys
from pathlib import Path

from variorum.demo import serve


def run(program: str, *arguments: str, expected: int = 0) -> str:
    """Run the program and give what it printed; any other exit code ends the walk."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    print(f"variorum {' '.join(arguments)}: exit {done.returncode}", flush=True)
    if done.returncode != expected:
        sys.exit(f"expected {expected}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main(program: str) -> None:
    """Found an archive, watch the demo's site for two nights, and ask."""
    with serve() as site:
        run(program, "init")
        config = Path("variorum.toml").read_text(encoding="utf-8")
        config = config.replace("https://agency.example/", f"{site.url}/").replace("delay = 1.0", "delay = 0.0")
        Path("variorum.toml").write_text(config, encoding="utf-8")
        run(program, "crawl", expected=4)
        run(program, "upgrade")
        for site.night in (1, 2):
            run(program, "crawl", "agency")
            run(program, "process")
        changes = json.loads(run(program, "changes", "--json"))
        kinds = {finding["kind"] for change in changes for edit in change["edits"] for finding in edit["findings"]}
        if not {"contact", "obligation"} <= kinds:
            sys.exit(f"the planted changes are not there: {sorted(kinds)}")
        run(program, "report", "-o", "report.html")
        run(program, "show", f"{site.url}/policies/")


main(sys.argv[1])
