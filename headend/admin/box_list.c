#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "headend/admin/command.h"
#include "headend/boxes/box_store.h"
#include "headend/notices/import/feed_date.h"

static int is_wrong(const char *option, const char *what)
{
    (void)fprintf(stderr, "tv-hall-admin box list: %s: %s\n", option, what);
    return -1;
}

static int check(const struct common_options *options)
{
    if (options->state != NULL && strcmp(options->state, "good") != 0 &&
        strcmp(options->state, "revoked") != 0) {
        return is_wrong("--state", "is good or revoked");
    }
    return options->area == NULL || area_code_is_valid(options->area)
               ? 0
               : is_wrong("--area", "is 6, 9 or 12 digits");
}

static int print(void *context, const struct box_record *record)
{
    char provisioned[FEED_DATE_SIZE];
    char revoked[FEED_DATE_SIZE] = "";
    (void)context;
    feed_date_write(record->provisioned_ms, provisioned);
    if (record->revoked_ms != 0) {
        feed_date_write(record->revoked_ms, revoked);
    }
    return printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", record->box.number,
                  record->revoked_ms != 0 ? "revoked" : "good", provisioned, record->box.area_code,
                  record->box.name, revoked, record->reason) < 0
               ? 1
               : 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct box_filter filter = {.area = options->area, .name = options->name};
    (void)config;
    if (options->state != NULL) {
        filter.state = options->state[0] == 'g' ? BOX_GOOD : BOX_REVOKED;
    }
    int result = box_store_each(store, &filter, print, NULL);
    if (result < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
    }
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

const struct command command_box_list = {
    .name = "box list",
    .summary = "show which boxes have an identity",
    .help =
        "Usage: tv-hall-admin box list [--config headend.xml] [--state good|revoked] [--area CODE] [--name "
        "PART]\n"
        "One box a line: number, state, when its file was written, area, name, when it was revoked, why;\n"
        "tabs between.\n"
        "  --state WORD  good or revoked ones only\n"
        "  --area CODE   those in this area\n"
        "  --name PART   those with this in their name\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read.\n",
    .least_rest = 0,
    .most_rest = 0,
    .check = check,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
