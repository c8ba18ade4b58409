#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/household/pins.h"

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    (void)config;
    int done = pins_reset(store, options->rest[0]);
    if (done < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        return ADMIN_STORE;
    }
    (void)printf("%s: %s\n", options->rest[0], done == 1 ? "has no PIN any more" : "had no PIN");
    return ADMIN_DONE;
}

const struct command command_household_reset_pin = {
    .name = "household reset-pin",
    .summary = "take a household's PIN away, where it was forgotten",
    .help = "Usage: tv-hall-admin household reset-pin [--config headend.xml] NUMBER\n"
            "Whoever sits in front of the box can then set a new one.\n"
            "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be written.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
