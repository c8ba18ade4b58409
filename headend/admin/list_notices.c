#include <inttypes.h>
#include <stdio.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_date.h"
#include "headend/notices/store_notices.h"

struct listing {
    int64_t now;
    int all;
};

static const char *state(const struct notice_record *record, int64_t withdrawn, int64_t now)
{
    if (withdrawn != 0) {
        return "withdrawn";
    }
    if (record->valid_to != 0 && record->valid_to <= now) {
        return "expired";
    }
    return record->valid_from > now ? "waits" : "listed";
}

static int print(void *context, const struct notice_record *record, int64_t withdrawn)
{
    const struct listing *listing = context;
    char published[FEED_DATE_SIZE];
    const char *now = state(record, withdrawn, listing->now);
    if (!listing->all && now[0] != 'l') {
        return 0;
    }
    if (record->undated) {
        (void)snprintf(published, sizeof published, "unknown");
    } else {
        feed_date_write(record->published, published);
    }
    return printf("%s\t%s\t%s\t%d\t%s\t%s\t%s\n", record->id, now, published, record->level,
                  record->area_code, feed_category_word(record->category), record->title) < 0
               ? 1
               : 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct listing listing = {.now = wall_ms(), .all = options->flag};
    int result = store_notices_each(store, print, &listing);
    (void)config;
    if (result < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
    }
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

const struct command command_list_notices = {
    .name = "list-notices",
    .summary = "show which notices are in the store",
    .help = "Usage: tv-hall-admin list-notices [--config headend.xml] [--all]\n"
            "One notice a line, in the order of the boxes: id, state, published, level, area, category, "
            "title; tabs between.\n"
            "  --all  also those that are withdrawn, expired or wait for their time\n"
            "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read.\n",
    .flag = "all",
    .least_rest = 0,
    .most_rest = 0,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
