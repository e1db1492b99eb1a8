"""Runs migrations on the connection it is handed, or on the address given with `alembic -x url=…`."""

from alembic import context
from sqlalchemy import Connection

from store.archive import make_engine, parse_address
from store.models import Base


def migrate(connection: Connection) -> None:
    """Run the wanted migrations inside the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    migrate(handed)
else:
    address = parse_address(context.get_x_argument(as_dictionary=True)["url"])
    with make_engine(address, foreign_keys=False).begin() as opened:
        migrate(opened)
