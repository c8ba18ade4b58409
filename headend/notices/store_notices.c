#include "headend/notices/store_notices.h"

#include <stdlib.h>
#include <string.h>

#include "headend/database/statement.h"
#include "headend/notices/notice_index.h"

static const struct store_step steps[] = {
    {1, "CREATE TABLE notices ("
        "  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),"
        "  guid TEXT NOT NULL UNIQUE,"
        "  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),"
        "  category INTEGER NOT NULL CHECK (category BETWEEN 1 AND 5),"
        "  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),"
        "  urgent INTEGER NOT NULL GENERATED ALWAYS AS (level = 2) STORED,"
        "  area_code TEXT NOT NULL,"
        "  area_prefix TEXT NOT NULL,"
        "  org_name TEXT NOT NULL CHECK (length(org_name) <= 60),"
        "  published INTEGER NOT NULL CHECK (published BETWEEN 0 AND 999999999999999999),"
        "  valid_from INTEGER NOT NULL CHECK (valid_from >= 0),"
        "  valid_to INTEGER NOT NULL CHECK (valid_to >= 0),"
        "  body TEXT NOT NULL,"
        "  speech TEXT NOT NULL,"
        "  qr_link TEXT NOT NULL,"
        "  source TEXT NOT NULL,"
        "  source_hash TEXT NOT NULL,"
        "  pictures_missing INTEGER NOT NULL,"
        "  changed INTEGER NOT NULL,"
        "  rev INTEGER NOT NULL) STRICT;"
        "CREATE INDEX notices_in_order ON notices (urgent DESC, published DESC, id);"
        "CREATE INDEX notices_by_start ON notices (valid_from);"
        "CREATE INDEX notices_by_end ON notices (valid_to);"
        "CREATE TABLE withdrawals ("
        "  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),"
        "  guid TEXT NOT NULL,"
        "  moment INTEGER NOT NULL,"
        "  by_operator INTEGER NOT NULL CHECK (by_operator IN (0, 1)),"
        "  rev INTEGER NOT NULL) STRICT;"
        "CREATE INDEX withdrawals_by_moment ON withdrawals (moment);"},
    {4, "ALTER TABLE notices ADD COLUMN undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1));"
        "ALTER TABLE notices ADD COLUMN owner TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE withdrawals ADD COLUMN owner TEXT NOT NULL DEFAULT '';"},
};
const struct store_steps notices_steps = {steps, sizeof steps / sizeof steps[0]};

#define NOTICE_COLUMNS                                                                                       \
    "n.id, n.guid, n.title, n.category, n.level, n.area_code, n.org_name, n.published, n.valid_from, "       \
    "n.valid_to, "                                                                                           \
    "n.body, n.speech, n.qr_link, n.source, n.source_hash, n.pictures_missing, n.changed, n.rev, "           \
    "n.undated, n.owner"

#define SUMMARY_COLUMNS                                                                                      \
    "n.id, '', n.title, n.category, n.level, n.area_code, n.org_name, n.published, n.valid_from, "           \
    "n.valid_to, '', '', "                                                                                   \
    "'', '', '', 0, n.changed, n.rev, n.undated, ''"

/* The columns of NOTICE_COLUMNS and SUMMARY_COLUMNS, in their order. */
static int read_row(struct store *store, struct store_rows *row, struct notice_record *record)
{
    memset(record, 0, sizeof *record);
    store_column_fixed(row, 0, record->id, sizeof record->id);
    record->guid = store_column_copy(row, 1);
    record->title = store_column_copy(row, 2);
    record->category = (int)store_column_integer(row, 3);
    record->level = (int)store_column_integer(row, 4);
    store_column_fixed(row, 5, record->area_code, sizeof record->area_code);
    record->org_name = store_column_copy(row, 6);
    record->published = store_column_integer(row, 7);
    record->valid_from = store_column_integer(row, 8);
    record->valid_to = store_column_integer(row, 9);
    record->body = store_column_copy(row, 10);
    record->speech = store_column_copy(row, 11);
    record->qr_link = store_column_copy(row, 12);
    record->source = store_column_copy(row, 13);
    store_column_fixed(row, 14, record->source_hash, sizeof record->source_hash);
    record->pictures_missing = (int)store_column_integer(row, 15);
    record->changed = store_column_integer(row, 16);
    record->rev = store_column_integer(row, 17);
    record->undated = (int)store_column_integer(row, 18);
    store_column_fixed(row, 19, record->owner, sizeof record->owner);
    if (record->guid == NULL || record->title == NULL || record->org_name == NULL || record->body == NULL ||
        record->speech == NULL || record->qr_link == NULL || record->source == NULL) {
        notice_record_clear(record);
        return store_failed(store, "reading a notice: out of memory");
    }
    return 0;
}

static int find(struct store *store, const char *sql, const char *key, struct notice_record *record)
{
    struct store_rows *rows = store_query(store, sql, STORE_VALUES(store_text(key)));
    int found = store_next(rows);
    if (found == 1 && read_row(store, rows, record) != 0) {
        found = -1;
    }
    store_done(rows);
    return found;
}

