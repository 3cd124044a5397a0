"""Parts of entries can be erased: only such as are named, in the same row, with an entry that says so.

The trigger computes the digest of every part that would go. On SQLite the function SHA256 comes from the
program; whoever opens the file with another tool cannot take a part out by this door.
"""

from django.db import migrations, models

REFUSED = "the record is append-only"

SQLITE = f"""
CREATE TRIGGER store_payload_no_update BEFORE UPDATE ON store_payload BEGIN
  SELECT RAISE(ABORT, '{REFUSED}') WHERE NEW.entry_id IS NOT OLD.entry_id
    OR json_array_length(NEW.disclosures) >= json_array_length(OLD.disclosures);
  SELECT RAISE(ABORT, '{REFUSED}') FROM json_each(NEW.disclosures) AS kept
    WHERE kept.value NOT IN (SELECT value FROM json_each(OLD.disclosures));
  SELECT RAISE(ABORT, '{REFUSED}') FROM json_each(OLD.erased) AS before
    WHERE before.value NOT IN (SELECT value FROM json_each(NEW.erased));
  SELECT RAISE(ABORT, '{REFUSED}') FROM json_each(OLD.disclosures) AS gone
    WHERE gone.value NOT IN (SELECT value FROM json_each(NEW.disclosures)) AND NOT EXISTS (
      SELECT 1 FROM json_each(NEW.erased) AS said
        JOIN store_entry ON store_entry.idx = json_extract(said.value, '$.idx')
       WHERE store_entry.kind = 'erased' AND json_extract(said.value, '$.sha256') = SHA256(gone.value));
END
"""

FUNCTION = f"""
CREATE OR REPLACE FUNCTION goodstanding_parts_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.entry_id <> OLD.entry_id
     OR jsonb_array_length(NEW.disclosures::jsonb) >= jsonb_array_length(OLD.disclosures::jsonb)
     OR NOT NEW.disclosures::jsonb <@ OLD.disclosures::jsonb
     OR NOT COALESCE(OLD.erased, '[]')::jsonb <@ COALESCE(NEW.erased, '[]')::jsonb
     OR EXISTS (
       SELECT 1 FROM jsonb_array_elements_text(OLD.disclosures::jsonb) AS gone(part)
        WHERE NOT NEW.disclosures::jsonb ? gone.part AND NOT EXISTS (
          SELECT 1 FROM jsonb_array_elements(COALESCE(NEW.erased, '[]')::jsonb) AS said(part)
            JOIN store_entry ON store_entry.idx = (said.part ->> 'idx')::bigint
           WHERE store_entry.kind = 'erased'
             AND said.part ->> 'sha256' = encode(sha256(convert_to(gone.part, 'UTF8')), 'hex')))
  THEN RAISE EXCEPTION '{REFUSED}'; END IF;
  RETURN NEW;
END $$
"""
POSTGRESQL = (
    "CREATE TRIGGER store_payload_no_update BEFORE UPDATE ON store_payload "
    "FOR EACH ROW EXECUTE FUNCTION goodstanding_parts_named()"
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute("DROP TRIGGER IF EXISTS store_payload_no_update ON store_payload")
        schema_editor.execute(POSTGRESQL)
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS store_payload_no_update")
        schema_editor.execute(SQLITE, params=None)


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS store_payload_no_update ON store_payload")
        schema_editor.execute("DROP FUNCTION IF EXISTS goodstanding_parts_named()")
        schema_editor.execute(
            "CREATE TRIGGER store_payload_no_update BEFORE UPDATE ON store_payload "
            "FOR EACH STATEMENT EXECUTE FUNCTION goodstanding_append_only()"
        )
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS store_payload_no_update")
        schema_editor.execute(
            "CREATE TRIGGER store_payload_no_update BEFORE UPDATE ON store_payload "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0022_rounds")]

    operations = [
        # A column that may be empty is added without making the table anew, which would lose its triggers.
        migrations.AddField("payload", "erased", models.TextField(null=True)),
        migrations.RunPython(guard, refuse),
    ]
