/* The room headend/tariffs by itself, for test_tariffs.py: "explain-bills FILE…" reads the tariffs of content
 * files and takes lines "TARIFF FIRST LAST OTHER PEAK VALLEY PEOPLE OPENING USED"; of each it prints what
 * tariff_explain says of it, in one line, with tabs between (print_explained). */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "headend/content/content_check.h"
#include "headend/tariffs/tariff_explain.h"

enum { LINE_SIZE = 512 };

static const char *const results[TARIFF_RESULT_COUNT] = {
    [TARIFF_DONE] = "done",
    [TARIFF_BAD_PERIOD] = "bad-period",
    [TARIFF_BAD_QUANTITY] = "bad-quantity",
    [TARIFF_BAD_PEOPLE] = "bad-people",
    [TARIFF_NO_OPENING] = "no-opening",
    [TARIFF_NO_VERSION] = "no-version",
    [TARIFF_NO_SEASON] = "no-season",
    [TARIFF_NO_TIER] = "no-tier",
    [TARIFF_NO_PRICE_OF_TIME] = "no-price-of-time",
    [TARIFF_TOO_LONG] = "too-long",
    [TARIFF_TOO_MUCH] = "too-much",
};
static const char *const times[TARIFF_TIME_COUNT] = {
    [TARIFF_TIME_OTHER] = "other", [TARIFF_TIME_PEAK] = "peak", [TARIFF_TIME_VALLEY] = "valley"};

static void print_explained(const struct tariff_explained *out)
{
    (void)printf("done\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%d\t%d\t%" PRId64 "\t%" PRId64 "\t%s",
                 out->total_fen, out->tiers_fen, out->extras_fen, out->cycle_first, out->cycle_last,
                 out->used_after, out->next_in, out->next_name != NULL ? out->next_name : "-");
    for (size_t i = 0; i < out->part_count; i++) {
        const struct tariff_part *part = &out->parts[i];
        (void)printf("\tpart %d %d %d %s", part->first, part->last, part->version->from, part->season->name);
    }
    for (size_t i = 0; i < out->line_count; i++) {
        const struct tariff_line *line = &out->lines[i];
        (void)printf("\tline %d %s %s %s %" PRId64 " %d %" PRId64, line->tier, line->name, line->season,
                     times[line->time], line->quantity, line->price, line->fen);
    }
    for (size_t i = 0; i < out->extra_count; i++) {
        const struct tariff_extra_line *extra = &out->extras[i];
        (void)printf("\textra %s %" PRId64 " %d %" PRId64, extra->name, extra->quantity, extra->price,
                     extra->fen);
    }
    (void)printf("\n");
}

/* The number that comes next in the line. */
static int64_t next_number(char **at)
{
    return (int64_t)strtoll(*at, at, 10);
}

static int explain(const struct content_set *set, char *line)
{
    char *at = line;
    while (*at != '\0' && *at != ' ') {
        at++;
    }
    if (*at == ' ') {
        *at++ = '\0';
    }
    const struct content_record *record = content_set_find(set, CONTENT_TARIFF, line);
    if (record == NULL) {
        (void)fprintf(stderr, "explain-bills: there is no tariff %s\n", line);
        return -1;
    }
    struct tariff_use use = {.first = (int)next_number(&at)};
    use.last = (int)next_number(&at);
    for (int time = 0; time < TARIFF_TIME_COUNT; time++) {
        use.quantity[time] = next_number(&at);
    }
    use.people = (int)next_number(&at);
    use.opening = (int)next_number(&at);
    use.used_before = next_number(&at);
    struct tariff_explained out;
    enum tariff_result result = tariff_explain(record->value, &use, &out);
    if (result == TARIFF_DONE) {
        print_explained(&out);
    } else {
        (void)printf("%s\n", results[result]);
    }
    return 0;
}

int main(int argc, char **argv)
{
    char line[LINE_SIZE];
    int status = EXIT_SUCCESS;
    struct content_set *set = content_set_create();
    if (set == NULL) {
        return EXIT_FAILURE;
    }
    for (int i = 1; i < argc && status == EXIT_SUCCESS; i++) {
        if (content_set_read_file(set, argv[i], NULL) != 0) {
            status = EXIT_FAILURE;
        }
    }
    content_check(set);
    if (content_set_errors(set) > 0) {
        (void)fprintf(stderr, "explain-bills: a file is wrong: tv-hall-admin check says why\n");
        status = EXIT_FAILURE;
    }
    while (status == EXIT_SUCCESS && fgets(line, sizeof line, stdin) != NULL) {
        if (explain(set, line) != 0) {
            status = EXIT_FAILURE;
        }
    }
    content_set_free(set);
    return status;
}
