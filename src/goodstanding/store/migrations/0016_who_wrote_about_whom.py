"""One index that answers who wrote about whom, in place of two that only repeated the beginning of others.

The table is never made anew for it: its triggers refuse changes, and would be lost.
"""

import django.db.models.deletion
from django.db import migrations, models


def drop_indexes(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        known = schema_editor.connection.introspection.get_constraints(cursor, "store_entry")
    for name, found in known.items():
        plain = found["index"] and not (found["unique"] or found["primary_key"] or found["foreign_key"])
        if plain and found["columns"] in (["author_id"], ["subject_id"]):
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def make_indexes(apps, schema_editor):
    for column in ("author_id", "subject_id"):
        schema_editor.execute(f"CREATE INDEX store_entry_{column} ON store_entry ({column})")


class Migration(migrations.Migration):
    dependencies = [("store", "0015_days_notices_schedule")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, make_indexes)],
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="author",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authored",
                        to="store.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="subject",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="store.person",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["author", "subject"], name="written_about"),
        ),
    ]
