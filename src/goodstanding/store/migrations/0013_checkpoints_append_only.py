"""What was signed is never changed or removed: triggers, as for entries and leaves."""

from django.db import migrations

TABLES = ("store_logname", "store_checkpoint", "store_keystatement", "store_timestamp")


def add_triggers(apps, schema_editor):
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION goodstanding_append_only()"
                )
            else:
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
                )
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION goodstanding_append_only()"
            )


def drop_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for suffix in ["update", "delete"] + (["truncate"] if postgresql else []):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{suffix}{on}")


class Migration(migrations.Migration):
    dependencies = [("store", "0012_checkpoints")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
