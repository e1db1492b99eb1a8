"""Kinds, priorities and events of changes.

Changes and edits can be rebuilt, and hold nothing of the new columns: they are dropped and made again by the next run.
A migration runs on SQLite and PostgreSQL, never imports store.models (they move on, it does not), and leaves
evidence (site, page, page_url, crawl, frontier, body, capture) as it found it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM edit")
    op.execute("DELETE FROM change")
    with op.batch_alter_table("change") as batch:
        batch.add_column(sa.Column("differ", sa.String(), nullable=False))
        batch.add_column(sa.Column("priority", sa.Double(), nullable=False))
        batch.add_column(sa.Column("given_up", JSON, nullable=False))
    with op.batch_alter_table("edit") as batch:
        batch.drop_index("ix_edit_kind")
        batch.alter_column("kind", new_column_name="operation", existing_type=WORD, existing_nullable=False)
        batch.add_column(sa.Column("owner", sa.String(), nullable=False))
        batch.add_column(sa.Column("scope", WORD, nullable=True))
        batch.add_column(sa.Column("others", JSON, nullable=False))
        batch.add_column(sa.Column("priority", sa.Double(), nullable=False))
    op.create_index("ix_edit_operation", "edit", ["operation"])
    _findings()
    _events()
    _occurrences()


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_event_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    for column in ("site_id", "signature", "last_at"):
        op.create_index(f"ix_event_{column}", "event", [column])


def _occurrences() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", ID, nullable=False),
        sa.Column("edit_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["edit_id"], ["edit.id"], name="fk_occurrence_edit_id_edit"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_occurrence_page_id_page"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_occurrence_event_id_event"),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.UniqueConstraint("edit_id", "place", name="uq_occurrence_edit_id_place"),
    )
    op.create_index("ix_occurrence_signature_at", "occurrence", ["signature", "at"])
    op.create_index("ix_occurrence_event_id_page_id", "occurrence", ["event_id", "page_id"])


def _findings() -> None:
    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("change_id", ID, nullable=False),
        sa.Column("edit_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("aspect", WORD, nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_finding_change_id_change"),
        sa.ForeignKeyConstraint(["edit_id"], ["edit.id"], name="fk_finding_edit_id_edit"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
    )
    op.create_index("ix_finding_kind_change_id", "finding", ["kind", "change_id"])
    op.create_index("ix_finding_change_id", "finding", ["change_id"])
    op.create_index("ix_finding_edit_id", "finding", ["edit_id"])


def downgrade() -> None:
    for table in ("occurrence", "event", "finding"):
        op.drop_table(table)
    op.execute("DELETE FROM edit")
    op.execute("DELETE FROM change")
    op.drop_index("ix_edit_operation", "edit")
    with op.batch_alter_table("edit") as batch:
        for column in ("owner", "scope", "others", "priority"):
            batch.drop_column(column)
        batch.alter_column("operation", new_column_name="kind", existing_type=WORD, existing_nullable=False)
    op.create_index("ix_edit_kind", "edit", ["kind"])
    with op.batch_alter_table("change") as batch:
        for column in ("differ", "priority", "given_up"):
            batch.drop_column(column)
