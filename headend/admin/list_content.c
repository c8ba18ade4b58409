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

static int list(struct store *store, enum content_kind first, enum content_kind last)
{
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

static int run(int count, char **words)
{
    struct common_options options;
    enum content_kind first = CONTENT_THEMES;
    enum content_kind last = CONTENT_STATION;
    if (common_options_read(&command_list_content, NULL, 0, 1, count, words, &options) != 0) {
        return ADMIN_USAGE;
    }
    if (options.rest_count == 1) {
        first = last = content_kind_of(options.rest[0]);
    }
    if (first == CONTENT_KINDS) {
        admin_no_such_kind(options.rest[0]);
        return ADMIN_USAGE;
    }
    struct hall_config *config = admin_config(&options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    struct store *store = admin_store(config, STORE_EXISTING);
    int status = store != NULL ? list(store, first, last) : ADMIN_STORE;
    store_close(store);
    hall_config_free(config);
    return status;
}

const struct command command_list_content = {
    .name = "list-content",
    .summary = "show which guides, flows, policies and stations are in the store",
    .help =
        "Usage: tv-hall-admin list-content [--config headend.xml] [KIND]\n"
        "One record a line: kind, id, rev, name; tabs between. KIND: themes, guide, flow, policies, policy, "
        "hours, set,\n"
        "day or station.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read.\n",
    .run = run,
};
