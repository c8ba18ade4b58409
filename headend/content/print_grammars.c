#include <stdio.h>
#include <string.h>

#include "both-sides/config/config_table.h"
#include "both-sides/records/utility_answer_records.h"
#include "both-sides/xml/record_grammar.h"
#include "headend/content/content_kinds.h"

/* Prints a grammar of assets/schemas from the record tables: `make schemas` writes them there, and a test
 * holds them together. */

int main(int argc, char **argv)
{
    static const struct record_table *const roots[] = {&hall_config_table, &content_file_table,
                                                       &utility_answers_file_table};
    for (size_t i = 0; argc == 2 && i < sizeof roots / sizeof roots[0]; i++) {
        if (strcmp(argv[1], roots[i]->element) == 0) {
            int failed = record_grammar_print(stdout, roots[i]) != 0;
            return fflush(stdout) != 0 || failed;
        }
    }
    (void)fputs("usage: print-grammars headend|content|utility-answers\n", stderr);
    return 2;
}
