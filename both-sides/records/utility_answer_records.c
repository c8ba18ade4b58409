#include "both-sides/records/utility_answer_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(utility_words, UTILITY_WORD_COUNT, "no_customer", "no_account", "nothing_owed",
          "deduction_under_way", "closed_now", "not_offered", "timed_out", "too_many_tries", "being_paid",
          "already_paid", "being_processed", "odd_amount", "too_old", "meter_fault", "last_unfinished",
          "over_amount", "not_loaded", "card_not_new", "card_unreadable", "card_unwritten", "card_channel",
          "cut_off", "not_reversible", "reversed", "written_off", "bill_changed", "no_bill", "serial_void",
          "day_not_ready", "other", "unavailable");
WORD_LIST(utility_nexts, UTILITY_NEXT_COUNT, "nothing", "check_number", "later", "do_not_pay", "history",
          "look_again", "amount", "load_card", "counter", "restore", "call");

static const struct record_field answer_fields[] = {
    {.name = "line", .type = FIELD_LINE, MEMBER(utility_answer, line)},
    {XML_ONLY("code"), .type = FIELD_CHARS, .min = 1, .max = UTILITY_CODE_SIZE - 1, .form = FORM_NOTICE_ID,
     MEMBER(utility_answer, code), OPTIONAL, ATTRIBUTE},
    WORD("word", utility_words, utility_answer, word, REQUIRED, ATTRIBUTE),
    WORD("next", utility_nexts, utility_answer, next, REQUIRED, ATTRIBUTE,
         ABOUT("what the household does next")),
    TEXT("title", 1, 16, utility_answer, title, REQUIRED, CHILD),
    TEXT("text", 1, 120, utility_answer, text, REQUIRED, CHILD),
    TEXT("action", 1, 40, utility_answer, action, REQUIRED, CHILD, ABOUT("the next step in words")),
};
const struct record_table utility_answer_table = {.name = "answer",
                                                  .schema = "UtilityAnswer",
                                                  .element = "answer",
                                                  FIELDS(answer_fields),
                                                  .size = sizeof(struct utility_answer)};

static const struct record_field file_fields[] = {
    FILE_VERSION,
    RECORDS("", UTILITY_ANSWERS_MAX, utility_answer_table, utility_answers, answers, count, REQUIRED, EACH),
};
const struct record_table utility_answers_file_table = {
    .element = "utility-answers",
    .about = "What a utility answers, in words for households: docs/operators.md. Printed from\n"
             "     both-sides/records/utility_answer_records.c by `make schemas`. What a grammar cannot say "
             "(a code\n"
             "     that comes twice, a word that is missing) is checked by the programs: `tv-hall-admin "
             "check FILE`.",
    FIELDS(file_fields),
    .size = sizeof(struct utility_answers)};
