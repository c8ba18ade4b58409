#include "headend/social-security/person_answer.h"

#include <string.h>

#include "both-sides/records/record_json.h"
#include "headend/masking/masking.h"

_Static_assert((int)ACCOUNT_TAIL_SIZE == MASK_TAIL_SIZE, "a tail is what mask_tail makes");

static void set_account(const struct person_facts *facts, const struct insurance_facts *from,
                        struct insurance *to)
{
    const char *number = facts->accounts[from->account - 1];
    to->account = from->account;
    mask_tail(number, 2 * (ACCOUNT_TAIL_SIZE - 1), to->account_tail); /* at most half of it */
}

char *person_answer(const struct person_facts *facts, int needed, int64_t as_of, size_t *length)
{
    struct insurance insurances[INSURANCES_MAX] = {0};
    for (size_t i = 0; i < facts->insurance_count; i++) {
        insurances[i] = facts->insurances[i].insurance;
        if (facts->account_count > 1) {
            set_account(facts, &facts->insurances[i], &insurances[i]);
        }
        if (insurances[i].kind == INSURANCE_PENSION) {
            insurances[i].needed_months = needed;
        }
    }
    const struct social_security record = {
        .name = facts->name,
        .accounts = (int)facts->account_count,
        .insurances = insurances,
        .insurance_count = facts->insurance_count,
        .source = facts->source,
        .as_of = as_of,
    };
    char *text = record_encode_text(&social_security_table, &record, length);
    explicit_bzero(insurances, sizeof insurances);
    return text;
}
