#include <stdio.h>

#include "both-sides/digits.h"
#include "both-sides/retirement/retirement.h"
#include "headend/admin/command.h"

enum { FIRST_BIRTH_YEAR = 1950, LAST_BIRTH_YEAR = 1999, WRITTEN_SIZE = 16 };

/* A month of the calendar as 202501. */
static int written(int month)
{
    return month / 12 * 100 + month % 12 + 1;
}

static void print_line(const struct box_config *box, enum retirement_group group, int birth, int paid,
                       int now)
{
    static const char *const groups[] = {"man", "woman-office", "woman-worker"};
    static const char *const early[] = {"", "old-age", "lacks", "past"};
    struct retirement result;
    char earliest[WRITTEN_SIZE];
    if (retirement_compute(box->retirement_rules, box->retirement_rule_count, group, birth, paid, now,
                           &result) != 0) {
        return;
    }
    (void)snprintf(earliest, sizeof earliest, "%d", written(result.earliest));
    (void)printf("%s,%d,%d,%d,%d,%d,%d,%s,%d\n", groups[group], written(birth), written(result.month),
                 result.age_months, result.needed, result.missing_now, result.missing_then,
                 result.early == RETIREMENT_EARLY_POSSIBLE ? earliest : early[result.early],
                 written(result.latest));
}

static int run(const struct common_options *options)
{
    int64_t paid, now;
    if (digits_read(options->rest[0], 0, RETIREMENT_MONTHS_MAX, &paid) != 0 ||
        digits_read(options->rest[1], FIRST_BIRTH_YEAR * 100 + 1, 299912, &now) != 0 || now % 100 < 1 ||
        now % 100 > 12) {
        (void)fprintf(stderr, "retirement-table: months of contribution 0 to %d, and a month as 202501\n",
                      RETIREMENT_MONTHS_MAX);
        return ADMIN_USAGE;
    }
    struct hall_config *config = admin_config(options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    (void)puts("group,birth,month,age,needed,missing now,missing then,earliest,latest");
    for (int group = 0; group < RETIREMENT_GROUP_COUNT; group++) {
        for (int birth = FIRST_BIRTH_YEAR * 12; birth < (LAST_BIRTH_YEAR + 1) * 12; birth++) {
            print_line(&config->box, (enum retirement_group)group, birth, (int)paid,
                       (int)(now / 100 * 12 + now % 100 - 1));
        }
    }
    hall_config_free(config);
    return ADMIN_DONE;
}

const struct command command_retirement_table = {
    .name = "retirement-table",
    .summary = "who may retire when by the rules of headend.xml, as CSV",
    .help = "Usage: tv-hall-admin retirement-table --config FILE PAID MONTH\n\n"
            "For every month of birth and each group: the month of retiring, the age then in months, the "
            "months of\n"
            "contribution needed, how many of them are missing for somebody who has PAID months in MONTH "
            "(202501) and\n"
            "if every month until then is paid, the earliest month by choice (or why there is none), and the "
            "latest.\n",
    .least_rest = 2,
    .most_rest = 2,
    .run = run,
};
