#include "screens/household/sign_in_words.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *icon;
    enum string_id says, what_to_do;
} states[] =
    {
        [SIGN_IN_STARTING] = {NULL, STRING_SIGN_IN_STARTING, STRING_SIGN_IN_STARTING_DO},
        [SIGN_IN_WAITING] = {NULL, STRING_SIGN_IN_SCAN, STRING_SIGN_IN_WAITING},
        [SIGN_IN_SCANNED] = {"link-qr", STRING_SIGN_IN_SCANNED, STRING_SIGN_IN_SCANNED_DO},
        [SIGN_IN_NUMBER] = {NULL, STRING_SIGN_IN_NUMBER, STRING_SIGN_IN_NUMBER_WHY},
        [SIGN_IN_CHECKING] = {NULL, STRING_SIGN_IN_CHECKING, STRING_SIGN_IN_STARTING_DO},
        [SIGN_IN_GRANTED] = {"ok", STRING_SIGN_IN_WELCOME, STRING_SIGN_IN_WELCOME_DO},
},
  troubles[SIGN_IN_TROUBLE_COUNT] = {
      [SIGN_IN_NO_TROUBLE] = {NULL, STRING_SIGN_IN_FAULT, STRING_SIGN_IN_AGAIN_DO},
      [SIGN_IN_DENIED] = {"urgent", STRING_SIGN_IN_DENIED, STRING_SIGN_IN_DENIED_DO},
      [SIGN_IN_WRONG_NUMBER] = {"urgent", STRING_SIGN_IN_WRONG_NUMBER, STRING_SIGN_IN_AGAIN_DO},
      [SIGN_IN_SECOND_PHONE] = {"urgent", STRING_SIGN_IN_SECOND_PHONE, STRING_SIGN_IN_SECOND_PHONE_DO},
      [SIGN_IN_EXPIRED] = {"urgent", STRING_SIGN_IN_EXPIRED, STRING_SIGN_IN_AGAIN_DO},
      [SIGN_IN_TOO_MANY] = {"urgent", STRING_SIGN_IN_TOO_MANY, STRING_SIGN_IN_TOO_MANY_DO},
      [SIGN_IN_UPSTREAM] = {"offline", STRING_SIGN_IN_UPSTREAM, STRING_MESSAGE_FAULT_DO},
      [SIGN_IN_BOX_UNKNOWN] = {"urgent", STRING_SIGN_IN_BOX_UNKNOWN, STRING_SIGN_IN_BOX_UNKNOWN_DO},
      [SIGN_IN_CUT_OFF] = {"offline", STRING_MESSAGE_UNREACHABLE, STRING_MESSAGE_UNREACHABLE_DO},
      [SIGN_IN_CLOCK] = {"offline", STRING_MESSAGE_CLOCK, STRING_MESSAGE_CLOCK_DO},
      [SIGN_IN_FAULT] = {"offline", STRING_MESSAGE_FAULT, STRING_MESSAGE_FAULT_DO},
};

const char *sign_in_name(const struct household_session *session)
{
    return session->alias != NULL && session->alias[0] != '\0' ? session->alias
           : session->name != NULL                             ? session->name
                                                               : "";
}

enum string_id sign_in_trouble_says(enum sign_in_trouble trouble)
{
    return troubles[trouble].says;
}

static void number_words(const struct sign_in_flow *flow, struct sign_in_words *words)
{
    if (flow->is_cut_off) {
        (void)snprintf(words->what_to_do, sizeof words->what_to_do, "%s",
                       string_get(flow->stage->strings, STRING_SIGN_IN_NOT_SENT));
    } else if (flow->tries_left == 1) {
        (void)snprintf(words->what_to_do, sizeof words->what_to_do, "%s",
                       string_get(flow->stage->strings, STRING_SIGN_IN_LAST_TRY));
    }
}

static void welcome_words(const struct sign_in_flow *flow, struct sign_in_words *words)
{
    const char *values[] = {sign_in_name(&flow->granted->session)};
    (void)string_format(words->says, sizeof words->says, flow->stage->strings, STRING_SIGN_IN_WELCOME, values,
                        1);
    if (flow->granted->is_new) {
        (void)snprintf(words->what_to_do, sizeof words->what_to_do, "%s",
                       string_get(flow->stage->strings, STRING_SIGN_IN_WELCOME_NEW));
    }
}

void sign_in_words(const struct sign_in_flow *flow, struct sign_in_words *words)
{
    const struct strings *strings = flow->stage->strings;
    int is_stopped = flow->state == SIGN_IN_STOPPED;
    words->icon = is_stopped ? troubles[flow->trouble].icon : states[flow->state].icon;
    enum string_id says = is_stopped ? troubles[flow->trouble].says : states[flow->state].says;
    enum string_id what_to_do =
        is_stopped ? troubles[flow->trouble].what_to_do : states[flow->state].what_to_do;
    (void)snprintf(words->says, sizeof words->says, "%s", string_get(strings, says));
    (void)snprintf(words->what_to_do, sizeof words->what_to_do, "%s", string_get(strings, what_to_do));
    if (flow->state == SIGN_IN_NUMBER) {
        number_words(flow, words);
    } else if (flow->state == SIGN_IN_GRANTED) {
        welcome_words(flow, words);
    } else if (flow->state == SIGN_IN_WAITING && flow->is_cut_off) {
        (void)snprintf(words->what_to_do, sizeof words->what_to_do, "%s",
                       string_get(strings, STRING_SIGN_IN_NOT_HEARD));
    }
}

char *sign_in_scopes(char out[SIGN_IN_WORDS_SIZE], const struct strings *strings, unsigned scope)
{
    static const enum string_id names[PERSON_SCOPE_COUNT] = {
        [PERSON_SCOPE_SOCIAL_SECURITY] = STRING_SCOPE_SOCIAL_SECURITY,
        [PERSON_SCOPE_HOUSING_FUND] = STRING_SCOPE_HOUSING_FUND,
        [PERSON_SCOPE_CASES] = STRING_SCOPE_CASES,
    };
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < PERSON_SCOPE_COUNT; i++) {
        if ((scope & PERSON_SCOPE_BIT(i)) != 0) {
            int written = snprintf(out + used, SIGN_IN_WORDS_SIZE - used, "%s%s",
                                   used > 0 ? string_get(strings, STRING_SCOPE_BETWEEN) : "",
                                   string_get(strings, names[i]));
            used += written > 0 && (size_t)written < SIGN_IN_WORDS_SIZE - used ? (size_t)written : 0;
        }
    }
    return out;
}
