#include <inttypes.h>
#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_date.h"
#include "headend/notices/store_notices.h"

static void print_moment(const char *name, int64_t ms)
{
    char text[FEED_DATE_SIZE];
    if (ms != 0) {
        feed_date_write(ms, text);
        (void)printf("%s: %s\n", name, text);
    }
}

static void print(const struct notice_record *record, const struct withdrawal *withdrawal)
{
    (void)printf(
        "id: %s\nguid: %s\ntitle: %s\noffice: %s\ncategory: %d %s\nlevel: %d\narea: %s\nrev: %" PRId64 "\n",
        record->id, record->guid, record->title, record->org_name, record->category,
        feed_category_word(record->category), record->level, record->area_code, record->rev);
    (void)printf("owner: %s\n", record->owner);
    (void)printf("source: %s\nlink: %s\n", record->source, record->qr_link);
    print_moment(record->undated ? "published: unknown; here since" : "published", record->published);
    print_moment("valid from", record->valid_from);
    print_moment("valid to", record->valid_to);
    print_moment("changed", record->changed);
    print_moment(withdrawal->by_operator ? "withdrawn by the operator" : "withdrawn by its feed",
                 withdrawal->moment);
    if (record->pictures_missing > 0) {
        (void)printf("pictures left out: %d\n", record->pictures_missing);
    }
    if (record->speech[0] != '\0') {
        (void)printf("speech: %s\n", record->speech);
    }
    (void)printf("\n%s\n", record->body);
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    const char *id = options->rest[0];
    struct notice_record record = {0};
    struct withdrawal withdrawal;
    int status = ADMIN_STORE;
    (void)config;
    int found = store_notice_by_id(store, id, &record);
    if (found < 0 || store_withdrawal(store, id, &withdrawal) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
    } else if (found == 0) {
        (void)fprintf(stderr, "tv-hall-admin: there is no notice %s (list-notices shows them)\n", id);
        status = ADMIN_REFUSED;
    } else {
        print(&record, &withdrawal);
        status = ADMIN_DONE;
    }
    notice_record_clear(&record);
    return status;
}

const struct command command_show_notice = {
    .name = "show-notice",
    .summary = "show one notice with its text",
    .help = "Usage: tv-hall-admin show-notice [--config headend.xml] ID\n"
            "Exit codes: 0 done, 1 no such notice or configuration wrong, 2 usage, 3 store cannot be read.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
