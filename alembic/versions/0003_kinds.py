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
        batch.add_column(sa.Column("priority", sa.Float(), nullable=False))
        batch.add_column(sa.Column("given_up", JSON, nullable=False))
    _events()
    with op.batch_alter_table("edit") as batch:
        batch.drop_index("ix_edit_kind")
        batch.alter_column("kind", new_column_name="operation", existing_type=WORD, existing_nullable=False)
        batch.add_column(sa.Column("owner", sa.String(), nullable=False))
        batch.add_column(sa.Column("scope", WORD, nullable=True))
        batch.add_column(sa.Column("others", JSON, nullable=False))
        batch.add_column(sa.Column("priority", sa.Float(), nullable=False))
        batch.add_column(sa.Column("signature", sa.LargeBinary(), nullable=False))
        batch.add_column(sa.Column("event_id", ID, nullable=True))
        batch.create_foreign_key("fk_edit_event_id_event", "event", ["event_id"], ["id"])
    op.create_index("ix_edit_operation", "edit", ["operation"])
    op.create_index("ix_edit_signature", "edit", ["signature"])
    op.create_index("ix_edit_event_id", "edit", ["event_id"])
    _findings()


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
    op.drop_table("finding")
    op.execute("DELETE FROM edit")
    op.execute("DELETE FROM change")
    for column in ("operation", "signature", "event_id"):
        op.drop_index(f"ix_edit_{column}", "edit")
    with op.batch_alter_table("edit") as batch:
        batch.drop_constraint("fk_edit_event_id_event", type_="foreignkey")
        for column in ("owner", "scope", "others", "priority", "signature", "event_id"):
            batch.drop_column(column)
        batch.alter_column("operation", new_column_name="kind", existing_type=WORD, existing_nullable=False)
    op.create_index("ix_edit_kind", "edit", ["kind"])
    op.drop_table("event")
    with op.batch_alter_table("change") as batch:
        for column in ("differ", "priority", "given_up"):
            batch.drop_column(column)
