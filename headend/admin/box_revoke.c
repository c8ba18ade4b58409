#include <stdio.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/text_option.h"
#include "headend/boxes/box_store.h"

enum { REASON_CHARACTERS = 64, MOST_AT_ONCE = 1000 };

static int check(const struct common_options *options)
{
    char problem[TEXT_PROBLEM_SIZE];
    const char *why =
        options->reason == NULL ? "is missing" : text_problem(options->reason, REASON_CHARACTERS, 0, problem);
    if (why != NULL) {
        (void)fprintf(stderr, "tv-hall-admin box revoke: --reason: %s\n", why);
        return -1;
    }
    return 0;
}

/* What was revoked before stays so, with its moment and reason. */
static int revoke(struct store *store, const char *number, const char *reason)
{
    struct box_record record;
    int found = box_store_get(store, number, &record);
    if (found == 0) {
        (void)fprintf(stderr, "tv-hall-admin: there is no box %s (box list shows them)\n", number);
        return ADMIN_REFUSED;
    }
    int result = found < 0                ? -1
                 : record.revoked_ms != 0 ? 0
                                          : box_store_revoke(store, number, reason, wall_ms());
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    (void)config;
    int status = store_begin_write(store) == 0 ? ADMIN_DONE : ADMIN_STORE;
    for (int i = 0; i < options->rest_count && status == ADMIN_DONE; i++) {
        status = revoke(store, options->rest[i], options->reason);
    }
    if (status == ADMIN_DONE && store_commit(store) != 0) {
        status = ADMIN_STORE;
    }
    if (status == ADMIN_STORE) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
    }
    store_end(store);
    for (int i = 0; i < options->rest_count && status == ADMIN_DONE; i++) {
        (void)printf("%s: is revoked\n", options->rest[i]);
    }
    return status;
}

const struct command command_box_revoke = {
    .name = "box revoke",
    .summary = "take a box's identity away, at once and for good",
    .help =
        "Usage: tv-hall-admin box revoke [--config headend.xml] --reason TEXT NUMBER…\n"
        "From the next request on the headend knows the boxes no more; a session on one is over with it.\n"
        "All of them, or none. It cannot be undone: a box that comes back is added anew.\n"
        "  --reason TEXT  for whoever reads box list: up to 64 characters, no personal data\n"
        "Exit codes: 0 done, 1 no such box or configuration wrong, 2 usage, 3 store cannot be written.\n",
    .least_rest = 1,
    .most_rest = MOST_AT_ONCE,
    .check = check,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
