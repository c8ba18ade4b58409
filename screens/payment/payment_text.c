#include "screens/payment/payment_text.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/payment_words.h"
#include "screens/stage/reading.h"
#include "screens/stage/reveal.h"

#define SECOND_US INT64_C(1000000)

enum { MINUTE_S = 60 };

enum string_id payment_wallet_name(enum wallet wallet)
{
    return wallet == WALLET_ALIPAY ? STRING_PAYMENT_WALLET_ALIPAY : STRING_PAYMENT_WALLET_WECHAT;
}

/* --- What is paid --- */

static void add_amount(struct rich_text *words, const struct stage *stage, int64_t fen)
{
    char amount[REVEAL_AMOUNT_SIZE];
    char text[PAYMENT_LINE_SIZE];
    const char *values[] = {amount_words(amount, fen)};
    string_format(text, sizeof text, stage->strings, STRING_PAYMENT_AMOUNT, values, 1);
    reading_words(words, text, style_display(&stage->kit), 0, stage->kit.theme->ink,
                  stage->kit.theme->gap_small);
}

static void add_fact(struct rich_text *words, const struct stage *stage, enum string_id label,
                     const char *text)
{
    reading_text(words, stage, string_get(stage->strings, label), text);
}

/* On one line, with a dot between; "" is left out. */
static void add_parts(struct rich_text *words, const struct stage *stage, const char *const parts[],
                      size_t count)
{
    char text[3 * PAYMENT_WORDS_SIZE] = "";
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i] != NULL && parts[i][0] != '\0' && used < sizeof text) {
            int written = snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? " · " : "", parts[i]);
            used += written > 0 ? (size_t)written : 0;
        }
    }
    reading_text(words, stage, NULL, text);
    explicit_bzero(text, sizeof text);
}

void payment_text_subject(struct rich_text *words, const struct stage *stage,
                          const struct payment_request *request)
{
    char name[PAYMENT_LINE_SIZE] = "";
    const char *payer[] = {request->payer_name};
    if (request->payer_name[0] != '\0') {
        string_format(name, sizeof name, stage->strings, STRING_PAYMENT_NAME, payer, 1);
    }
    add_amount(words, stage, request->fen);
    /* Where the account has no name of the household's, it is called after who is paid. */
    size_t own = strlen(request->operator_name);
    int is_said = strncmp(request->account_words, request->operator_name, own) == 0;
    add_parts(words, stage, (const char *const[]){request->what, is_said ? "" : request->operator_name}, 2);
    add_parts(words, stage, (const char *const[]){request->account_words, name}, 2);
    explicit_bzero(name, sizeof name);
}

/* Of an order that another run of the hall has made. */
static void add_answer_subject(struct rich_text *words, const struct stage *stage,
                               const struct order_answer *answer)
{
    char bill[PAYMENT_LINE_SIZE];
    char account[PAYMENT_LINE_SIZE] = "";
    const char *kind[] = {string_get(stage->strings, payment_kind_name((enum utility_kind)answer->kind))};
    const char *tail[] = {answer->tail};
    add_amount(words, stage, answer->fen);
    string_format(bill, sizeof bill, stage->strings, STRING_PAYMENT_OF_KIND, kind, 1);
    if (answer->tail[0] != '\0') {
        string_format(account, sizeof account, stage->strings, STRING_PAYMENT_TAIL, tail, 1);
    }
    add_parts(words, stage, (const char *const[]){bill, answer->operator_name, account}, 3);
}

static void add_subject(struct rich_text *words, const struct payment_flow *flow)
{
    if (flow->request.fen > 0) {
        payment_text_subject(words, flow->stage, &flow->request);
    } else if (flow->answer != NULL) {
        add_answer_subject(words, flow->stage, flow->answer);
    }
}

/* --- What is said of it --- */

char *payment_text_title(char out[PAYMENT_NOTE_TITLE_SIZE], const struct payment_flow *flow)
{
    const struct strings *strings = flow->stage->strings;
    if (flow->view == PAYMENT_VIEW_WAITING && flow->wallet >= 0 && flow->wallet < WALLET_COUNT) {
        const char *values[] = {string_get(strings, payment_wallet_name((enum wallet)flow->wallet))};
        return string_format(out, PAYMENT_NOTE_TITLE_SIZE, strings, STRING_PAYMENT_WAITING, values, 1);
    }
    const char *own = string_get(strings, payment_views[flow->view].title);
    int is_note = flow->view == PAYMENT_VIEW_UTILITY_SAYS && flow->note_title[0] != '\0';
    (void)snprintf(out, PAYMENT_NOTE_TITLE_SIZE, "%s", is_note ? flow->note_title : own);
    return out;
}

