#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/config/config_table.h"
#include "both-sides/records/utility_answer_records.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/record_grammar.h"
#include "headend/content/content_kinds.h"

/* The grammars of assets/schemas are what the record tables print. */

static void expect_printed(const char *path, const struct record_table *root)
{
    struct config_errors errors = {0};
    char *printed = NULL;
    size_t length = 0;
    size_t kept_length = 0;
    FILE *out = open_memstream(&printed, &length);
    assert_non_null(out);
    int result = record_grammar_print(out, root);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(result, 0);
    char *kept = config_file_read(path, &kept_length, &errors);
    assert_non_null(kept);
    if (kept_length != length || memcmp(kept, printed, length) != 0) {
        fail_msg("%s is not what the tables print: run `make schemas`", path);
    }
    free(kept);
    free(printed);
}

static void committed_grammars_are_printed_from_the_tables(void **state)
{
    (void)state;
    expect_printed("assets/schemas/headend.rng", &hall_config_table);
    expect_printed("assets/schemas/content.rng", &content_file_table);
    expect_printed("assets/schemas/utility-answers.rng", &utility_answers_file_table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(committed_grammars_are_printed_from_the_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
