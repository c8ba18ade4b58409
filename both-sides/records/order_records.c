#include "both-sides/records/order_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(payment_states, PAYMENT_STATE_COUNT, "created", "prepaying", "awaiting", "closing", "closed",
          "paid", "posting", "post_unknown", "settled", "refunding", "refund_unknown", "refund_abnormal",
          "refunded");

#define FEN(key, least, struct_, member, ...)                                                                \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = (least), .max = UTILITY_FEN_MOST, PLACED(struct_, member),   \
                    __VA_ARGS__                                                                              \
    }
#define ORDER_ID(struct_) CHARS("order", 6, ORDER_ID_SIZE - 1, FORM_NOTICE_ID, struct_, order, REQUIRED)
#define KEY(struct_, ...)                                                                                    \
    CHARS("idempotency_key", 22, IDEMPOTENCY_KEY_SIZE - 1, FORM_TOKEN, struct_, idempotency_key, __VA_ARGS__)

static const struct record_field question_fields[] = {
    KEY(order_question, REQUIRED,
        ABOUT("random, the box's own: the same key and body again is the same order")),
    RECORD_INSIDE("account", account_question_table, order_question, account, REQUIRED),
    CHARS("bill", 0, UTILITY_BILL_ID_SIZE - 1, FORM_NOTICE_ID, order_question, bill, OPTIONAL,
          ABOUT("missing: the amount is paid into the account")),
    INT("version", 0, UTILITY_VERSION_MOST, order_question, version, OPTIONAL,
        ABOUT("of the bill as it was shown")),
    FEN("fen", 1, order_question, fen, REQUIRED, ABOUT("as it was shown: another amount is refused")),
    WORD("wallet", wallets, order_question, wallet, REQUIRED),
};
const struct record_table order_question_table = {.name = "question",
                                                  .schema = "OrderQuestion",
                                                  FIELDS(question_fields),
                                                  .size = sizeof(struct order_question)};

static const struct record_field follow_fields[] = {
    ORDER_ID(order_follow),
    INT("moves", 0, 1000000, order_follow, moves, OPTIONAL,
        ABOUT("of the answer before: answered when the order has others")),
    INT("seconds", 0, ORDER_WAIT_SECONDS, order_follow, seconds, OPTIONAL,
        ABOUT("that the question may stand open")),
};
const struct record_table order_follow_table = {
    .name = "question", .schema = "OrderFollow", FIELDS(follow_fields), .size = sizeof(struct order_follow)};

static const struct record_field id_question_fields[] = {
    ORDER_ID(order_id_question),
};
const struct record_table order_id_question_table = {.name = "question",
                                                     .schema = "OrderIdQuestion",
                                                     FIELDS(id_question_fields),
                                                     .size = sizeof(struct order_id_question)};

static const struct record_field answer_fields[] = {
    ORDER_ID(order_answer),
    KEY(order_answer, REQUIRED, ABOUT("under which it was made")),
    WORD("state", payment_states, order_answer, state, REQUIRED),
    INT("moves", 1, 1000000, order_answer, moves, REQUIRED),
    WORD("wallet", wallets, order_answer, wallet, REQUIRED),
    ID("operator", order_answer, operator_id, REQUIRED),
    TEXT("operator_name", 0, 20, order_answer, operator_name, OPTIONAL),
    WORD("kind", utility_kinds, order_answer, kind, REQUIRED),
    CHARS("tail", 0, UTILITY_TAIL_SIZE - 1, FORM_ANY, order_answer, tail, OPTIONAL,
          ABOUT("the last 4 of the account's number")),
    CHARS("bill", 0, UTILITY_BILL_ID_SIZE - 1, FORM_NOTICE_ID, order_answer, bill, OPTIONAL),
    FEN("fen", 1, order_answer, fen, REQUIRED),
    MOMENT("created_at", order_answer, created_at, REQUIRED),
    MOMENT("changed_at", order_answer, changed_at, REQUIRED),
    INT("expires_in", 0, 86400, order_answer, expires_in, OPTIONAL,
        ABOUT("seconds until its code cannot be paid any more")),
    CHARS("code", 0, ORDER_CODE_SIZE - 1, FORM_ANY, order_answer, code, OPTIONAL,
          ABOUT("for the QR code that the phone scans; secret")),
    CHARS("receipt", 0, ORDER_RECEIPT_SIZE - 1, FORM_ANY, order_answer, receipt, OPTIONAL,
          ABOUT("of the utility, once it is settled")),
    TEXT("receipt_page", 0, 300, order_answer, receipt_page, OPTIONAL, .form = FORM_WEB_ADDRESS),
    FEN("refunded", 0, order_answer, refunded, OPTIONAL),
    FEN("refunding", 0, order_answer, refunding, OPTIONAL),
    RECORD_IF_GIVEN("note", utility_answer_table, order_answer, note, has_note, OPTIONAL,
                    ABOUT("what is left to do, or why it was not taken")),
    FLAG("for_person", order_answer, for_person, OPTIONAL, ABOUT("a person looks at it")),
};
const struct record_table order_answer_table = {
    .name = "order", .schema = "Order", FIELDS(answer_fields), .size = sizeof(struct order_answer)};

static const struct record_field list_fields[] = {
    RECORDS("orders", ORDERS_MAX, order_answer_table, order_list, orders, count, REQUIRED,
            ABOUT("open, or moved within the last day; the latest first")),
};
const struct record_table order_list_table = {
    .name = "orders", .schema = "OrderList", FIELDS(list_fields), .size = sizeof(struct order_list)};

static const struct record_field refusal_fields[] = {
    CHARS("error", 1, ERROR_WORD_SIZE - 1, FORM_ERROR, order_refusal, error, REQUIRED),
    TEXT("message", 0, 200, order_refusal, message, REQUIRED),
    RECORD_IF_GIVEN("note", utility_answer_table, order_refusal, note, has_note, OPTIONAL,
                    ABOUT("with utility_says: in words for the household")),
};
const struct record_table order_refusal_table = {.name = "refusal",
                                                 .schema = "OrderRefusal",
                                                 FIELDS(refusal_fields),
                                                 .size = sizeof(struct order_refusal)};
