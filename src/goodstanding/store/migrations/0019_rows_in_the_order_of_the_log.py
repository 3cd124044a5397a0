"""On SQLite the tables of the record are kept in the order of the log itself, with no index of their own for it.

SQLite does so only for a key that is spelled `integer`; `bigint` costs a second tree, which every append
writes to and every read asks first. Columns, indexes and triggers are carried over as they are. Two indexes
leave out the many rows of which they have nothing to say.
"""

import re

from django.db import migrations, models

import goodstanding.store.models.place

TABLES = ("store_entry", "store_payload", "store_leaf", "store_letter")
BIG, PLAIN = '" bigint NOT NULL PRIMARY KEY', '" integer NOT NULL PRIMARY KEY'


def in_order(apps, schema_editor):
    for table in TABLES:
        made_anew(schema_editor, table, BIG, PLAIN)


def as_before(apps, schema_editor):
    for table in TABLES:
        made_anew(schema_editor, table, PLAIN, BIG)


def made_anew(schema_editor, table, old, new):
    """The same table with this one word changed. Its triggers refuse changes of rows; they do not see that
    a table is dropped, and go with it."""
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
        found = cursor.fetchall()
        (created,) = [sql for kind, sql in found if kind == "table"]
        if old not in created:
            return
        columns = ", ".join(f'"{row[1]}"' for row in cursor.execute(f"PRAGMA table_info({table})").fetchall())
        made = re.sub(rf'^CREATE TABLE "?{table}"?', f'CREATE TABLE "new__{table}"', created.replace(old, new))
        cursor.execute(made)
        cursor.execute(f'INSERT INTO "new__{table}" ({columns}) SELECT {columns} FROM "{table}" ORDER BY 1')
        cursor.execute(f'DROP TABLE "{table}"')
        cursor.execute(f'ALTER TABLE "new__{table}" RENAME TO "{table}"')
        for kind, sql in sorted(found):  # indexes before triggers
            if kind != "table":
                cursor.execute(sql)


def index(name, *fields):
    return models.Index(fields=list(fields), name=name, condition=models.Q(**{f"{fields[0]}__isnull": False}))


class Migration(migrations.Migration):
    dependencies = [("store", "0018_duties_say_what_they_are_about")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(in_order, as_before)],
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name="idx",
                    field=goodstanding.store.models.place.PlaceField(primary_key=True, serialize=False),
                )
                for model in ("entry", "leaf")
            ],
        ),
        migrations.RemoveIndex(model_name="entry", name="case_in_order"),
        migrations.RemoveIndex(model_name="entry", name="what_refers_to"),
        migrations.AddIndex(model_name="entry", index=index("case_in_order", "case_id", "idx")),
        migrations.AddIndex(model_name="entry", index=index("what_refers_to", "refers_to")),
    ]