static const char *text_of(const struct payment_flow *flow)
{
    return flow->view == PAYMENT_VIEW_UTILITY_SAYS && flow->note_text[0] != '\0'
               ? flow->note_text
               : string_get(flow->stage->strings, payment_views[flow->view].text);
}

static void add_sum(struct rich_text *words, const struct stage *stage, enum string_id label, int64_t fen)
{
    char amount[REVEAL_AMOUNT_SIZE];
    char text[PAYMENT_LINE_SIZE];
    const char *values[] = {amount_words(amount, fen)};
    if (fen > 0) {
        add_fact(words, stage, label,
                 string_format(text, sizeof text, stage->strings, STRING_PAYMENT_AMOUNT, values, 1));
    }
}

/* Receipt, refund, and what the utility wants to be done. */
static void add_outcome(struct rich_text *words, const struct stage *stage, const struct order_answer *answer)
{
    add_fact(words, stage, STRING_PAYMENT_RECEIPT, answer->receipt);
    /* Of what is entered only what was paid besides goes back. */
    int is_second = answer->state == PAYMENT_SETTLED;
    add_sum(words, stage, is_second ? STRING_PAYMENT_SECOND_REFUNDED_SUM : STRING_PAYMENT_REFUNDED_SUM,
            answer->refunded);
    add_sum(words, stage, is_second ? STRING_PAYMENT_SECOND_REFUNDING_SUM : STRING_PAYMENT_REFUNDING_SUM,
            answer->refunding);
    if (answer->has_note) {
        reading_title(words, stage, string_get(stage->strings, STRING_PAYMENT_STILL_TO_DO));
        reading_text(words, stage, answer->note.title, answer->note.text);
        reading_text(words, stage, NULL, answer->note.action);
    }
    if (answer->for_person) {
        reading_text(words, stage, NULL, string_get(stage->strings, STRING_PAYMENT_FOR_PERSON));
    }
}

void payment_text_view(struct rich_text *words, const struct payment_flow *flow)
{
    const struct stage *stage = flow->stage;
    char title[PAYMENT_NOTE_TITLE_SIZE];
    reading_heading(words, stage, payment_text_title(title, flow));
    add_subject(words, flow);
    reading_words(words, text_of(flow), style_body(&stage->kit), 0, stage->kit.theme->ink,
                  stage->kit.theme->gap);
    if (flow->answer != NULL) {
        add_outcome(words, stage, flow->answer);
    }
    reading_title(words, stage, string_get(stage->strings, STRING_PAYMENT_IF_LEAVING));
    reading_text(words, stage, NULL, string_get(stage->strings, payment_views[flow->view].leave));
}

/* --- How long the code holds --- */

static int64_t seconds_left(const struct payment_flow *flow)
{
    int64_t left_us = flow->code_until_us - flow->stage->now_us;
    return left_us > 0 ? (left_us + SECOND_US - 1) / SECOND_US : 0;
}

char *payment_text_left(char out[PAYMENT_LINE_SIZE], const struct payment_flow *flow)
{
    int64_t seconds = seconds_left(flow);
    out[0] = '\0';
    if (flow->view != PAYMENT_VIEW_WAITING) {
        return out;
    }
    return seconds > MINUTE_S
               ? string_format_numbers(out, PAYMENT_LINE_SIZE, flow->stage->strings,
                                       STRING_PAYMENT_MINUTES_LEFT, (seconds + MINUTE_S - 1) / MINUTE_S, 0)
               : string_format_numbers(out, PAYMENT_LINE_SIZE, flow->stage->strings,
                                       STRING_PAYMENT_SECONDS_LEFT, seconds, 0);
}

int64_t payment_text_left_deadline(const struct payment_flow *flow)
{
    int64_t seconds = seconds_left(flow);
    if (flow->view != PAYMENT_VIEW_WAITING || seconds == 0) {
        return INT64_MAX;
    }
    int64_t step = seconds > MINUTE_S ? MINUTE_S : 1;
    return flow->code_until_us - (seconds - 1) / step * step * SECOND_US;
}
