#include "headend/content/store_content.h"

#include "headend/database/store_statement.h"

static const char *column_text(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

static sqlite3_stmt *with(struct store *store, enum statement which, const char *kind, const char *id)
{
    sqlite3_stmt *statement = store_statement(store, which);
    if (statement != NULL &&
        ((kind != NULL && sqlite3_bind_text(statement, 1, kind, -1, SQLITE_STATIC) != SQLITE_OK) ||
         (id != NULL && sqlite3_bind_text(statement, 2, id, -1, SQLITE_STATIC) != SQLITE_OK))) {
        (void)store_failed(store, "looking for content");
        return NULL;
    }
    return statement;
}

int store_content_put(struct store *store, const struct content_row *row)
{
    sqlite3_stmt *statement = with(store, STATEMENT_CONTENT_PUT, row->kind, row->id);
    if (statement == NULL || sqlite3_bind_int64(statement, 3, row->place) != SQLITE_OK ||
        sqlite3_bind_text(statement, 4, row->text, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 5, row->changed) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 6, row->rev) != SQLITE_OK) {
        return store_failed(store, "writing content");
    }
    return store_run(store, statement);
}

int store_content_set_place(struct store *store, const char *kind, const char *id, int64_t place)
{
    sqlite3_stmt *statement = with(store, STATEMENT_CONTENT_PLACE, kind, id);
    if (statement == NULL || sqlite3_bind_int64(statement, 3, place) != SQLITE_OK) {
        return store_failed(store, "putting content in order");
    }
    return store_run(store, statement);
}

int store_content_remove(struct store *store, const char *kind, const char *id)
{
    return store_run(store, with(store, STATEMENT_CONTENT_REMOVE, kind, id));
}

static int each_row(struct store *store, sqlite3_stmt *statement, store_take_content take, void *context)
{
    int step = SQLITE_ERROR;
    int result = 0;
    while (statement != NULL && result == 0 && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct content_row row = {.kind = column_text(statement, 0),
                                  .id = column_text(statement, 1),
                                  .text = column_text(statement, 3),
                                  .place = sqlite3_column_int64(statement, 2),
                                  .changed = sqlite3_column_int64(statement, 4),
                                  .rev = sqlite3_column_int64(statement, 5)};
        if (row.kind == NULL || row.id == NULL || row.text == NULL) {
            step = SQLITE_NOMEM;
            break;
        }
        result = take(context, &row);
    }
    if (result == 0 && step != SQLITE_DONE) {
        result = store_failed(store, "reading content");
    }
    if (statement != NULL) {
        store_done(statement);
    }
    return result;
}

int store_content_each(struct store *store, const char *kind, store_take_content take, void *context)
{
    return each_row(store,
                    with(store, kind != NULL ? STATEMENT_CONTENT_OF_KIND : STATEMENT_CONTENT_ALL, kind, NULL),
                    take, context);
}

int store_content_one(struct store *store, const char *kind, const char *id, store_take_content take,
                      void *context)
{
    return each_row(store, with(store, STATEMENT_CONTENT_ONE, kind, id), take, context);
}

static int note_found(void *context, const struct content_row *row)
{
    (void)row;
    *(int *)context = 1;
    return 0;
}

int store_content_has(struct store *store, const char *kind, const char *id)
{
    int found = 0;
    return store_content_one(store, kind, id, note_found, &found) == 0 ? found : -1;
}

int64_t store_content_rev(struct store *store, const char *kind)
{
    return store_number(store, with(store, STATEMENT_CONTENT_REV, kind, NULL), 0);
}

int store_content_set_rev(struct store *store, const char *kind, int64_t rev)
{
    sqlite3_stmt *statement = with(store, STATEMENT_CONTENT_SET_REV, kind, NULL);
    if (statement == NULL || sqlite3_bind_int64(statement, 2, rev) != SQLITE_OK) {
        return store_failed(store, "writing a rev");
    }
    return store_run(store, statement);
}

int64_t store_content_next_place(struct store *store, const char *kind)
{
    return store_number(store, with(store, STATEMENT_CONTENT_NEXT_PLACE, kind, NULL), 1);
}
