from importlib import import_module

from django.db import migrations, models

# As before, but each topic has rows of its own. A trigger names its topic; without one it is "content".
# The setting of a topic (kapstok.content, kapstok.figures) lives as long as the transaction, as kapstok.changed did.
FUNCTION = """
CREATE FUNCTION portal_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own bigint;
    own_topic text := coalesce(TG_ARGV[0], 'content');
    setting text := 'kapstok.' || own_topic;
BEGIN
    IF coalesce(current_setting(setting, true), '') = '' THEN
        INSERT INTO portal_contentchange (number, changed_at, topic) VALUES (1, clock_timestamp(), own_topic)
            RETURNING id INTO own;
        IF current_setting('transaction_isolation') = 'read committed'
            AND (SELECT count(*) FROM portal_contentchange WHERE topic = own_topic) > 50
        THEN
            WITH folded AS (
                DELETE FROM portal_contentchange WHERE id IN (
                    SELECT id FROM portal_contentchange WHERE id <> own AND topic = own_topic FOR UPDATE SKIP LOCKED
                ) RETURNING number, changed_at
            ), total AS (
                SELECT coalesce(sum(number), 0) AS number, max(changed_at) AS changed_at FROM folded
            )
            UPDATE portal_contentchange AS kept
            SET number = kept.number + total.number, changed_at = greatest(kept.changed_at, total.changed_at)
            FROM total WHERE kept.id = own;
        END IF;
    END IF;
    PERFORM set_config(setting, clock_timestamp()::text, true);
    RETURN NULL;
END
$$
"""
# With the function go its triggers: portal.caching.triggers makes them anew after every migrate, with their topics.
DROP = "DROP FUNCTION portal_content_changed CASCADE"
BEFORE = import_module("portal.migrations.0002_content_version").FUNCTION


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_synonyms")]

    operations = [
        migrations.AddField(
            model_name="contentchange",
            name="topic",
            field=models.CharField(
                db_default="content", help_text="“figures” of “content”.", max_length=10, verbose_name="waarvan"
            ),
        ),
        migrations.RunSQL([DROP, FUNCTION], [DROP, BEFORE]),
    ]
