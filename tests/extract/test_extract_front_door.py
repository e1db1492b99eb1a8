"""The names others may use, the identity, and that the same input gives the same output anywhere."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import extract as front
from extract import ExtractorIdentity
from extract.identity import identity
from extract.reading import extract

CASE = Path(__file__).parent / "cases" / "accordion" / "input.html"


def test_the_front_door_says_what_it_offers():
    assert sorted(front.__all__) == front.__all__
    assert all(hasattr(front, name) for name in front.__all__)


def test_identity_names_what_decides_the_output():
    found = identity()
    assert isinstance(found, ExtractorIdentity)
    assert found.name == "variorum"
    assert version("trafilatura") in found.version
    assert len(found.config_digest) == 32
    assert found == identity()


def test_digests_do_not_depend_on_the_hash_seed():
    program = (
        "import sys; from extract.identity import identity; from extract.reading import extract\n"
        "found = extract(open(sys.argv[1], 'rb').read(), 'https://harbor.example.gov/')\n"
        "print(found.digest.hex(), found.surroundings_digest.hex(), identity().config_digest.hex())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(CASE)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_a_second_reading_of_the_same_page_changes_nothing():
    body = CASE.read_bytes()
    digests = {extract(body, "https://harbor.example.gov/").digest for _ in range(5)}
    assert len(digests) == 1