int store_notice_by_id(struct store *store, const char *id, struct notice_record *record)
{
    return find(store, "SELECT " NOTICE_COLUMNS " FROM notices n WHERE n.id = ?1", id, record);
}

static int write_notice(struct store *store, const struct notice_record *record)
{
    char prefix[AREA_CODE_SIZE];
    area_prefix(record->area_code, prefix);
    return store_run(
        store,
        "INSERT INTO notices (id, guid, title, category, level, area_code, area_prefix, org_name, published, "
        "valid_from, valid_to, body, speech, qr_link, source, source_hash, pictures_missing, changed, rev, "
        "undated, owner) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
        "?21) "
        "ON CONFLICT (id) DO UPDATE SET guid = ?2, title = ?3, category = ?4, level = ?5, area_code = ?6, "
        "area_prefix = ?7, org_name = ?8, published = ?9, valid_from = ?10, valid_to = ?11, body = ?12, "
        "speech = ?13, qr_link = ?14, source = ?15, source_hash = ?16, pictures_missing = ?17, "
        "changed = ?18, rev = ?19, undated = ?20, owner = ?21",
        STORE_VALUES(store_text(record->id), store_text(record->guid), store_text(record->title),
                     store_integer(record->category), store_integer(record->level),
                     store_text(record->area_code), store_text(prefix), store_text(record->org_name),
                     store_integer(record->published), store_integer(record->valid_from),
                     store_integer(record->valid_to), store_text(record->body), store_text(record->speech),
                     store_text(record->qr_link), store_text(record->source), store_text(record->source_hash),
                     store_integer(record->pictures_missing), store_integer(record->changed),
                     store_integer(record->rev), store_integer(record->undated), store_text(record->owner)));
}

int store_notice_put(struct store *store, const struct notice_record *record)
{
    struct notice_record kept = {0};
    int found = write_notice(store, record) == 0 ? store_notice_by_id(store, record->id, &kept) : -1;
    int good = found == 1 && notice_records_agree(&kept, record);
    notice_record_clear(&kept);
    if (found < 0) {
        return -1;
    }
    return good ? 0 : store_failed(store, "a notice does not come back as it was written");
}

int store_notice_set_source(struct store *store, const char *id, const char *source_hash,
                            int pictures_missing)
{
    return store_run(store, "UPDATE notices SET source_hash = ?2, pictures_missing = ?3 WHERE id = ?1",
                     STORE_VALUES(store_text(id), store_text(source_hash), store_integer(pictures_missing)));
}

int store_notice_set_owner(struct store *store, const char *id, const char *owner)
{
    return store_run(store, "UPDATE notices SET owner = ?2 WHERE id = ?1",
                     STORE_VALUES(store_text(id), store_text(owner)));
}

int store_notices_list(struct store *store, const struct notice_query *query, struct notice_record *records,
                       int64_t *total, int *more)
{
    const struct notice_index *index = notice_index_of(store);
    const char **ids = index != NULL ? malloc((size_t)query->limit * sizeof *ids) : NULL;
    if (ids == NULL) {
        return index != NULL ? store_failed(store, "listing notices: out of memory") : -1;
    }
    int listed = notice_index_list(index, query, ids, total, more);
    int count = 0;
    int found = 1;
    while (count < listed && found == 1) {
        found = find(store, "SELECT " SUMMARY_COLUMNS " FROM notices n WHERE n.id = ?1", ids[count],
                     &records[count]);
        count += found == 1;
    }
    free(ids);
    if (count < listed) {
        while (count > 0) {
            notice_record_clear(&records[--count]);
        }
        return found == 0 ? store_failed(store, "a notice of the list is not there") : -1;
    }
    return count;
}

int64_t store_next_boundary(struct store *store, int64_t now)
{
    return store_number(store,
                        "SELECT min(moment) FROM (SELECT min(valid_from) AS moment FROM notices WHERE "
                        "valid_from > ?1 UNION ALL SELECT min(valid_to) FROM notices WHERE valid_to > ?1) "
                        "AS moments",
                        STORE_VALUES(store_integer(now)), INT64_MAX);
}

int64_t store_notices_count(struct store *store, int64_t now)
{
    const struct notice_index *index = notice_index_of(store);
    return index != NULL ? notice_index_count(index, now) : -1;
}

int store_notices_each(struct store *store, store_take_notice take, void *context)
{
    struct store_rows *rows = store_query(
        store,
        "SELECT " NOTICE_COLUMNS ", (SELECT w.moment FROM withdrawals w WHERE w.id = n.id) FROM notices n "
        "ORDER BY n.urgent DESC, n.published DESC, n.id",
        STORE_NO_VALUES);
    int result = 0;
    int step = -1;
    while (result == 0 && (step = store_next(rows)) == 1) {
        struct notice_record record;
        result = read_row(store, rows, &record);
        if (result == 0) {
            result = take(context, &record, store_column_integer(rows, 20));
            notice_record_clear(&record);
        }
    }
    store_done(rows);
    return result == 0 && step < 0 ? -1 : result;
}
