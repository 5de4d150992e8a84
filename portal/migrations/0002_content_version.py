from django.db import migrations, models

# Called after every statement that changes content: by INSERT, UPDATE, DELETE and TRUNCATE alike. The setting
# kapstok.changed lives as long as the transaction (a rollback to a savepoint takes it back, together with the row):
# it says that this transaction has its row, and lets the transaction see each of its own statements.
# The rows of older transactions are folded into the new one, skipping those that somebody else is folding: nobody
# waits for anybody. Only in the isolation level in which such rows can be skipped.
FUNCTION = """
CREATE FUNCTION portal_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own bigint;
BEGIN
    IF coalesce(current_setting('kapstok.changed', true), '') = '' THEN
        INSERT INTO portal_contentchange (number, changed_at) VALUES (1, clock_timestamp()) RETURNING id INTO own;
        IF current_setting('transaction_isolation') = 'read committed'
            AND (SELECT count(*) FROM portal_contentchange) > 50
        THEN
            WITH folded AS (
                DELETE FROM portal_contentchange WHERE id IN (
                    SELECT id FROM portal_contentchange WHERE id <> own FOR UPDATE SKIP LOCKED
                ) RETURNING number, changed_at
            ), total AS (
                SELECT coalesce(sum(number), 0) AS number, max(changed_at) AS changed_at FROM folded
            )
            UPDATE portal_contentchange AS kept
            SET number = kept.number + total.number, changed_at = greatest(kept.changed_at, total.changed_at)
            FROM total WHERE kept.id = own;
        END IF;
    END IF;
    PERFORM set_config('kapstok.changed', clock_timestamp()::text, true);
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.BigIntegerField(
                        help_text="Meer dan één: ook dat van oudere rijen, die hierin opgingen.", verbose_name="aantal"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="gewijzigd op")),
            ],
            options={
                "verbose_name": "wijziging van inhoud",
                "verbose_name_plural": "wijzigingen van inhoud",
            },
        ),
        # The triggers themselves are made after every migrate, by portal.caching.triggers.
        migrations.RunSQL(FUNCTION, "DROP FUNCTION portal_content_changed CASCADE"),
    ]
