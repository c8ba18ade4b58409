#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/records/record_values.h"
#include "headend/admin/command.h"
#include "headend/content/content_kinds.h"
#include "headend/content/content_load.h"

/* What an operator knows it by: its <name> or <title>, "" where it has none. */
static const char *name_of(const struct content_record *record)
{
    const struct record_table *table = content_kinds[record->kind].table;
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        if (field->type == FIELD_TEXT &&
            (strcmp(field->name, "name") == 0 || strcmp(field->name, "title") == 0)) {
            return record_text(field, record->value);
        }
    }
    return "";
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    int is_one = options->rest_count == 1;
    enum content_kind first = is_one ? content_kind_of(options->rest[0]) : CONTENT_THEMES;
    enum content_kind last = is_one ? first : (enum content_kind)(CONTENT_KINDS - 1);
    (void)config;
    char problem[CONTENT_PROBLEM_SIZE] = "out of memory";
    struct content_set *set = content_set_create();
    int result = set != NULL ? 0 : -1;
    for (enum content_kind kind = first; kind <= last && result == 0; kind++) {
        result = content_load_kind(set, store, kind, problem);
    }
    for (size_t i = 0; result == 0 && i < set->count; i++) {
        const struct content_record *record = set->records[i];
        result = printf("%s\t%s\t%" PRId64 "\t%s\n", content_kinds[record->kind].table->element, record->id,
                        record->rev, name_of(record)) < 0
                     ? 1
                     : 0;
    }
    if (result < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
    }
    content_set_free(set);
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

static int check(const struct common_options *options)
{
    if (options->rest_count == 1 && content_kind_of(options->rest[0]) == CONTENT_KINDS) {
        admin_no_such_kind(options->rest[0]);
        return -1;
    }
    return 0;
}

const struct command command_list_content = {
    .name = "list-content",
    .summary = "show which guides, flows, policies, stations and tariffs are in the store",
    .help =
        "Usage: tv-hall-admin list-content [--config headend.xml] [KIND]\n"
        "One record a line: kind, id, rev, name; tabs between. KIND: themes, guide, flow, policies, policy, "
        "hours, set,\n"
        "day, station or tariff.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read.\n",
    .least_rest = 0,
    .most_rest = 1,
    .check = check,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
