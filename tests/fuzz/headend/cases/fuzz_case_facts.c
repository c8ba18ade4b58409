/* Answers of an upstream may be anything: what is taken keeps the contract's bounds, and says neither name
 * nor ID. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/json/json_tree.h"
#include "headend/cases/case_known.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static void check_response(const struct case_facts *facts, const char *number)
{
    struct case_known known;
    size_t length = 0;
    must(case_status_of_upstream("3") == 30 && facts->record.status >= 10 && facts->record.status <= 91);
    must(facts->record.step_count <= CASE_STEPS_MAX && facts->record.rated >= 0 && facts->record.rated <= 5);
    must(case_known_make(facts, 1, &known) == 0);
    char code[CASE_TASK_CODE_SIZE];
    case_known_task_code(&known, code);
    must(strcmp(code, facts->task_code) == 0);
    char *answer = case_known_answer(&known, number, "retirement", 20261124, NULL, 0, &length);
    must(answer != NULL && strlen(answer) == length);
    struct json_tree *tree = json_tree_read(answer, length);
    must(tree != NULL);
    json_tree_wipe(tree);
    if (strlen(facts->id_number) == 18 && strspn(facts->id_number, "123456789") == 18) {
        must(strstr(answer, facts->id_number) == NULL);
    }
    free(answer);
    case_known_wipe(&known);
}

static int check_row(void *context, const struct case_facts *facts, const char *number)
{
    size_t *count = context;
    ++*count;
    must(strcasecmp(facts->id_number, "431002188001010018") == 0);
    check_response(facts, number);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char number[] = "43100026111600000567";
    struct case_facts facts;
    int stars = 0;
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    if (case_facts_read(text, size, number, &facts) == UPSTREAM_CASE) {
        check_response(&facts, number);
        case_facts_wipe(&facts);
    }
    size_t rows = 0, taken = 0;
    if (case_page_read(text, size, "431002188001010018", 20, check_row, &taken, &rows) == UPSTREAM_CASE) {
        must(rows <= 20 && taken == rows);
    }
    (void)rating_answer_read(text, size, &stars);
    must(stars >= 0 && stars <= 5);
    free(text);
    return 0;
}
