#include "headend/notices/store_notices.h"

#include <stdlib.h>
#include <string.h>

#include "headend/database/store_statement.h"

static int bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    return sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC) == SQLITE_OK ? 0 : -1;
}

static int bind_number(sqlite3_stmt *statement, int index, int64_t number)
{
    return sqlite3_bind_int64(statement, index, number) == SQLITE_OK ? 0 : -1;
}

static char *column_copy(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text != NULL ? strdup((const char *)text) : NULL;
}

static void column_fixed(sqlite3_stmt *statement, int column, char *out, size_t size)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    size_t length = text != NULL ? strnlen((const char *)text, size - 1) : 0;
    if (length > 0) {
        memcpy(out, text, length);
    }
    out[length] = '\0';
}

/* The columns of NOTICE_COLUMNS and SUMMARY_COLUMNS (store_sql.c), in their order. */
static int read_row(sqlite3_stmt *row, struct notice_record *record)
{
    memset(record, 0, sizeof *record);
    column_fixed(row, 0, record->id, sizeof record->id);
    record->guid = column_copy(row, 1);
    record->title = column_copy(row, 2);
    record->category = sqlite3_column_int(row, 3);
    record->level = sqlite3_column_int(row, 4);
    column_fixed(row, 5, record->area_code, sizeof record->area_code);
    record->org_name = column_copy(row, 6);
    record->published = sqlite3_column_int64(row, 7);
    record->valid_from = sqlite3_column_int64(row, 8);
    record->valid_to = sqlite3_column_int64(row, 9);
    record->body = column_copy(row, 10);
    record->speech = column_copy(row, 11);
    record->qr_link = column_copy(row, 12);
    record->source = column_copy(row, 13);
    column_fixed(row, 14, record->source_hash, sizeof record->source_hash);
    record->pictures_missing = sqlite3_column_int(row, 15);
    record->changed = sqlite3_column_int64(row, 16);
    record->rev = sqlite3_column_int64(row, 17);
    if (record->guid == NULL || record->title == NULL || record->org_name == NULL || record->body == NULL ||
        record->speech == NULL || record->qr_link == NULL || record->source == NULL) {
        notice_record_clear(record);
        return -1;
    }
    return 0;
}

static int find(struct store *store, enum statement which, const char *key, struct notice_record *record)
{
    sqlite3_stmt *statement = store_statement(store, which);
    if (statement == NULL || bind_text(statement, 1, key) != 0) {
        return store_failed(store, "looking for a notice");
    }
    int found = 0;
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        found = read_row(statement, record) == 0 ? 1 : store_failed(store, "reading a notice");
    } else if (step != SQLITE_DONE) {
        found = store_failed(store, "looking for a notice");
    }
    store_done(statement);
    return found;
}

int store_notice_by_id(struct store *store, const char *id, struct notice_record *record)
{
    return find(store, STATEMENT_FIND_ID, id, record);
}

int store_notice_by_guid(struct store *store, const char *guid, struct notice_record *record)
{
    return find(store, STATEMENT_FIND_GUID, guid, record);
}

int store_notice_put(struct store *store, const struct notice_record *record)
{
    char prefix[AREA_CODE_SIZE];
    area_prefix(record->area_code, prefix);
    sqlite3_stmt *statement = store_statement(store, STATEMENT_PUT);
    if (statement == NULL || bind_text(statement, 1, record->id) != 0 ||
        bind_text(statement, 2, record->guid) != 0 || bind_text(statement, 3, record->title) != 0 ||
        bind_number(statement, 4, record->category) != 0 || bind_number(statement, 5, record->level) != 0 ||
        bind_text(statement, 6, record->area_code) != 0 || bind_text(statement, 7, prefix) != 0 ||
        bind_text(statement, 8, record->org_name) != 0 || bind_number(statement, 9, record->published) != 0 ||
        bind_number(statement, 10, record->valid_from) != 0 ||
        bind_number(statement, 11, record->valid_to) != 0 || bind_text(statement, 12, record->body) != 0 ||
        bind_text(statement, 13, record->speech) != 0 || bind_text(statement, 14, record->qr_link) != 0 ||
        bind_text(statement, 15, record->source) != 0 || bind_text(statement, 16, record->source_hash) != 0 ||
        bind_number(statement, 17, record->pictures_missing) != 0 ||
        bind_number(statement, 18, record->changed) != 0 || bind_number(statement, 19, record->rev) != 0) {
        return store_failed(store, "writing a notice");
    }
    return store_run(store, statement);
}

