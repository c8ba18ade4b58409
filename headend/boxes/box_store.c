#include "headend/boxes/box_store.h"

#include <string.h>

#include "both-sides/area.h"
#include "headend/database/statement.h"

static const struct store_step steps[] = {
    {1,
     "CREATE TABLE boxes (number TEXT PRIMARY KEY, token BLOB NOT NULL UNIQUE, name TEXT NOT NULL, area TEXT "
     "NOT NULL, added INTEGER NOT NULL, provisioned INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0, "
     "reason TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;"},
};
const struct store_steps boxes_steps = {steps, sizeof steps / sizeof steps[0]};

static struct store_value digest_value(const struct token_digest *token)
{
    return store_bytes(token->bytes, sizeof token->bytes);
}

int box_store_find(struct store *store, const char *token, struct known_box *box)
{
    struct token_digest digest;
    if (token_digest_of(token, &digest) != 0) {
        return 0;
    }
    struct store_rows *rows =
        store_query(store, "SELECT number, name, area FROM boxes WHERE token = ?1 AND revoked = 0",
                    STORE_VALUES(digest_value(&digest)));
    int found = store_next(rows);
    if (found == 1) {
        store_column_fixed(rows, 0, box->number, sizeof box->number);
        store_column_fixed(rows, 1, box->name, sizeof box->name);
        store_column_fixed(rows, 2, box->area_code, sizeof box->area_code);
    }
    store_done(rows);
    return found;
}

static void read_row(struct store_rows *rows, struct box_record *record)
{
    store_column_fixed(rows, 0, record->box.number, sizeof record->box.number);
    store_column_fixed(rows, 1, record->box.name, sizeof record->box.name);
    store_column_fixed(rows, 2, record->box.area_code, sizeof record->box.area_code);
    record->added_ms = store_column_integer(rows, 3);
    record->provisioned_ms = store_column_integer(rows, 4);
    record->revoked_ms = store_column_integer(rows, 5);
    store_column_fixed(rows, 6, record->reason, sizeof record->reason);
}

int box_store_get(struct store *store, const char *number, struct box_record *record)
{
    struct store_rows *rows = store_query(
        store, "SELECT number, name, area, added, provisioned, revoked, reason FROM boxes WHERE number = ?1",
        STORE_VALUES(store_text(number)));
    int found = store_next(rows);
    if (found == 1) {
        read_row(rows, record);
    }
    store_done(rows);
    return found;
}

int box_store_add(struct store *store, const struct known_box *box, const struct token_digest *token,
                  int64_t now_ms)
{
    return store_run(
        store,
        "INSERT INTO boxes (number, token, name, area, added, provisioned) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        STORE_VALUES(store_text(box->number), digest_value(token), store_text(box->name),
                     store_text(box->area_code), store_integer(now_ms)));
}

int box_store_provision(struct store *store, const char *number, const struct token_digest *token,
                        int64_t now_ms)
{
    return store_run(store, "UPDATE boxes SET token = ?2, provisioned = ?3 WHERE number = ?1",
                     STORE_VALUES(store_text(number), digest_value(token), store_integer(now_ms)));
}

int box_store_revoke(struct store *store, const char *number, const char *reason, int64_t now_ms)
{
    return store_run(store, "UPDATE boxes SET revoked = ?2, reason = ?3 WHERE number = ?1",
                     STORE_VALUES(store_text(number), store_integer(now_ms), store_text(reason)));
}

static int fits(const struct box_filter *filter, const struct box_record *record)
{
    int has_state =
        filter->state == BOX_ANY_STATE || (record->revoked_ms != 0) == (filter->state == BOX_REVOKED);
    int has_area = filter->area == NULL || filter->area[0] == '\0' ||
                   area_is_within(record->box.area_code, filter->area);
    int has_name = filter->name == NULL || strstr(record->box.name, filter->name) != NULL;
    return has_state && has_area && has_name;
}

int box_store_each(struct store *store, const struct box_filter *filter,
                   int (*visit)(void *context, const struct box_record *record), void *context)
{
    struct store_rows *rows = store_query(
        store, "SELECT number, name, area, added, provisioned, revoked, reason FROM boxes ORDER BY number",
        STORE_NO_VALUES);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        struct box_record record;
        read_row(rows, &record);
        result = fits(filter, &record) ? visit(context, &record) : 0;
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}
