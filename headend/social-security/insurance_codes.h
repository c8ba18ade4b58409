#ifndef HEADEND_SOCIAL_SECURITY_INSURANCE_CODES_H
#define HEADEND_SOCIAL_SECURITY_INSURANCE_CODES_H

/* The code lists of social security systems (domain.md 7) in our own words. "" is not said; a code that has
 * no name is …_OTHER. */

/* aae140 险种类型: enum insurance_kind. */
int insurance_kind_of_code(const char *code);
/* aac008 参保状态: enum insured_state. */
int insured_state_of_code(const char *code);
/* aac031 缴费状态: enum paying_state. */
int paying_state_of_code(const char *code);

enum contribution_kind { CONTRIBUTION_REGULAR, CONTRIBUTION_BACK_PAID, CONTRIBUTION_OTHER };

/* aaa115 缴费类型. */
enum contribution_kind contribution_kind_of_code(const char *code);

/* aae114 缴费标志. 1: paid, also where it is not said: many systems list only what was. */
int contribution_is_paid(const char *code);

#endif
