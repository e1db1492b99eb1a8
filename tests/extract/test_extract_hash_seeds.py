"""Two processes with other hash seeds read every page alike: nothing depends on the order of a set."""

import os
import subprocess
import sys
from pathlib import Path

from bench.gate.data import is_present

ROOT = Path(__file__).parents[2]
ARCHIVES = ["seed-pages", "usagov-2023", "doe-directives-2017", "wcxb-dev"]
DIGESTS = """
import sys
from pathlib import Path
from bench.gate.data import pages_of, spread
from extract.site.learning import learn
from extract.site.profile import ProfileTask
from extract.reading import extract
from extract.steering import Steering

def say(name, body, steering=Steering()):
    found = extract(body, "https://a.example.gov/", steering=steering)
    claims = [claim.digest.hex() for claim in found.claims]
    print(name, found.digest.hex(), found.surroundings_digest.hex(), found.kind, *claims)

for case in sorted(Path("tests/extract/cases").iterdir()):
    if case.is_dir():
        say(case.name, (case / "input.html").read_bytes())
for archive in sys.argv[1:]:
    pages = [(path, body) for path, body in pages_of(archive).items() if path.endswith(".html")]
    chosen = spread(pages, 24)
    profiles = [ProfileTask(0, body, path).do() for path, body in chosen]
    template = learn([profile for profile in profiles if profile is not None])
    print(archive, "template", template.digest.hex() if template else None)
    for path, body in chosen:
        say(path, body, Steering(template))
"""


def digests(seed):
    archives = [name for name in ARCHIVES if is_present([name])]
    ran = subprocess.run(
        [sys.executable, "-c", DIGESTS, *archives],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_hash_seeds_change_nothing():
    one, other = digests("0"), digests("77")
    assert len(one) >= 12
    assert other == one
