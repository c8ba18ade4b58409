#include <string.h>

#include "headend/database/store_statement.h"
#include "headend/notices/store_notices.h"

static sqlite3_stmt *with_id(struct store *store, enum statement which, const char *id)
{
    sqlite3_stmt *statement = store_statement(store, which);
    if (statement != NULL && sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC) != SQLITE_OK) {
        (void)store_failed(store, "looking for a withdrawal");
        return NULL;
    }
    return statement;
}

int store_withdrawal(struct store *store, const char *id, struct withdrawal *withdrawal)
{
    memset(withdrawal, 0, sizeof *withdrawal);
    sqlite3_stmt *statement = with_id(store, STATEMENT_WITHDRAWAL, id);
    if (statement == NULL) {
        return -1;
    }
    int result = 0;
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        withdrawal->moment = sqlite3_column_int64(statement, 0);
        withdrawal->by_operator = sqlite3_column_int(statement, 1);
    } else if (step != SQLITE_DONE) {
        result = store_failed(store, "looking for a withdrawal");
    }
    store_done(statement);
    return result;
}

int store_withdraw(struct store *store, const char *id, const char *guid, struct withdrawal withdrawal,
                   int64_t rev)
{
    sqlite3_stmt *statement = with_id(store, STATEMENT_WITHDRAW, id);
    if (statement == NULL || sqlite3_bind_text(statement, 2, guid, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 3, withdrawal.moment) != SQLITE_OK ||
        sqlite3_bind_int(statement, 4, withdrawal.by_operator) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 5, rev) != SQLITE_OK) {
        return store_failed(store, "writing a withdrawal");
    }
    return store_run(store, statement);
}

int store_restore(struct store *store, const char *id)
{
    return store_run(store, with_id(store, STATEMENT_RESTORE, id));
}

int store_withdrawn_ids(struct store *store, int64_t since, char (*ids)[NOTICE_ID_SIZE], int limit)
{
    sqlite3_stmt *statement = store_statement(store, STATEMENT_WITHDRAWN_IDS);
    if (statement == NULL || sqlite3_bind_int64(statement, 1, since) != SQLITE_OK ||
        sqlite3_bind_int(statement, 2, limit) != SQLITE_OK) {
        return store_failed(store, "reading withdrawals");
    }
    int count = 0;
    int step = SQLITE_DONE;
    while (count < limit && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        const unsigned char *id = sqlite3_column_text(statement, 0);
        size_t length = id != NULL ? strnlen((const char *)id, NOTICE_ID_SIZE - 1) : 0;
        if (length > 0) {
            memcpy(ids[count], id, length);
        }
        ids[count++][length] = '\0';
    }
    if (step != SQLITE_DONE && step != SQLITE_ROW) {
        count = store_failed(store, "reading withdrawals");
    }
    store_done(statement);
    return count;
}

int store_withdrawals_each(struct store *store, store_take_withdrawal take, void *context)
{
    sqlite3_stmt *statement = store_statement(store, STATEMENT_ALL_WITHDRAWN);
    int step = SQLITE_ERROR;
    int result = 0;
    while (statement != NULL && result == 0 && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        const unsigned char *id = sqlite3_column_text(statement, 0);
        const unsigned char *guid = sqlite3_column_text(statement, 1);
        if (id == NULL || guid == NULL) {
            step = SQLITE_NOMEM;
            break;
        }
        result = take(context, (const char *)id, (const char *)guid, sqlite3_column_int64(statement, 2));
    }
    if (result == 0 && step != SQLITE_DONE) {
        result = store_failed(store, "reading withdrawals");
    }
    if (statement != NULL) {
        store_done(statement);
    }
    return result;
}
