#ifndef HEADEND_SOCIAL_SECURITY_PERSON_RETIREMENT_H
#define HEADEND_SOCIAL_SECURITY_PERSON_RETIREMENT_H

#include <stddef.h>

#include "both-sides/records/social_security_records.h"
#include "both-sides/retirement/retirement.h"
#include "headend/social-security/person_facts.h"

/* When the person may retire, by the rules of headend.xml. Birth and sex are those of the social security
 * system, which decides by its own file; where it says none, those of the ID number. */

struct retirement_rules {
    struct retirement_rule rules[RETIREMENT_RULES_MAX];
    size_t count;
};

/* The birth in full does not leave the headend. The texts of `answer` point into `rules`. `now`: year * 12 +
 * month - 1. */
void person_retirement(const struct person_facts *facts, const char *id_number, int post,
                       const struct retirement_rules *rules, int now, struct retirement_answer *answer);

/* Months of contribution for a pension from the employees' insurance: by the later age where it could be two;
 * FIELD_NOT_SAID: there is no rule at all. */
int person_needed_months(const struct person_facts *facts, const char *id_number,
                         const struct retirement_rules *rules);

#endif
