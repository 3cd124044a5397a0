"""The log's first head row, and triggers that refuse to change what has been written.

They stop accidents and the application, not a database administrator: that the signed checkpoints do.
"""

from django.db import migrations

TABLES = ("store_entry", "store_payload", "store_leaf")


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


def add_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION goodstanding_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
        )


def drop_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS goodstanding_append_only() CASCADE")


def drop_triggers(apps, schema_editor):
    suffixes = ["update", "delete"] + (["truncate"] if schema_editor.connection.vendor == "postgresql" else [])
    for table in TABLES:
        for suffix in suffixes:
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{suffix}{on}")


def first_head(apps, schema_editor):
    apps.get_model("store", "LogHead").objects.get_or_create(id=1)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [
        migrations.RunPython(first_head, migrations.RunPython.noop),
        migrations.RunPython(add_function, drop_function),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
