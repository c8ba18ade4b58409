#include <stdio.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/admin/box_making.h"
#include "headend/admin/command.h"

/* Within a write of the store. The file is there before the token holds. */
static int provision(struct store *store, const char *path, struct provisioning *provisioning)
{
    struct box_record record;
    struct token_digest digest;
    int found = box_store_get(store, provisioning->number, &record);
    if (found == 0 || (found > 0 && record.revoked_ms != 0)) {
        (void)fprintf(stderr,
                      found == 0 ? "tv-hall-admin: there is no box %s (box list shows them)\n"
                                 : "tv-hall-admin: box %s is revoked: add it anew\n",
                      provisioning->number);
        return ADMIN_REFUSED;
    }
    if (found < 0) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
        return ADMIN_STORE;
    }
    if (box_make_token(provisioning->token, &digest) != 0 || box_write_one_file(path, provisioning) != 0) {
        return ADMIN_STORE;
    }
    int stored = box_store_provision(store, provisioning->number, &digest, wall_ms()) == 0;
    return box_end_change(store, stored, path);
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct provisioning provisioning = {.number = ""};
    int status = ADMIN_REFUSED;
    (void)config;
    if (!provisioning_number_is_good(options->rest[0])) {
        (void)fprintf(stderr, "tv-hall-admin: %s is no number of a box: 32 hexadecimal digits\n",
                      options->rest[0]);
        return ADMIN_REFUSED;
    }
    memcpy(provisioning.number, options->rest[0], sizeof provisioning.number);
    if (store_begin_write(store) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
        status = ADMIN_STORE;
    } else {
        status = provision(store, options->rest[1], &provisioning);
    }
    store_end(store);
    explicit_bzero(&provisioning, sizeof provisioning);
    return status;
}

const struct command command_box_export = {
    .name = "box export",
    .summary = "write a box's provisioning file anew",
    .help =
        "Usage: tv-hall-admin box export [--config headend.xml] NUMBER FILE\n"
        "The file has a new token, as the headend does not know the old one itself; the old one holds no\n"
        "more. Number, name and household stay.\n"
        "Exit codes: 0 done, 1 no such box, a revoked one, or configuration wrong, 2 usage, 3 store or file\n"
        "cannot be written.\n",
    .least_rest = 2,
    .most_rest = 2,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
