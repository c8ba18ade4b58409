#include "screens/household/sign_in_flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SECOND_US = 1000000,
    INTERVAL_LEAST_S = 1,
    INTERVAL_MOST_S = 60,
    SLOWER_S = 5, /* RFC 8628, 3.5 */
    AFTER_FAILURE_MOST_US = 30 * 1000000,
    /* A television that was left on shows no code all night, and asks nothing. */
    WAITS_US = 10 * 60 * 1000000
};

static void change(struct sign_in_flow *flow, enum sign_in_state state, enum sign_in_trouble trouble)
{
    flow->state = state;
    flow->trouble = trouble;
    flow->changed(flow->context);
}

static void forget_codes(struct sign_in_flow *flow)
{
    device_authorization_free(flow->codes);
    token_answer_free(flow->granted);
    flow->codes = NULL;
    flow->granted = NULL;
    if (flow->address != NULL) {
        explicit_bzero(flow->address, strlen(flow->address));
        free(flow->address);
        flow->address = NULL;
    }
    explicit_bzero(flow->user_code, sizeof flow->user_code);
}

static void cancel(struct sign_in_flow *flow)
{
    hall_client_cancel(flow->stage->client, flow->request);
    flow->request = 0;
}

static void stop_by(struct sign_in_flow *flow, enum sign_in_trouble trouble)
{
    forget_codes(flow);
    change(flow, SIGN_IN_STOPPED, trouble);
}

static int64_t interval_us(int seconds)
{
    int bounded = seconds < INTERVAL_LEAST_S  ? INTERVAL_LEAST_S
                  : seconds > INTERVAL_MOST_S ? INTERVAL_MOST_S
                                              : seconds;
    return (int64_t)bounded * SECOND_US;
}

static enum sign_in_trouble trouble_of_failure(enum failure failure)
{
    switch (failure) {
    case FAILURE_UNREACHABLE:
    case FAILURE_TIMEOUT:
        return SIGN_IN_CUT_OFF;
    case FAILURE_CLOCK:
        return SIGN_IN_CLOCK;
    default: /* all other failures are the headend's */
        return SIGN_IN_FAULT;
    }
}

/* The contract's words for POST /v1/token. */
static enum sign_in_trouble trouble_of_word(const char *word)
{
    static const struct {
        const char *word;
        enum sign_in_trouble trouble;
    } words[] = {
        {"access_denied", SIGN_IN_DENIED},
        {"wrong_number", SIGN_IN_WRONG_NUMBER},
        {"second_phone", SIGN_IN_SECOND_PHONE},
        {"expired_token", SIGN_IN_EXPIRED},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word) == 0) {
            return words[i].trouble;
        }
    }
    return SIGN_IN_FAULT;
}

static enum sign_in_trouble trouble_of(const struct response *response)
{
    switch (response->person_refusal) {
    case PERSON_REFUSAL_BOX_UNKNOWN:
        return SIGN_IN_BOX_UNKNOWN;
    case PERSON_REFUSAL_TOO_MANY:
        return SIGN_IN_TOO_MANY;
    case PERSON_REFUSAL_UPSTREAM:
        return SIGN_IN_UPSTREAM;
    case PERSON_REFUSAL_OTHER:
        return trouble_of_word(response->refused_as);
    case PERSON_REFUSAL_NONE:
    case PERSON_REFUSAL_SESSION_ENDED:
    case PERSON_REFUSAL_NO_CONSENT:
    case PERSON_REFUSAL_TRANSPORT:
        break;
    }
    return trouble_of_failure(response->failure);
}

/* --- Codes --- */

static void show_codes(struct sign_in_flow *flow, const char *address, const char *user_code)
{
    char *copy = strdup(address);
    if (copy == NULL) {
        return; /* those from before still work for a while */
    }
    if (flow->address != NULL) {
        explicit_bzero(flow->address, strlen(flow->address));
        free(flow->address);
    }
    flow->address = copy;
    (void)snprintf(flow->user_code, sizeof flow->user_code, "%s", user_code);
}

