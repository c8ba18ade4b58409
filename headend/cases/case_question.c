#include "headend/cases/case_question.h"

#include <microhttpd.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "headend/http/refusal.h"

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};
static const struct refusal bad_number = {MHD_HTTP_BAD_REQUEST, "bad_case_number",
                                          "This is not the number of a case."};
static const struct refusal bad_tail = {MHD_HTTP_BAD_REQUEST, "bad_id_tail",
                                        "id_tail must be three digits and a digit or X."};
static const struct refusal bad_stars = {MHD_HTTP_BAD_REQUEST, "bad_stars", "stars must be 1 to 5."};

enum field { FIELD_NUMBER = 1, FIELD_TAIL = 2, FIELD_STARS = 4, FIELD_OTHER = 8 };

struct reading {
    struct case_question *question;
    int depth; /* of objects and lists */
    int is_rating;
    enum field field;
    unsigned seen;
};

/* Texts that are too long are kept as what they are not. */
static void take_text(char *out, size_t size, const unsigned char *text, size_t length)
{
    if (length < size && memchr(text, '\0', length) == NULL) {
        memcpy(out, text, length);
        out[length] = '\0';
    } else {
        out[0] = '\0';
    }
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    struct reading *reading = context;
    struct case_question *question = reading->question;
    if (reading->depth != 1 || reading->field == FIELD_OTHER) {
        return reading->depth > 0;
    }
    if (reading->field == FIELD_NUMBER) {
        take_text(question->case_number, sizeof question->case_number, text, length);
    } else if (reading->field == FIELD_TAIL) {
        take_text(question->id_tail, sizeof question->id_tail, text, length);
    }
    return reading->field != FIELD_STARS;
}

static int on_number(void *context, const char *text, size_t length)
{
    struct reading *reading = context;
    if (reading->depth == 1 && reading->field == FIELD_STARS) {
        reading->question->stars =
            length == 1 && text[0] >= '1' && text[0] <= '0' + STARS_MAX ? text[0] - '0' : 0;
        return 1;
    }
    return reading->depth > 1 || (reading->depth == 1 && reading->field == FIELD_OTHER);
}

/* Only what the contract does not know may be of these. */
static int on_other(void *context)
{
    struct reading *reading = context;
    return reading->depth > 1 || (reading->depth == 1 && reading->field == FIELD_OTHER);
}

static int on_flag(void *context, int yes)
{
    (void)yes;
    return on_other(context);
}

static int on_map(void *context)
{
    struct reading *reading = context;
    if (reading->depth > 0 && !on_other(context)) {
        return 0;
    }
    reading->depth++;
    return 1;
}

static int on_list(void *context)
{
    struct reading *reading = context;
    if (reading->depth == 0 || !on_other(context)) {
        return 0;
    }
    reading->depth++;
    return 1;
}

static int on_end(void *context)
{
    struct reading *reading = context;
    reading->depth--;
    return 1;
}

static int on_name(void *context, const unsigned char *name, size_t length)
{
    static const struct {
        const char *name;
        enum field field;
    } known[] = {{"case_number", FIELD_NUMBER}, {"id_tail", FIELD_TAIL}, {"stars", FIELD_STARS}};
    struct reading *reading = context;
    if (reading->depth != 1) {
        return 1;
    }
    reading->field = FIELD_OTHER;
    for (size_t i = 0; i < (reading->is_rating ? 3U : 2U); i++) {
        if (strlen(known[i].name) == length && memcmp(known[i].name, name, length) == 0) {
            reading->field = known[i].field;
        }
    }
    int again = reading->field != FIELD_OTHER && (reading->seen & reading->field) != 0;
    reading->seen |= reading->field;
    return !again;
}

static int read_json(const char *body, size_t length, struct reading *reading)
{
    static const yajl_callbacks callbacks = {.yajl_null = on_other,
                                             .yajl_boolean = on_flag,
                                             .yajl_number = on_number,
                                             .yajl_string = on_string,
                                             .yajl_start_map = on_map,
                                             .yajl_map_key = on_name,
                                             .yajl_end_map = on_end,
                                             .yajl_start_array = on_list,
                                             .yajl_end_array = on_end};
    yajl_handle reader = yajl_alloc(&callbacks, NULL, reading);
    int good = reader != NULL && yajl_parse(reader, (const unsigned char *)body, length) == yajl_status_ok &&
               yajl_complete_parse(reader) == yajl_status_ok;
    if (reader != NULL) {
        yajl_free(reader);
    }
    return good ? 0 : -1;
}

const struct refusal *case_question_read(const char *body, size_t length, int is_rating,
                                         struct case_question *question)
{
    struct reading reading = {.question = question, .is_rating = is_rating, .field = FIELD_OTHER};
    const unsigned wanted = FIELD_NUMBER | FIELD_TAIL | (is_rating ? (unsigned)FIELD_STARS : 0);
    memset(question, 0, sizeof *question);
    if (length > CASE_BODY_MAX || read_json(body, length, &reading) != 0 ||
        (reading.seen & wanted) != wanted) {
        return &bad_body;
    }
    if (case_number_check(question->case_number, NULL) != NUMBER_GOOD) {
        return &bad_number;
    }
    if (id_tail_check(question->id_tail) != NUMBER_GOOD || question->id_tail[ID_TAIL_LENGTH - 1] == 'x') {
        return &bad_tail;
    }
    if (is_rating && question->stars == 0) {
        return &bad_stars;
    }
    return NULL;
}
