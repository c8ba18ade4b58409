#ifndef HEADEND_SOCIAL_SECURITY_PERSON_FACTS_H
#define HEADEND_SOCIAL_SECURITY_PERSON_FACTS_H

#include <stddef.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"
#include "both-sides/records/social_security_records.h"
#include "headend/social-security/contribution_rows.h"

/* What a social security system says of a person, in our own codes: docs/upstreams.md. The name is masked as
 * it is read; the rest is personal too, so person_facts_wipe follows at once. Not to be copied. */

enum { MASKED_NAME_SIZE = 16, FACTS_SOURCE_SIZE = 60 * 4 + 1 };

enum person_sex { SEX_NOT_SAID, SEX_MAN, SEX_WOMAN };

/* An account's insurance, with the code by which rows name it. */
struct insurance_facts {
    int account; /* from 1 */
    char code[INSURANCE_CODE_SIZE];
    struct insurance insurance; /* its months are malloc'ed */
};

struct person_facts {
    char name[MASKED_NAME_SIZE];
    char source[FACTS_SOURCE_SIZE];
    int birth; /* YYYYMMDD, as that system has it; 0: not said */
    enum person_sex sex;
    char accounts[INSURANCE_ACCOUNTS_MAX][NARROW_SIZE]; /* 个人编号 */
    size_t account_count;
    struct insurance_facts insurances[INSURANCES_MAX];
    size_t insurance_count;
};

enum person_said { PERSON_KNOWN, PERSON_UNKNOWN, PERSON_NONSENSE };

/* Reads the answer about who has this ID number. It is nonsense if it is about somebody else. `facts` must be
 * wiped in any case. */
enum person_said person_facts_read(const struct json_value *answer, const char *id_number,
                                   struct person_facts *facts);

/* Puts the rows, which it sorts, into months up to `now` (year * 12 + month - 1) and what is paid beforehand;
 * counts, and marks what does not go together. -1: out of memory, or more insurances than there is room for.
 */
int person_facts_add_rows(struct person_facts *facts, struct contribution_rows *rows, int now);

void person_facts_wipe(struct person_facts *facts);

#endif
