#ifndef HEADEND_SOCIAL_SECURITY_PERSON_ANSWER_H
#define HEADEND_SOCIAL_SECURITY_PERSON_ANSWER_H

#include <stddef.h>
#include <stdint.h>

#include "headend/social-security/person_facts.h"

/* The contract's SocialSecurity; malloc'ed and personal, NULL: out of memory. `needed`: months for a pension,
 * or FIELD_NOT_SAID. Neither ID number nor 个人编号 nor employer goes out; of several accounts, their last 4.
 */
char *person_answer(const struct person_facts *facts, int needed, int64_t as_of, size_t *length);

#endif