static void on_codes(void *context, const struct response *response, struct device_authorization *codes)
{
    struct sign_in_flow *flow = context;
    flow->request = 0;
    if (codes == NULL) {
        flow->retry_at = response->retry_at;
        stop_by(flow, trouble_of(response));
        return;
    }
    forget_codes(flow);
    flow->codes = codes;
    flow->is_cut_off = 0;
    flow->interval_us = interval_us(codes->interval);
    flow->poll_at_us = flow->stage->now_us + flow->interval_us;
    show_codes(flow, codes->verification_uri_complete, codes->user_code);
    change(flow, SIGN_IN_WAITING, SIGN_IN_NO_TROUBLE);
}

void sign_in_flow_begin(struct sign_in_flow *flow)
{
    struct device_authorization_question question;
    cancel(flow);
    forget_codes(flow);
    person_scopes_write(flow->scope & PERSON_SCOPE_ALL, question.scope);
    flow->tries_left = 0;
    flow->retry_at = 0;
    flow->is_cut_off = 0;
    flow->begun_us = flow->stage->now_us;
    change(flow, SIGN_IN_STARTING, SIGN_IN_NO_TROUBLE);
    request_id request = hall_client_ask_authorization_with(
        flow->stage->client, &device_authorization_question_table, &question, on_codes, flow);
    if (flow->state == SIGN_IN_STARTING) {
        flow->request = request;
    }
}

/* --- How it stands --- */

static void poll_again(struct sign_in_flow *flow)
{
    flow->poll_at_us = flow->stage->now_us + flow->interval_us;
}

/* Codes that ran out before anybody scanned are replaced without a word. */
static int rotates(const struct sign_in_flow *flow, enum sign_in_trouble trouble)
{
    return trouble == SIGN_IN_EXPIRED && flow->state == SIGN_IN_WAITING;
}

static void on_refused(struct sign_in_flow *flow, const struct response *response)
{
    enum sign_in_trouble trouble = trouble_of(response);
    flow->retry_at = response->retry_at;
    if (strcmp(response->refused_as, "slow_down") == 0) {
        flow->interval_us += (int64_t)SLOWER_S * SECOND_US;
        poll_again(flow);
        return;
    }
    if (trouble == SIGN_IN_CUT_OFF || trouble == SIGN_IN_FAULT || trouble == SIGN_IN_UPSTREAM) {
        /* It is asked again, ever less often; what stands there still holds. */
        int64_t later = flow->interval_us * 2;
        flow->interval_us = later < AFTER_FAILURE_MOST_US ? later : AFTER_FAILURE_MOST_US;
        poll_again(flow);
        flow->is_cut_off = 1;
        change(flow, flow->state == SIGN_IN_CHECKING ? SIGN_IN_NUMBER : flow->state, SIGN_IN_NO_TROUBLE);
        return;
    }
    if (rotates(flow, trouble)) {
        sign_in_flow_begin(flow);
    } else {
        stop_by(flow, trouble);
    }
}

static enum sign_in_state state_of(enum binding_state state)
{
    switch (state) {
    case BINDING_SCANNED:
        return SIGN_IN_SCANNED;
    case BINDING_APPROVED:
        return SIGN_IN_NUMBER;
    case BINDING_GRANTED:
        return SIGN_IN_GRANTED;
    case BINDING_WAITING:
    case BINDING_STATE_COUNT:
        break;
    }
    return SIGN_IN_WAITING;
}

static int is_whole(const struct token_answer *answer)
{
    return answer->has_session && strlen(answer->session_token) == CREDENTIAL_SIZE - 1;
}

