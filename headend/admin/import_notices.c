#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/notice_import.h"

static void print_line(void *context, const char *text)
{
    (void)fprintf(stderr, "%s: %s\n", (const char *)context, text);
}

static void print_summary(const struct import_report *report)
{
    (void)printf("%d read, %d new, %d changed, %d unchanged, %d withdrawn, %d refused", report->read,
                 report->added, report->changed, report->unchanged, report->withdrawn, report->refused);
    if (report->pictures + report->pictures_missing > 0) {
        (void)printf("; %d pictures taken, %d left out", report->pictures, report->pictures_missing);
    }
    (void)printf("\n");
}

static int import(const char *place, const struct import_options *import_options)
{
    char problem[300] = "";
    char where[200];
    (void)snprintf(where, sizeof where, "%s", place);
    struct import_report report = {.line = print_line, .context = where};
    switch (notice_import(place, import_options, &report, problem)) {
    case IMPORT_DONE:
        print_summary(&report);
        return report.refused > 0 ? ADMIN_PARTLY : ADMIN_DONE;
    case IMPORT_NO_FEED:
        (void)fprintf(stderr, "tv-hall-admin: %s: %s\n", place, problem);
        return ADMIN_REFUSED;
    case IMPORT_STORE_FAILED:
        break;
    }
    (void)fprintf(stderr, "tv-hall-admin: %s: %s\n", place, problem);
    return ADMIN_STORE;
}

static int category_of(const struct common_options *options)
{
    return options->category != NULL ? feed_category_of(options->category) : 1;
}

static int check(const struct common_options *options)
{
    if (category_of(options) == 0 || (options->area != NULL && !area_code_is_valid(options->area))) {
        (void)fputs("tv-hall-admin: --category is 1 to 5 or its name, --area 6, 9 or 12 digits\n", stderr);
        return -1;
    }
    return 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    const struct import_options import_options = {
        .store = store,
        .picture_directory = config->server.picture_directory,
        .inside_addresses = config->server.inside_addresses,
        .default_area = options->area != NULL ? options->area : config->box.area_code,
        .default_category = category_of(options),
        .take_over = options->flag,
        .now = wall_ms(),
    };
    return import(options->rest[0], &import_options);
}

const struct command command_import_notices = {
    .name = "import-notices",
    .summary = "take notices from an RSS 2.0 or Atom feed",
    .help =
        "Usage: tv-hall-admin import-notices [--config headend.xml] [--category WORD] [--area CODE] "
        "[--take-over] FILE|URL\n"
        "Takes the notices of a feed into the store, all or nothing, then their pictures into the picture "
        "directory.\n"
        "Importing the same feed again changes nothing, but for pictures that could not be had. A running "
        "headend shows\n"
        "the change within half a second.\n\n"
        "  --config FILE    the headend's configuration (headend.xml)\n"
        "  --category WORD  for entries whose columns tell nothing: 1 to 5 or 通知公告, 政策解读, "
        "停水停电停气,\n"
        "                   办事提醒, 应急 (1)\n"
        "  --area CODE      for entries that name no area (the configuration's region)\n"
        "  --take-over      notices that came from another site may be changed, and are this one's from then "
        "on:\n"
        "                   for a site that has moved\n"
        "  --schema FILE    headend.rng, where it is not at its usual place\n\n"
        "Prints what it did, and on standard error \"FEED: entry N: why\" for what was refused or odd.\n"
        "Exit codes: 0 done, 1 feed or configuration wrong (nothing changed), 2 usage, 3 store or "
        "picture directory\n"
        "cannot be written (nothing changed, unless it says that the notices are stored), 4 done, but some "
        "entries were refused.\n",
    .flag = "take-over",
    .least_rest = 1,
    .most_rest = 1,
    .check = check,
    .run_with_store = run,
    .mode = STORE_CREATE,
};
