#include "screens/questions/question_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "screens/stage/places.h"

enum { NUMBER_SIZE = 40, DATE_WORDS_SIZE = 64, FEN = 100, GROUP = 3, COUNTY_DIGITS = 6 };

/* 2,500 */
static void grouped(char out[NUMBER_SIZE], int64_t number)
{
    char digits[NUMBER_SIZE];
    size_t written = 0;
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    for (int i = 0; i < length && written + 2 < NUMBER_SIZE; i++) {
        if (i > 0 && (length - i) % GROUP == 0) {
            out[written++] = ',';
        }
        out[written++] = digits[i];
    }
    out[written] = '\0';
}

static void date_words(char *out, size_t size, const struct strings *strings, int64_t date)
{
    char year[NUMBER_SIZE], month[NUMBER_SIZE], day[NUMBER_SIZE];
    const char *values[] = {year, month, day};
    (void)snprintf(year, sizeof year, "%" PRId64, date / 10000);
    (void)snprintf(month, sizeof month, "%" PRId64, date / 100 % 100);
    (void)snprintf(day, sizeof day, "%" PRId64, date % 100);
    string_format(out, size, strings, STRING_QUESTIONS_DATE, values, 3);
}

static void option_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                         const struct flow_node *node, unsigned chosen)
{
    size_t used = 0;
    (void)snprintf(out, QUESTION_WORDS_SIZE, "%s",
                   chosen == 0 ? string_get(strings, STRING_QUESTIONS_NONE_CHOSEN) : "");
    for (size_t i = 0; i < node->option_count && used < QUESTION_WORDS_SIZE; i++) {
        if ((chosen >> i & 1) != 0) {
            int length =
                snprintf(out + used, QUESTION_WORDS_SIZE - used, "%s%s",
                         used > 0 ? string_get(strings, STRING_QUESTIONS_AND) : "", node->options[i].text);
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

const char *question_unit(const struct strings *strings, const struct flow_node *node)
{
    if (node->unit != NULL && node->unit[0] != '\0') {
        return node->unit;
    }
    return node->kind == FLOW_MONEY ? string_get(strings, STRING_QUESTIONS_YUAN) : NULL;
}

static void quantity_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                           const struct flow_node *node, int64_t number)
{
    char digits[NUMBER_SIZE];
    const char *unit = question_unit(strings, node);
    grouped(digits, node->kind == FLOW_MONEY ? number / FEN : number);
    (void)snprintf(out, QUESTION_WORDS_SIZE, "%s%s%s", digits, unit != NULL ? " " : "",
                   unit != NULL ? unit : "");
}

/* The name of the place, behind that of its county; else the code. */
static void area_words(char out[QUESTION_WORDS_SIZE], const struct station_list *stations, const char *code)
{
    char county[COUNTY_DIGITS + 1] = "";
    struct places places;
    size_t used = 0;
    (void)snprintf(out, QUESTION_WORDS_SIZE, "%s", code);
    memcpy(county, code, strnlen(code, COUNTY_DIGITS));
    for (int level = STATION_COUNTY; level <= STATION_TOWNSHIP; level++) {
        const char *wanted = level == STATION_COUNTY ? county : code;
        places_read(&places, stations, (enum station_level)level, wanted);
        if (places.count > 0 && area_is_same(places.items[0].code, wanted)) {
            int length = snprintf(out + used, QUESTION_WORDS_SIZE - used, "%s", places.items[0].name);
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

void question_answer_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                           const struct flow_node *node, const struct flow_answer_value *answer,
                           const struct station_list *stations)
{
    switch (node->kind) {
    case FLOW_RADIO:
    case FLOW_CHECK:
        option_words(out, strings, node, answer->chosen);
        break;
    case FLOW_DATE:
        date_words(out, QUESTION_WORDS_SIZE, strings, answer->number);
        break;
    case FLOW_AREA:
        area_words(out, stations, answer->area_code);
        break;
    default:
        quantity_words(out, strings, node, answer->number);
        break;
    }
}

static void bound_words(char out[DATE_WORDS_SIZE], const struct strings *strings,
                        const struct question_number *number, int64_t bound)
{
    char digits[NUMBER_SIZE];
    if (number->kind == FLOW_DATE) {
        date_words(out, DATE_WORDS_SIZE, strings, bound);
        return;
    }
    grouped(digits, bound);
    (void)snprintf(out, DATE_WORDS_SIZE, "%s", digits);
}

static enum string_id how_to_type(const struct question_number *number)
{
    if (number->kind == FLOW_DATE) {
        return STRING_QUESTIONS_DATE_HOW;
    }
    if (number->kind == FLOW_AREA) {
        return STRING_QUESTIONS_CODE;
    }
    return number->max != 0   ? STRING_QUESTIONS_BETWEEN
           : number->min != 0 ? STRING_QUESTIONS_LEAST
                              : STRING_QUESTIONS_TYPE;
}

void question_number_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                           const struct question_number *number, enum question_number_state state)
{
    char min[DATE_WORDS_SIZE], max[DATE_WORDS_SIZE];
    const char *values[] = {min, max};
    enum string_id id = state == QUESTION_NUMBER_GOOD        ? STRING_QUESTIONS_GOOD
                        : state == QUESTION_NUMBER_TOO_SMALL ? STRING_QUESTIONS_TOO_SMALL
                        : state == QUESTION_NUMBER_TOO_LARGE ? STRING_QUESTIONS_TOO_LARGE
                        : state == QUESTION_NUMBER_NO_DATE   ? STRING_QUESTIONS_NO_DATE
                                                             : how_to_type(number);
    if (number->kind == FLOW_DATE && (id == STRING_QUESTIONS_TOO_SMALL || id == STRING_QUESTIONS_TOO_LARGE)) {
        id = STRING_QUESTIONS_DATE_BETWEEN;
    }
    bound_words(min, strings, number, number->min);
    bound_words(max, strings, number, number->max);
    string_format(out, QUESTION_WORDS_SIZE, strings, id, values, 2);
}
