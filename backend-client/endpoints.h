#ifndef BACKEND_CLIENT_ENDPOINTS_H
#define BACKEND_CLIENT_ENDPOINTS_H

/* What can be asked of the headend (contract: docs/openapi.yaml): a line here names it and the record that it
 * becomes (struct, _decode and _free go by that name), a row in endpoints.c says the rest. The enum, the
 * types of the callbacks and the functions of hall_client.h follow from it.
 *
 * COLLECTION: asked for as a whole. ITEM: one, by its id. OWN: asked by a function that stands by itself.
 * BYTES: likewise; what came is handed out as it is.
 * PERSONAL: posted with a JSON body, the box's credential and the person's session; kept nowhere, sent once,
 * and wiped. Its record's _free wipes, too. */
#define ENDPOINTS(COLLECTION, ITEM, OWN, BYTES, PERSONAL)                                                    \
    COLLECTION(MENU, menu, menu)                                                                             \
    OWN(NOTICES, notices, notice_list)                                                                       \
    OWN(CATEGORY, category, notice_list)                                                                     \
    ITEM(NOTICE, notice, notice)                                                                             \
    COLLECTION(GUIDES, guides, guide_list)                                                                   \
    ITEM(GUIDE, guide, guide)                                                                                \
    ITEM(FLOW, flow, flow_record)                                                                            \
    COLLECTION(POLICIES, policies, policy_list)                                                              \
    COLLECTION(STATIONS, stations, station_list)                                                             \
    OWN(CASE, case, case_record)                                                                             \
    OWN(RATING, rating, case_rating)                                                                         \
    BYTES(PICTURE, picture, bytes)                                                                           \
    BYTES(CONFIG, config, bytes)                                                                             \
    PERSONAL(AUTHORIZATION, authorization, device_authorization)                                             \
    PERSONAL(TOKEN, token, token_answer)                                                                     \
    PERSONAL(SESSION_KEEP, session_keep, household_session)                                                  \
    PERSONAL(SESSION_END, session_end, household)                                                            \
    PERSONAL(HOUSEHOLD, household, household)                                                                \
    PERSONAL(ALIAS, alias, household)                                                                        \
    PERSONAL(UNBIND, unbind, household)                                                                      \
    PERSONAL(UNDO, undo, household)                                                                          \
    PERSONAL(WITHDRAW, withdraw, household)                                                                  \
    PERSONAL(PIN_SET, pin_set, household)                                                                    \
    PERSONAL(PIN_CHECK, pin_check, pin_answer)                                                               \
    PERSONAL(HOUSING_FUND, housing_fund, housing_fund)                                                       \
    PERSONAL(SOCIAL_SECURITY, social_security, social_security)                                              \
    PERSONAL(RETIREMENT, retirement, retirement_answer)                                                      \
    PERSONAL(OWN_CASES, own_cases, own_cases)                                                                \
    PERSONAL(OWN_CASE, own_case, case_record)                                                                \
    PERSONAL(OWN_RATING, own_rating, case_rating)                                                            \
    PERSONAL(ORDER_CREATE, order_create, order_answer)                                                       \
    PERSONAL(ORDER_FOLLOW, order_follow, order_answer)                                                       \
    PERSONAL(ORDER_CANCEL, order_cancel, order_answer)                                                       \
    PERSONAL(ORDER_CODE, order_code, order_answer)                                                           \
    PERSONAL(ORDERS_OPEN, orders_open, order_list)                                                           \
    COLLECTION(UTILITIES, utilities, utility_list)                                                           \
    PERSONAL(UTILITY_STATEMENT, utility_statement, utility_statement)                                        \
    PERSONAL(KEPT_ACCOUNTS, kept_accounts, kept_accounts)                                                    \
    PERSONAL(KEEP_ACCOUNT, keep_account, kept_accounts)                                                      \
    PERSONAL(RENAME_ACCOUNT, rename_account, kept_accounts)                                                  \
    PERSONAL(REMOVE_ACCOUNT, remove_account, kept_accounts)

#define ENDPOINT_NAME(NAME, name, record) ENDPOINT_##NAME,
enum endpoint {
    ENDPOINTS(ENDPOINT_NAME, ENDPOINT_NAME, ENDPOINT_NAME, ENDPOINT_NAME, ENDPOINT_NAME) ENDPOINT_COUNT
};
#undef ENDPOINT_NAME

#endif
