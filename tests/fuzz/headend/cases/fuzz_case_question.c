/* Bodies come from anywhere: what is taken is of the right form, and survives being written again. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/cases/case_question.h"
#include "headend/http/refusal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct case_post question;
    struct case_post again;
    char body[200];
    int is_rating = size > 0 && data[0] == '{' ? 0 : 1;
    const char *text = (const char *)data + (is_rating && size > 0 ? 1 : 0);
    const struct refusal *refusal =
        case_question_read(text, size - (is_rating && size > 0 ? 1 : 0), is_rating, &question);
    if (refusal != NULL) {
        must(refusal->status == 400);
        return 0;
    }
    must(case_number_check(question.case_number, NULL) == NUMBER_GOOD &&
         id_tail_check(question.id_tail) == NUMBER_GOOD);
    must(is_rating ? question.stars >= 1 && question.stars <= STARS_MAX : question.stars == 0);
    int length = snprintf(body, sizeof body, "{\"case_number\":\"%s\",\"id_tail\":\"%s\",\"stars\":%d}",
                          question.case_number, question.id_tail, question.stars);
    must(case_question_read(body, (size_t)length, is_rating, &again) == NULL);
    must(strcmp(question.case_number, again.case_number) == 0 &&
         strcmp(question.id_tail, again.id_tail) == 0 && question.stars == again.stars);
    return 0;
}
