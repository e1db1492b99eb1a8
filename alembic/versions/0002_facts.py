"""Facts with scope, source, owner and parts; templates; what a reading says of its body.

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

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Table → (column, type, what rows made before have)
_ADDED = {
    "fact": [("scope", WORD, "page"), ("source", WORD, "text"), ("owner", sa.String(), ""), ("parts", JSON, "[]")],
    "version": [("kind", WORD, "other"), ("selection", WORD, "region")],
    "reading": [("fingerprint", sa.LargeBinary(), ""), ("claims", JSON, "[]")],
}


def upgrade() -> None:
    op.create_table(
        "template",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.Column("body_ids", JSON, nullable=False),
        sa.Column("containers", JSON, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_template_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_template"),
        sa.UniqueConstraint("site_id", "digest", name="uq_template_site_id_digest"),
    )
    for table, columns in _ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, kind, before in columns:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=before))
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, columns in _ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.drop_column(name)
    op.drop_table("template")
