"""Everything derived can be deleted and is made again from the captures, byte for byte the same."""

import shutil

import pytest
from sqlalchemy import func, select

from store import models, open_archive
from store.versions import forget_all
from variorum.cli import main


def derived(url):
    """All that was derived, by what it says and not by row number."""
    archive = open_archive(url)
    with archive.reading() as session:
        version, change, edit = models.Version, models.Change, models.Edit
        versions = select(version.page_id, version.first_seen, version.last_seen, version.digest, version.cause)
        steps = select(
            change.page_id, change.before_capture_id, change.after_capture_id, change.before_at, change.priority
        )
        edits = (
            select(change.after_capture_id, edit.position, edit.operation, edit.path, edit.old, edit.new, edit.hunks)
            .join(change, change.id == edit.change_id)
            .order_by(change.after_capture_id, edit.position)
        )
        finding, event, occurrence = models.Finding, models.Event, models.Occurrence
        findings = (
            select(change.after_capture_id, edit.position, finding.kind, finding.aspect, finding.evidence)
            .join(change, change.id == finding.change_id)
            .outerjoin(edit, edit.id == finding.edit_id)
            .order_by(change.after_capture_id, edit.position, finding.position)
        )
        events = (
            select(event.signature, event.first_at, event.last_at, change.after_capture_id, edit.position)
            .join(occurrence, occurrence.event_id == event.id)
            .join(edit, edit.id == occurrence.edit_id)
            .join(change, change.id == edit.change_id)
            .order_by(event.signature, change.after_capture_id, edit.position, occurrence.place)
        )
        readings = (
            select(models.Reading.capture_id, models.Reading.outcome, version.digest, models.Surroundings.digest)
            .outerjoin(version, version.id == models.Reading.version_id)
            .outerjoin(models.Surroundings, models.Surroundings.id == models.Reading.surroundings_id)
        )
        told = {
            "versions": session.execute(versions.order_by(version.page_id, version.first_seen)).all(),
            "changes": session.execute(steps.order_by(change.after_capture_id)).all(),
            "edits": session.execute(edits).all(),
            "findings": session.execute(findings).all(),
            "events": session.execute(events).all(),
            "readings": session.execute(readings.order_by(models.Reading.capture_id)).all(),
            "sections": session.scalars(select(models.Section.digest).order_by(models.Section.digest)).all(),
            "facts": session.scalars(select(models.Fact.digest).order_by(models.Fact.digest)).all(),
        }
    archive.close()
    return told


@pytest.mark.parametrize("by", ["hand", "command"])
def test_processing_again_gives_identical_digests(demo_folder, tmp_path, by):
    for name in ("variorum.db", "variorum.toml"):
        shutil.copy(demo_folder / name, tmp_path / name)
    url = f"sqlite:///{tmp_path / 'variorum.db'}"
    before = derived(url)
    assert len(before["versions"]) > 20
    assert len(before["edits"]) > 10
    assert len(before["findings"]) > 10
    again = ["--rebuild"]
    if by == "hand":
        archive, again = open_archive(url), []
        with archive.writing() as session:
            forget_all(session)
        with archive.reading() as session:
            assert session.scalar(select(func.count()).select_from(models.Version)) == 0
        archive.close()
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(tmp_path / "variorum.toml"), "process", "--workers", "2", *again])
    assert ended.value.code == 0
    after = derived(url)
    for what, rows in before.items():
        assert after[what] == rows, what
