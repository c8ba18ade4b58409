#include "headend/content/store_content.h"

#include <string.h>

#include "headend/database/statement.h"

static const struct store_step steps[] = {
    {2, "CREATE TABLE content ("
        "  kind TEXT NOT NULL,"
        "  id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40),"
        "  place INTEGER NOT NULL,"
        "  text TEXT NOT NULL,"
        "  changed INTEGER NOT NULL,"
        "  rev INTEGER NOT NULL,"
        "  PRIMARY KEY (kind, id)) STRICT;"
        "CREATE INDEX content_in_order ON content (kind, place, id);"
        "CREATE TABLE content_revs (kind TEXT PRIMARY KEY, rev INTEGER NOT NULL) STRICT;"},
    {4, "CREATE TABLE IF NOT EXISTS content_kept ("
        "  kind TEXT NOT NULL,"
        "  id TEXT NOT NULL,"
        "  place INTEGER NOT NULL,"
        "  text TEXT NOT NULL,"
        "  changed INTEGER NOT NULL,"
        "  rev INTEGER NOT NULL,"
        "  until INTEGER NOT NULL,"
        "  PRIMARY KEY (kind, id, rev)) STRICT;"
        "CREATE INDEX IF NOT EXISTS content_kept_until ON content_kept (until);"},
};
const struct store_steps content_steps = {steps, sizeof steps / sizeof steps[0]};

#define COLUMNS "kind, id, place, text, changed, rev"
#define ROW     "SELECT " COLUMNS " FROM content"

int store_content_set_place(struct store *store, const char *kind, const char *id, int64_t place)
{
    return store_run(store, "UPDATE content SET place = ?3 WHERE kind = ?1 AND id = ?2",
                     STORE_VALUES(store_text(kind), store_text(id), store_integer(place)));
}

int store_content_remove(struct store *store, const char *kind, const char *id)
{
    return store_run(store, "DELETE FROM content WHERE kind = ?1 AND id = ?2",
                     STORE_VALUES(store_text(kind), store_text(id)));
}

/* Takes rows of ROW. */
static int each_row(struct store *store, struct store_rows *rows, store_take_content take, void *context)
{
    int result = 0;
    int step = -1;
    while (result == 0 && (step = store_next(rows)) == 1) {
        struct content_row row = {.kind = store_column_text(rows, 0),
                                  .id = store_column_text(rows, 1),
                                  .text = store_column_text(rows, 3),
                                  .place = store_column_integer(rows, 2),
                                  .changed = store_column_integer(rows, 4),
                                  .rev = store_column_integer(rows, 5)};
        result = row.kind != NULL && row.id != NULL && row.text != NULL
                     ? take(context, &row)
                     : store_failed(store, "reading content: out of memory");
    }
    store_done(rows);
    return result == 0 && step < 0 ? -1 : result;
}

int store_content_each(struct store *store, const char *kind, store_take_content take, void *context)
{
    struct store_rows *rows =
        kind != NULL
            ? store_query(store, ROW " WHERE kind = ?1 ORDER BY place, id", STORE_VALUES(store_text(kind)))
            : store_query(store, ROW " ORDER BY kind, place, id", STORE_NO_VALUES);
    return each_row(store, rows, take, context);
}

int store_content_one(struct store *store, const char *kind, const char *id, store_take_content take,
                      void *context)
{
    struct store_rows *rows = store_query(store, ROW " WHERE kind = ?1 AND id = ?2",
                                          STORE_VALUES(store_text(kind), store_text(id)));
    return each_row(store, rows, take, context);
}

struct comparison {
    const char *text;
    int same;
};

static int compare_text(void *context, const struct content_row *row)
{
    struct comparison *comparison = context;
    comparison->same = strcmp(comparison->text, row->text) == 0;
    return 0;
}

int store_content_put(struct store *store, const struct content_row *row)
{
    struct comparison kept = {.text = row->text};
    int written =
        store_run(store,
                  "INSERT INTO content (kind, id, place, text, changed, rev) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                  "ON CONFLICT (kind, id) DO UPDATE SET place = ?3, text = ?4, changed = ?5, rev = ?6",
                  STORE_VALUES(store_text(row->kind), store_text(row->id), store_integer(row->place),
                               store_text(row->text), store_integer(row->changed), store_integer(row->rev)));
    if (written != 0 || store_content_one(store, row->kind, row->id, compare_text, &kept) != 0) {
        return -1;
    }
    return kept.same ? 0 : store_failed(store, "content does not come back as it was written");
}

int store_content_keep(struct store *store, const char *kind, const char *id, int64_t until)
{
    return store_run(store,
                     "INSERT OR REPLACE INTO content_kept (" COLUMNS ", until) SELECT " COLUMNS
                     ", ?3 FROM content WHERE kind = ?1 AND id = ?2",
                     STORE_VALUES(store_text(kind), store_text(id), store_integer(until)));
}

int store_content_kept(struct store *store, const char *kind, const char *id, int64_t rev, int64_t now,
                       store_take_content take, void *context)
{
    struct store_rows *rows = store_query(
        store, "SELECT " COLUMNS " FROM content_kept WHERE kind = ?1 AND id = ?2 AND rev = ?3 AND until > ?4",
        STORE_VALUES(store_text(kind), store_text(id), store_integer(rev), store_integer(now)));
    return each_row(store, rows, take, context);
}

int store_content_drop_kept(struct store *store, int64_t now)
{
    return store_run(store, "DELETE FROM content_kept WHERE until <= ?1", STORE_VALUES(store_integer(now)));
}

int store_content_has(struct store *store, const char *kind, const char *id)
{
    return (int)store_number(store, "SELECT count(*) FROM content WHERE kind = ?1 AND id = ?2",
                             STORE_VALUES(store_text(kind), store_text(id)), 0);
}

int64_t store_content_rev(struct store *store, const char *kind)
{
    return store_number(store, "SELECT rev FROM content_revs WHERE kind = ?1", STORE_VALUES(store_text(kind)),
                        0);
}

int store_content_set_rev(struct store *store, const char *kind, int64_t rev)
{
    return store_run(
        store,
        "INSERT INTO content_revs (kind, rev) VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET rev = ?2",
        STORE_VALUES(store_text(kind), store_integer(rev)));
}

int64_t store_content_next_place(struct store *store, const char *kind)
{
    return store_number(store, "SELECT max(place) + 1 FROM content WHERE kind = ?1",
                        STORE_VALUES(store_text(kind)), 1);
}
