#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/content/content_check.h"
#include "headend/content/content_json.h"
#include "headend/content/content_text.h"

/* A content file that is accepted is written as one that reads as the same records, and becomes JSON. A
 * refused one has a reason, which is never that only the schema found something: then the table and the
 * schema would disagree. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char schema[] = "assets/schemas/content.rng";

static void reads_as_it_was(const struct content_record *record)
{
    char *text = content_text(record->kind, record->value);
    struct content_set *set = content_set_create();
    if (text == NULL || set == NULL) {
        abort();
    }
    size_t size = strlen(text) + 60;
    char *whole = malloc(size);
    if (whole == NULL) {
        abort();
    }
    int length = snprintf(whole, size, "<content version=\"1\">%s</content>", text);
    if (content_set_read_text(set, "written", whole, (size_t)length, schema) != 0 ||
        content_set_errors(set) != 0 || set->count != 1) {
        abort();
    }
    char *again = content_text(set->records[0]->kind, set->records[0]->value);
    if (again == NULL || strcmp(again, text) != 0) {
        abort();
    }
    free(again);
    free(whole);
    free(text);
    content_set_free(set);
}

static void becomes_json(const struct content_set *set)
{
    static char *(*const lists[])(const struct content_feed *, struct content_json_facts *,
                                  size_t *) = {json_of_guides, json_of_policies, json_of_stations};
    size_t length = 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct content_feed feed = {.set = (struct content_set *)(uintptr_t)set};
        struct content_json_facts facts = {.source = "fuzz"};
        char *json = lists[i](&feed, &facts, &length);
        if (json == NULL || strlen(json) != length || facts.hashed >= length) {
            abort();
        }
        free(json);
    }
    for (size_t i = 0; i < set->count; i++) {
        struct content_set one = *set;
        one.records += i;
        char *json = set->records[i]->kind == CONTENT_GUIDE  ? json_of_guide(&one, "fuzz", &length)
                     : set->records[i]->kind == CONTENT_FLOW ? json_of_flow(&one, "fuzz", &length)
                                                             : strdup("");
        if (json == NULL) {
            abort();
        }
        free(json);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct content_set *set = content_set_create();
    if (set == NULL) {
        return 0;
    }
    if (content_set_read_text(set, "f", (const char *)data, size, schema) != 0) {
        abort();
    }
    const struct config_errors *errors = &set->sources->errors;
    for (size_t i = 0; i < errors->count; i++) {
        if (strcmp(errors->items[i].allowed, "what content.rng says") == 0) {
            abort();
        }
    }
    if (errors->count == 0) {
        for (size_t i = 0; i < set->count; i++) {
            reads_as_it_was(set->records[i]);
        }
        becomes_json(set);
    }
    content_check(set);
    content_set_free(set);
    return 0;
}