static void on_token(void *context, const struct response *response, struct token_answer *answer)
{
    struct sign_in_flow *flow = context;
    flow->request = 0;
    if (answer == NULL) {
        on_refused(flow, response);
        return;
    }
    enum sign_in_state state = state_of((enum binding_state)answer->state);
    enum sign_in_state before = flow->state;
    int was_cut_off = flow->is_cut_off;
    int rotated = 0;
    flow->is_cut_off = 0;
    flow->interval_us = interval_us(answer->interval > 0 ? answer->interval : flow->codes->interval);
    flow->tries_left = answer->tries_left;
    poll_again(flow);
    if (state == SIGN_IN_GRANTED && is_whole(answer)) {
        flow->granted = answer;
        change(flow, SIGN_IN_GRANTED, SIGN_IN_NO_TROUBLE);
        return;
    }
    if (answer->user_code[0] != '\0' && answer->verification_uri_complete[0] != '\0' &&
        strcmp(answer->user_code, flow->user_code) != 0) {
        show_codes(flow, answer->verification_uri_complete, answer->user_code);
        rotated = 1;
    }
    token_answer_free(answer);
    if (state == SIGN_IN_GRANTED) {
        stop_by(flow, SIGN_IN_FAULT);
    } else if (state != before || rotated || was_cut_off) {
        change(flow, state, SIGN_IN_NO_TROUBLE);
    }
}

static void poll_with(struct sign_in_flow *flow, const char *digits)
{
    struct token_question question = {.room_number = ""};
    memcpy(question.device_code, flow->codes->device_code, sizeof question.device_code);
    (void)snprintf(question.room_number, sizeof question.room_number, "%s", digits);
    cancel(flow);
    flow->poll_at_us = INT64_MAX;
    request_id request =
        hall_client_ask_token_with(flow->stage->client, &token_question_table, &question, on_token, flow);
    explicit_bzero(&question, sizeof question);
    if (flow->poll_at_us == INT64_MAX && flow->state != SIGN_IN_STOPPED) {
        flow->request = request;
    }
}

void sign_in_flow_number(struct sign_in_flow *flow, const char *digits)
{
    if (flow->codes != NULL) {
        change(flow, SIGN_IN_CHECKING, SIGN_IN_NO_TROUBLE);
        poll_with(flow, digits);
    }
}

/* --- Its life --- */

void sign_in_flow_start(struct sign_in_flow *flow, const struct stage *stage, unsigned scope,
                        void (*changed)(void *context), void *context)
{
    *flow = (struct sign_in_flow){
        .stage = stage, .scope = scope, .changed = changed, .context = context, .poll_at_us = INT64_MAX};
}

static int asks(const struct sign_in_flow *flow)
{
    return flow->codes != NULL && flow->request == 0 && flow->state != SIGN_IN_GRANTED &&
           flow->state != SIGN_IN_STOPPED;
}

void sign_in_flow_resume(struct sign_in_flow *flow)
{
    if (flow->state == SIGN_IN_STARTING && flow->request == 0) {
        sign_in_flow_begin(flow);
    } else if (asks(flow)) {
        flow->poll_at_us = flow->stage->now_us;
    }
}

void sign_in_flow_pause(struct sign_in_flow *flow)
{
    if (flow->state == SIGN_IN_CHECKING) {
        change(flow, SIGN_IN_NUMBER, SIGN_IN_NO_TROUBLE);
    }
    cancel(flow);
}

void sign_in_flow_update(struct sign_in_flow *flow)
{
    int64_t now_us = flow->stage->now_us;
    if (!asks(flow) || now_us < flow->poll_at_us) {
        return;
    }
    int64_t last_us = flow->stage->touched_us > flow->begun_us ? flow->stage->touched_us : flow->begun_us;
    if (flow->state == SIGN_IN_WAITING && now_us - last_us >= WAITS_US) {
        stop_by(flow, SIGN_IN_EXPIRED);
    } else {
        poll_with(flow, "");
    }
}

int64_t sign_in_flow_deadline(const struct sign_in_flow *flow)
{
    return asks(flow) ? flow->poll_at_us : INT64_MAX;
}

void sign_in_flow_stop(struct sign_in_flow *flow)
{
    cancel(flow);
    forget_codes(flow);
}
