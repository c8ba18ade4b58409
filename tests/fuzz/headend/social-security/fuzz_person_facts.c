/* Answers of a social security system may be anything: what is taken keeps the contract's bounds, and says
 * neither ID number nor account. The first line is about the person, the second is a page of rows. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "headend/social-security/person_answer.h"
#include "headend/social-security/person_facts.h"
#include "headend/social-security/person_retirement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 2026 * 12 + 10, MEMORY = 4 * 1024 * 1024 };

static const char id_number[] = "43100218800101019X";

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static void check_answers(const struct person_facts *facts)
{
    static const struct retirement_rules rules = {
        .rules = {{.from = 202501,
                   .ages = {{720, 756, 4}, {660, 696, 4}, {600, 660, 2}},
                   .contribution_months = 180,
                   .contribution_year = 2029,
                   .contribution_step = 6,
                   .contribution_months_most = 240}},
        .count = 1};
    char error[JSON_ERROR_SIZE];
    size_t length = 0;
    struct social_security record;
    struct retirement_answer retirement;
    char *text = person_answer(facts, person_needed_months(facts, id_number, &rules), 1, &length);
    struct arena *arena = arena_new(0, MEMORY);
    must(text != NULL && arena != NULL);
    must(record_decode(&social_security_table, text, length, &record, arena, error) == 0);
    must(record.insurance_count == facts->insurance_count);
    must(strstr(text, id_number) == NULL);
    free(text);
    person_retirement(facts, id_number, RETIREMENT_POST_WORKER, &rules, NOW, &retirement);
    text = record_encode_text(&retirement_answer_table, &retirement, &length);
    must(text != NULL &&
         record_decode(&retirement_answer_table, text, length, &retirement, arena, error) == 0);
    free(text);
    arena_wipe_and_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct person_facts facts;
    struct contribution_rows rows = {0};
    size_t total = 0;
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t first = end != NULL ? (size_t)(end - data) : size;
    size_t second = end != NULL ? size - first - 1 : 0;
    struct json_tree *person = json_tree_read_joining((const char *)data, first);
    struct json_tree *page = second > 0 ? json_tree_read_joining((const char *)end + 1, second) : NULL;
    if (person != NULL) {
        enum person_said said = person_facts_read(json_tree_root(person), id_number, &facts);
        int added = page != NULL ? contribution_rows_add(&rows, json_tree_root(page), 1, &total) : 0;
        must(added != 0 || total <= CONTRIBUTION_ROWS_MAX);
        if (said == PERSON_KNOWN && added == 0 && person_facts_add_rows(&facts, &rows, NOW) == 0) {
            check_answers(&facts);
        }
        person_facts_wipe(&facts);
    }
    contribution_rows_wipe(&rows);
    json_tree_wipe(page);
    json_tree_wipe(person);
    return 0;
}
