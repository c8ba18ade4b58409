#include <string.h>

#include "headend/database/statement.h"
#include "headend/notices/store_notices.h"

int store_withdrawal(struct store *store, const char *id, struct withdrawal *withdrawal)
{
    memset(withdrawal, 0, sizeof *withdrawal);
    struct store_rows *rows =
        store_query(store, "SELECT moment, by_operator, owner FROM withdrawals WHERE id = ?1",
                    STORE_VALUES(store_text(id)));
    int step = store_next(rows);
    if (step == 1) {
        withdrawal->moment = store_column_integer(rows, 0);
        withdrawal->by_operator = (int)store_column_integer(rows, 1);
        store_column_fixed(rows, 2, withdrawal->owner, sizeof withdrawal->owner);
    }
    store_done(rows);
    return step < 0 ? -1 : 0;
}

int store_withdraw(struct store *store, const char *id, const char *guid, struct withdrawal withdrawal,
                   int64_t rev)
{
    return store_run(
        store,
        "INSERT INTO withdrawals (id, guid, moment, by_operator, rev, owner) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (id) DO UPDATE SET by_operator = ?4, rev = ?5",
        STORE_VALUES(store_text(id), store_text(guid), store_integer(withdrawal.moment),
                     store_integer(withdrawal.by_operator), store_integer(rev),
                     store_text(withdrawal.owner)));
}

int store_restore(struct store *store, const char *id)
{
    return store_run(store, "DELETE FROM withdrawals WHERE id = ?1", STORE_VALUES(store_text(id)));
}

int store_withdrawn_ids(struct store *store, int64_t since, char (*ids)[NOTICE_ID_SIZE], int limit)
{
    struct store_rows *rows = store_query(
        store, "SELECT id FROM withdrawals WHERE moment >= ?1 ORDER BY moment DESC, rev DESC, id LIMIT ?2",
        STORE_VALUES(store_integer(since), store_integer(limit)));
    int count = 0;
    int step = 0;
    while (count < limit && (step = store_next(rows)) == 1) {
        store_column_fixed(rows, 0, ids[count++], NOTICE_ID_SIZE);
    }
    store_done(rows);
    return step < 0 ? -1 : count;
}

int store_withdrawals_each(struct store *store, store_take_withdrawal take, void *context)
{
    struct store_rows *rows = store_query(
        store, "SELECT guid, moment, by_operator, owner FROM withdrawals ORDER BY moment DESC, id",
        STORE_NO_VALUES);
    int result = 0;
    int step = -1;
    while (result == 0 && (step = store_next(rows)) == 1) {
        const char *guid = store_column_text(rows, 0);
        struct withdrawal withdrawal = {.moment = store_column_integer(rows, 1),
                                        .by_operator = (int)store_column_integer(rows, 2)};
        store_column_fixed(rows, 3, withdrawal.owner, sizeof withdrawal.owner);
        result = guid != NULL ? take(context, guid, &withdrawal)
                              : store_failed(store, "reading withdrawals: out of memory");
    }
    store_done(rows);
    return result == 0 && step < 0 ? -1 : result;
}
