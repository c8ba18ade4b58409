#include "headend/cases/case_question.h"

#include <microhttpd.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "headend/http/refusal.h"

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};
static const struct refusal bad_number = {MHD_HTTP_BAD_REQUEST, "bad_case_number",
                                          "This is not the number of a case."};
static const struct refusal bad_tail = {MHD_HTTP_BAD_REQUEST, "bad_id_tail",
                                        "id_tail must be three digits and a digit or X."};
static const struct refusal bad_stars = {MHD_HTTP_BAD_REQUEST, "bad_stars", "stars must be 1 to 5."};

enum field { FIELD_OTHER = 0, FIELD_NUMBER = 1, FIELD_TAIL = 2, FIELD_STARS = 4 };

static enum field field_of(const char *name, int is_rating)
{
    if (strcmp(name, "case_number") == 0) {
        return FIELD_NUMBER;
    }
    if (strcmp(name, "id_tail") == 0) {
        return FIELD_TAIL;
    }
    return is_rating && strcmp(name, "stars") == 0 ? FIELD_STARS : FIELD_OTHER;
}

/* Texts that are too long, or have a NUL within, are kept as what they are not. */
static int take_text(char *out, size_t size, const struct json_value *value)
{
    if (value->kind == JSON_TEXT && value->count < size && strlen(value->text) == value->count) {
        memcpy(out, value->text, value->count + 1);
    }
    return value->kind == JSON_TEXT;
}

static int take_stars(int *stars, const struct json_value *value)
{
    int is_digit = value->kind == JSON_NUMBER && value->count == 1;
    *stars =
        is_digit && value->text[0] >= '1' && value->text[0] <= '0' + STARS_MAX ? value->text[0] - '0' : 0;
    return value->kind == JSON_NUMBER;
}

/* 0: it is of another type. */
static int take(struct case_post *question, enum field field, const struct json_value *value)
{
    switch (field) {
    case FIELD_NUMBER:
        return take_text(question->case_number, sizeof question->case_number, value);
    case FIELD_TAIL:
        return take_text(question->id_tail, sizeof question->id_tail, value);
    case FIELD_STARS:
        return take_stars(&question->stars, value);
    case FIELD_OTHER:
        break;
    }
    return 1;
}

/* By the tree and not by the record's table: the contract tells a number that is none from a body that is
 * none. */
static int read_fields(const struct json_value *body, int is_rating, struct case_post *question)
{
    const unsigned wanted = FIELD_NUMBER | FIELD_TAIL | (is_rating ? (unsigned)FIELD_STARS : 0);
    unsigned seen = 0;
    for (const struct json_value *value = body->first; value != NULL; value = value->next) {
        enum field field = field_of(value->name, is_rating);
        if ((seen & field) != 0 || !take(question, field, value)) {
            return -1;
        }
        seen |= field;
    }
    return seen == wanted ? 0 : -1;
}

static int read_body(const char *body, size_t length, int is_rating, struct case_post *question)
{
    struct json_tree *tree = length <= CASE_BODY_MAX ? json_tree_read(body, length) : NULL;
    int result = tree != NULL ? read_fields(json_tree_root(tree), is_rating, question) : -1;
    json_tree_wipe(tree);
    return result;
}

const struct refusal *case_question_read(const char *body, size_t length, int is_rating,
                                         struct case_post *question)
{
    memset(question, 0, sizeof *question);
    if (read_body(body, length, is_rating, question) != 0) {
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
