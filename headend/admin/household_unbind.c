#include <stdio.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/household/members.h"

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    (void)config;
    int done = members_unbind(store, options->rest[0], options->rest[1], wall_ms());
    if (done < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        return ADMIN_STORE;
    }
    if (done == 0) {
        (void)fprintf(stderr, "tv-hall-admin: box %s has no member %s (household list shows them)\n",
                      options->rest[0], options->rest[1]);
        return ADMIN_REFUSED;
    }
    (void)printf("%s: is unbound\n", options->rest[1]);
    return ADMIN_DONE;
}

const struct command command_household_unbind = {
    .name = "household unbind",
    .summary = "delete a member of a box's household",
    .help =
        "Usage: tv-hall-admin household unbind [--config headend.xml] NUMBER MEMBER\n"
        "Deletes what is kept of the member, for good; a session that shows something of it ends within\n"
        "a second or two. That something was agreed to, and until when, is kept without a name.\n"
        "Exit codes: 0 done, 1 no such member or configuration wrong, 2 usage, 3 store cannot be written.\n",
    .least_rest = 2,
    .most_rest = 2,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
