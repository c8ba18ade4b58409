/* The bodies of posts of households: what is read is of its form, and nothing else is. The first byte says
 * which record. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/records/household_records.h"
#include "headend/household/question.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static void must_be_digits(const char *text, size_t count)
{
    must(text[0] == '\0' || (strlen(text) == count && strspn(text, "0123456789") == count));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct record_table *const tables[] = {&device_authorization_question_table,
                                                        &token_question_table,
                                                        &alias_question_table,
                                                        &member_question_table,
                                                        &pin_change_table,
                                                        &consent_question_table};
    enum { TABLES = sizeof tables / sizeof tables[0], ALIAS = 2, TOKEN = 1, PIN = 4, CONSENT = 5 };
    union {
        struct device_authorization_question authorization;
        struct token_question token;
        struct member_question member;
        struct pin_question pin;
        struct consent_question consent;
    } question;
    char alias[ALIAS_SIZE] = "";
    unsigned scopes = 0;
    if (size == 0) {
        return 0;
    }
    size_t which = data[0] % TABLES;
    if (question_read((const char *)data + 1, size - 1, tables[which], &question,
                      which == ALIAS ? alias : NULL) != NULL) {
        return 0;
    }
    switch (which) {
    case 0:
        if (person_scopes_read(question.authorization.scope, &scopes) == 0) {
            must(scopes <= PERSON_SCOPE_ALL);
        }
        break;
    case TOKEN:
        must(strlen(question.token.device_code) == HOUSEHOLD_TOKEN_SIZE - 1);
        must_be_digits(question.token.room_number, ROOM_NUMBER_SIZE - 1);
        break;
    case ALIAS:
        must(alias_is_good(alias));
        break;
    case PIN:
        must_be_digits(question.pin.pin, HOUSEHOLD_PIN_SIZE - 1);
        must_be_digits(question.pin.old_pin, HOUSEHOLD_PIN_SIZE - 1);
        break;
    case CONSENT:
        must(question.consent.scope >= 0 && question.consent.scope < PERSON_SCOPE_COUNT);
        break;
    default:
        must(strlen(question.member.member) < sizeof question.member.member);
        break;
    }
    return 0;
}
