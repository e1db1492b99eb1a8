"""The first archive.

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

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("base_id", ID, nullable=True),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["body.id"], name="fk_body_base_id_body"),
        sa.PrimaryKeyConstraint("id", name="pk_body"),
        sa.UniqueConstraint("digest", name="uq_body_digest"),
    )
    op.create_table(
        "extractor",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("config_digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extractor"),
        sa.UniqueConstraint("name", "version", "config_digest", name="uq_extractor_name_version_config_digest"),
    )
    op.create_table(
        "fact",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("path", JSON, nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
        sa.UniqueConstraint("digest", name="uq_fact_digest"),
    )
    op.create_index("ix_fact_kind_value", "fact", ["kind", "value"])
    op.create_table(
        "section",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("path", JSON, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("digest", name="uq_section_digest"),
    )
    op.create_table(
        "site",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("name", name="uq_site_name"),
    )
    op.create_table(
        "surroundings",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_surroundings"),
        sa.UniqueConstraint("digest", name="uq_surroundings_digest"),
    )
    op.create_table(
        "crawl",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_crawl_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_crawl"),
    )
    op.create_index("ix_crawl_site_id_started_at", "crawl", ["site_id", "started_at"])
    op.create_table(
        "page",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("urlkey", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_page_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("site_id", "urlkey", name="uq_page_site_id_urlkey"),
    )
    op.create_table(
        "capture",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("crawl_id", ID, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("access", WORD, nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=True),
        sa.Column("body_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_capture_body_id_body"),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name="fk_capture_crawl_id_crawl"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_capture_page_id_page"),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
    )
    op.create_index("ix_capture_body_id", "capture", ["body_id"])
    op.create_index("ix_capture_crawl_id", "capture", ["crawl_id"])
    op.create_index("ix_capture_page_id_at", "capture", ["page_id", "at"])
    op.create_table(
        "frontier",
        sa.Column("id", ID, nullable=False),
        sa.Column("crawl_id", ID, nullable=False),
        sa.Column("urlkey", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("hops", sa.Integer(), nullable=False),
        sa.Column("origin", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name="fk_frontier_crawl_id_crawl"),
        sa.PrimaryKeyConstraint("id", name="pk_frontier"),
        sa.UniqueConstraint("crawl_id", "urlkey", name="uq_frontier_crawl_id_urlkey"),
    )
    op.create_index("ix_frontier_crawl_id_state_id", "frontier", ["crawl_id", "state", "id"])
    op.create_table(
        "page_url",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("urlkey", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("seen_from", MOMENT, nullable=False),
        sa.Column("seen_to", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_page_url_page_id_page"),
        sa.PrimaryKeyConstraint("id", name="pk_page_url"),
        sa.UniqueConstraint("page_id", "url", "seen_from", name="uq_page_url_page_id_url_seen_from"),
    )
    op.create_index("ix_page_url_urlkey", "page_url", ["urlkey"])
    op.create_table(
        "version",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("extractor_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("cause", WORD, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("route", WORD, nullable=False),
        sa.Column("coverage", sa.Double(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("section_ids", JSON, nullable=False),
        sa.Column("fact_ids", JSON, nullable=False),
        sa.ForeignKeyConstraint(["extractor_id"], ["extractor.id"], name="fk_version_extractor_id_extractor"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_version_page_id_page"),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
    )
    op.create_index("ix_version_page_id_first_seen", "version", ["page_id", "first_seen"])
    op.create_table(
        "change",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("from_version_id", ID, nullable=True),
        sa.Column("to_version_id", ID, nullable=True),
        sa.Column("before_capture_id", ID, nullable=True),
        sa.Column("after_capture_id", ID, nullable=False),
        sa.Column("before_at", MOMENT, nullable=True),
        sa.Column("after_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["after_capture_id"], ["capture.id"], name="fk_change_after_capture_id_capture"),
        sa.ForeignKeyConstraint(["before_capture_id"], ["capture.id"], name="fk_change_before_capture_id_capture"),
        sa.ForeignKeyConstraint(["from_version_id"], ["version.id"], name="fk_change_from_version_id_version"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_change_page_id_page"),
        sa.ForeignKeyConstraint(["to_version_id"], ["version.id"], name="fk_change_to_version_id_version"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.UniqueConstraint("page_id", "after_capture_id", name="uq_change_page_id_after_capture_id"),
    )
    op.create_index("ix_change_after_at", "change", ["after_at"])
    op.create_index("ix_change_to_version_id", "change", ["to_version_id"])
    op.create_table(
        "reading",
        sa.Column("capture_id", ID, autoincrement=False, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("version_id", ID, nullable=True),
        sa.Column("surroundings_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_reading_capture_id_capture"),
        sa.ForeignKeyConstraint(
            ["surroundings_id"], ["surroundings.id"], name="fk_reading_surroundings_id_surroundings"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_reading_version_id_version"),
        sa.PrimaryKeyConstraint("capture_id", name="pk_reading"),
    )
    op.create_index("ix_reading_version_id", "reading", ["version_id"])
    op.create_table(
        "edit",
        sa.Column("id", ID, nullable=False),
        sa.Column("change_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("fact_kind", WORD, nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("path", JSON, nullable=False),
        sa.Column("old_path", JSON, nullable=False),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.Column("hunks", JSON, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_edit_change_id_change"),
        sa.PrimaryKeyConstraint("id", name="pk_edit"),
        sa.UniqueConstraint("change_id", "position", name="uq_edit_change_id_position"),
    )
    op.create_index("ix_edit_kind", "edit", ["kind"])


def downgrade() -> None:
    op.drop_table("edit")
    op.drop_table("reading")
    op.drop_table("change")
    op.drop_table("version")
    op.drop_table("page_url")
    op.drop_table("frontier")
    op.drop_table("capture")
    op.drop_table("page")
    op.drop_table("crawl")
    op.drop_table("surroundings")
    op.drop_table("site")
    op.drop_table("section")
    op.drop_table("fact")
    op.drop_table("extractor")
    op.drop_table("body")
