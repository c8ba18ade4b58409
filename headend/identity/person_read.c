#include "headend/identity/person_read.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/id_number.h"
#include "both-sides/narrow.h"
#include "both-sides/printable.h"

enum { IDEOGRAPHIC_SPACE = 0x3000, BYTE_ORDER_MARK = 0xFEFF, NO_BREAK_SPACE = 0xA0 };

static int is_padding(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == IDEOGRAPHIC_SPACE ||
           c == BYTE_ORDER_MARK || c == NO_BREAK_SPACE;
}

/* Where it begins and ends without padding. -1: it is no UTF-8. */
static int trim(const char *text, size_t *begin, size_t *end)
{
    size_t length = strlen(text);
    uint32_t c = 0;
    *begin = length;
    *end = length;
    for (size_t at = 0, step = 0; at < length; at += step) {
        step = utf8_character(text + at, length - at, &c);
        if (step == 0) {
            return -1;
        }
        if (!is_padding(c)) {
            *begin = *begin == length ? at : *begin;
            *end = at + step;
        }
    }
    return 0;
}

/* Any letters, in planes beyond the first as well; within it no controls, and nothing that turns the text
 * around it. -1: it is none. */
static int read_name(const char *text, char out[IDENTITY_NAME_SIZE])
{
    size_t begin = 0, end = 0;
    uint32_t c = 0;
    out[0] = '\0';
    if (trim(text, &begin, &end) != 0 || begin == end || end - begin >= IDENTITY_NAME_SIZE) {
        return -1;
    }
    for (size_t at = begin; at < end;) {
        at += utf8_character(text + at, end - at, &c);
        if (is_control_character(c)) {
            return -1;
        }
    }
    memcpy(out, text + begin, end - begin);
    out[end - begin] = '\0';
    return 0;
}

enum identity_result person_read(const struct person_said *said, int today, struct identity_person *person)
{
    char number[NARROW_SIZE];
    _Static_assert((int)ID_NUMBER_SIZE == (int)PERSON_ID_NUMBER_SIZE, "a whole ID number");
    memset(person, 0, sizeof *person);
    int good = read_name(said->name, person->name) == 0 &&
               id_number_read(narrow(said->id_number, number), today, person->id_number) == 0 &&
               strlen(said->subject) < sizeof person->subject && strlen(said->issuer) < sizeof person->issuer;
    explicit_bzero(number, sizeof number);
    if (!good) {
        explicit_bzero(person, sizeof *person);
        return IDENTITY_INCOMPLETE;
    }
    (void)snprintf(person->subject, sizeof person->subject, "%s", said->subject);
    (void)snprintf(person->issuer, sizeof person->issuer, "%s", said->issuer);
    person->level = said->is_strong ? IDENTITY_LEVEL_STRONG : IDENTITY_LEVEL_PERSON;
    person->at = said->at;
    return IDENTITY_FOUND;
}
