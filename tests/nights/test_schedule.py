"""`variorum schedule` runs a site's night when its minute comes, and stops when asked."""

import signal
import subprocess
import sys
import time

from sqlalchemy import func, select

from store import open_archive
from store.models import Reading
from variorum.demo import serve


def test_a_night_runs_at_its_time_and_ctrl_c_ends_the_watch(tmp_path, sqlite_url):
    with serve() as agency:
        (tmp_path / "variorum.toml").write_text(
            f'[archive]\nurl = "{sqlite_url}"\n[site.agency]\nseeds = ["{agency.url}/"]\ncontact = "mailto:me@lab.example"\n'
            'delay = 0.0\nautothrottle = false\n[site.agency.schedule]\ncron = "* * * * *"\n'
        )
        command = [sys.executable, "-m", "variorum", "--config", str(tmp_path / "variorum.toml"), "schedule"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watching:
            try:
                said = next(line for line in watching.stderr if "night of agency" in line)
                archive = open_archive(sqlite_url)
                with archive.reading() as session:
                    assert session.scalar(select(func.count()).select_from(Reading)) >= 20
                archive.close()
                assert "finished" in said
                asked = time.monotonic()
                watching.send_signal(signal.SIGINT)
                assert watching.wait(timeout=30) == 75
                assert time.monotonic() - asked < 20
            finally:
                watching.kill()