int store_notice_set_source(struct store *store, const char *id, const char *source_hash,
                            int pictures_missing)
{
    sqlite3_stmt *statement = store_statement(store, STATEMENT_SET_SOURCE_HASH);
    if (statement == NULL || bind_text(statement, 1, id) != 0 || bind_text(statement, 2, source_hash) != 0 ||
        bind_number(statement, 3, pictures_missing) != 0) {
        return store_failed(store, "writing a notice");
    }
    return store_run(store, statement);
}

/* The largest cursor there can be: before the first row. */
static const struct cursor first_page = {.urgent = 2, .published = INT64_MAX};

static int bind_listed(sqlite3_stmt *statement, const struct notice_query *query, const char *prefix)
{
    return statement != NULL && bind_number(statement, 1, query->now) == 0 &&
                   bind_number(statement, 2, query->category) == 0 && bind_text(statement, 3, prefix) == 0
               ? 0
               : -1;
}

static int read_page(struct store *store, sqlite3_stmt *statement, struct notice_record *records, int limit,
                     int *more)
{
    int count = 0;
    int step = SQLITE_DONE;
    *more = 0;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        if (count == limit) {
            *more = 1;
            step = SQLITE_DONE;
            break;
        }
        if (read_row(statement, &records[count]) != 0) {
            break;
        }
        count++;
    }
    if (step != SQLITE_DONE) {
        (void)store_failed(store, "reading a list");
        while (count > 0) {
            notice_record_clear(&records[--count]);
        }
        return -1;
    }
    return count;
}

int store_notices_list(struct store *store, const struct notice_query *query, struct notice_record *records,
                       int64_t *total, int *more)
{
    char prefix[AREA_CODE_SIZE] = "";
    if (query->area_code[0] != '\0') {
        area_prefix(query->area_code, prefix);
    }
    sqlite3_stmt *counting = store_statement(store, STATEMENT_COUNT_LIST);
    if (bind_listed(counting, query, prefix) != 0) {
        return store_failed(store, "counting a list");
    }
    *total = store_number(store, counting, 0);
    const struct cursor *cursor = query->has_cursor ? &query->cursor : &first_page;
    sqlite3_stmt *statement = store_statement(store, STATEMENT_LIST);
    if (*total < 0 || bind_listed(statement, query, prefix) != 0 ||
        bind_number(statement, 4, cursor->urgent) != 0 || bind_number(statement, 5, cursor->published) != 0 ||
        bind_text(statement, 6, cursor->id) != 0 ||
        bind_number(statement, 7, (int64_t)query->limit + 1) != 0) {
        return store_failed(store, "reading a list");
    }
    int count = read_page(store, statement, records, query->limit, more);
    store_done(statement);
    return count;
}

int64_t store_next_boundary(struct store *store, int64_t now)
{
    sqlite3_stmt *statement = store_statement(store, STATEMENT_BOUNDARY);
    if (statement == NULL || bind_number(statement, 1, now) != 0) {
        return store_failed(store, "looking for the next change");
    }
    return store_number(store, statement, INT64_MAX);
}

int64_t store_notices_count(struct store *store, int64_t now)
{
    const struct notice_query query = {.now = now, .area_code = ""};
    sqlite3_stmt *statement = store_statement(store, STATEMENT_COUNT_LIST);
    if (bind_listed(statement, &query, "") != 0) {
        return store_failed(store, "counting notices");
    }
    return store_number(store, statement, 0);
}

int store_notices_each(struct store *store, store_take_notice take, void *context)
{
    sqlite3_stmt *statement = store_statement(store, STATEMENT_ALL);
    int step = SQLITE_ERROR;
    int result = 0;
    while (statement != NULL && result == 0 && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct notice_record record;
        if (read_row(statement, &record) != 0) {
            step = SQLITE_NOMEM;
            break;
        }
        result = take(context, &record, sqlite3_column_int64(statement, 18));
        notice_record_clear(&record);
    }
    if (result == 0 && step != SQLITE_DONE) {
        result = store_failed(store, "reading all notices");
    }
    if (statement != NULL) {
        store_done(statement);
    }
    return result;
}
