#include "both-sides/records/all_records.h"

#include "both-sides/records/case_records.h"
#include "both-sides/records/flow_records.h"
#include "both-sides/records/guide_records.h"
#include "both-sides/records/household_records.h"
#include "both-sides/records/housing_fund_records.h"
#include "both-sides/records/menu_records.h"
#include "both-sides/records/notice_records.h"
#include "both-sides/records/order_records.h"
#include "both-sides/records/policy_records.h"
#include "both-sides/records/service_records.h"
#include "both-sides/records/social_security_records.h"
#include "both-sides/records/statement_records.h"
#include "both-sides/records/station_records.h"

const struct record_table *const all_records[] = {
    &menu_table,
    &notice_list_table,
    &notice_table,
    &guide_list_table,
    &guide_table,
    &flow_table,
    &policy_list_table,
    &station_list_table,
    &case_question_table,
    &case_table,
    &case_rating_table,
    &rating_taken_table,
    &own_cases_table,
    &own_case_question_table,
    &own_case_rating_table,
    &health_table,
    &error_table,
    &device_authorization_question_table,
    &device_authorization_table,
    &token_question_table,
    &token_answer_table,
    &household_session_table,
    &household_table,
    &member_question_table,
    &alias_question_table,
    &consent_question_table,
    &pin_question_table,
    &pin_change_table,
    &pin_answer_table,
    &social_security_table,
    &retirement_question_table,
    &retirement_answer_table,
    &housing_fund_table,
    &utility_answer_table,
    &utility_account_table,
    &utility_bills_table,
    &utility_list_table,
    &account_question_table,
    &kept_accounts_table,
    &keep_question_table,
    &kept_account_question_table,
    &nickname_question_table,
    &utility_statement_table,
    &order_question_table,
    &order_follow_table,
    &order_id_question_table,
    &order_answer_table,
    &order_list_table,
    &order_refusal_table,
};
const size_t all_records_count = sizeof all_records / sizeof all_records[0];
