#include <stdio.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/database/revisions.h"
#include "headend/notices/store_notices.h"

/* Bringing one back counts as a change of it, so boxes read it anew. */
static int bring_back(struct store *store, struct notice_record *record)
{
    record->rev = store_grow_rev(store);
    record->changed = wall_ms();
    return record->rev >= 0 && store_restore(store, record->id) == 0 ? store_notice_put(store, record) : -1;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    const char *id = options->rest[0];
    int undo = options->flag;
    struct notice_record record = {0};
    struct withdrawal withdrawal;
    int status = ADMIN_STORE;
    (void)config;
    int found = store_begin_write(store) == 0 ? store_notice_by_id(store, id, &record) : -1;
    if (found == 0) {
        (void)fprintf(stderr, "tv-hall-admin: there is no notice %s (list-notices shows them)\n", id);
        status = ADMIN_REFUSED;
    } else if (found > 0 && store_withdrawal(store, id, &withdrawal) == 0) {
        int was = withdrawal.moment != 0;
        int result = 0;
        if (undo && was) {
            result = bring_back(store, &record);
        } else if (!undo && !(was && withdrawal.by_operator)) {
            int64_t rev = store_grow_rev(store);
            withdrawal.moment = was ? withdrawal.moment : wall_ms();
            withdrawal.by_operator = 1;
            result = rev < 0 ? -1 : store_withdraw(store, id, record.guid, withdrawal, rev);
        }
        if (result == 0 && store_commit(store) == 0) {
            (void)printf("%s: %s\n", id, undo ? "is listed" : "is withdrawn");
            status = ADMIN_DONE;
        }
    }
    if (status == ADMIN_STORE) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
    }
    store_end(store);
    notice_record_clear(&record);
    return status;
}

const struct command command_withdraw_notice = {
    .name = "withdraw-notice",
    .summary = "take a notice off the air",
    .help =
        "Usage: tv-hall-admin withdraw-notice [--config headend.xml] [--undo] ID\n"
        "No box shows the notice any more, not even from its memory, and no import brings it back.\n"
        "  --undo  show it again\n"
        "Exit codes: 0 done, 1 no such notice or configuration wrong, 2 usage, 3 store cannot be written.\n",
    .flag = "undo",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
