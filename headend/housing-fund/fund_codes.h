#ifndef HEADEND_HOUSING_FUND_FUND_CODES_H
#define HEADEND_HOUSING_FUND_FUND_CODES_H

/* The code lists of housing fund systems (domain.md 8, docs/upstreams.md) in our own words. A code that has
 * no name is …_OTHER. */

/* GRZHZT 个人账户状态: enum fund_state. "" is other, too. */
int fund_state_of_code(const char *code);
/* 1: nothing is paid into such an account any more. */
int fund_state_is_closed(int state);

/* GJHTQYWLX 归集和提取业务类型: enum fund_kind. */
int fund_kind_of_code(const char *code);
/* What FSE of such an entry does to the balance: 1 adds, -1 takes. (Red entries have a negative FSE.) */
int fund_kind_sign(int kind);

/* TQYY 提取原因: enum fund_reason; "" is FUND_REASON_NOT_SAID. */
int fund_reason_of_code(const char *code);

#endif
