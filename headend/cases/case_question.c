#include "headend/cases/case_question.h"

#include <errno.h>
#include <microhttpd.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/records/record_values.h"
#include "headend/http/refusal.h"

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};
static const struct refusal bad_number = {MHD_HTTP_BAD_REQUEST, "bad_case_number",
                                          "This is not the number of a case."};
static const struct refusal bad_tail = {MHD_HTTP_BAD_REQUEST, "bad_id_tail",
                                        "id_tail must be three digits and a digit or X."};
static const struct refusal bad_stars = {MHD_HTTP_BAD_REQUEST, "bad_stars", "stars must be 1 to 5."};

/* Texts that are too long, or have a NUL within, are kept as what they are not. */
static int take_text(char *out, size_t size, const struct json_value *value)
{
    if (value->kind == JSON_TEXT && value->count < size && strlen(value->text) == value->count) {
        memcpy(out, value->text, value->count + 1);
    }
    return value->kind == JSON_TEXT;
}

static int take_number(const struct record_field *field, const struct json_value *value,
                       struct case_post *question)
{
    int digit = value->kind == JSON_NUMBER && value->count == 1 ? value->text[0] - '0' : 0;
    record_set_number(field, digit >= field->min && digit <= field->max ? digit : 0, question);
    return value->kind == JSON_NUMBER;
}

/* 0: it is of another type. */
static int take(const struct record_field *field, const struct json_value *value, struct case_post *question)
{
    return field->type == FIELD_INT ? take_number(field, value, question)
                                    : take_text((char *)question + field->offset, field->size, value);
}

/* By the tree and not by record_decode: the contract tells a number that is none from a body that is none. */
static int read_fields(const struct json_value *body, const struct record_table *table,
                       struct case_post *question)
{
    size_t taken = 0;
    for (size_t i = 0; i < table->field_count; i++) {
        size_t given = 0;
        for (const struct json_value *value = body->first; value != NULL; value = value->next) {
            if (strcmp(value->name, table->fields[i].name) == 0) {
                given++;
                taken += (size_t)take(&table->fields[i], value, question);
            }
        }
        if (given != 1) {
            return -1;
        }
    }
    return taken == table->field_count ? 0 : -1;
}

static const struct refusal *read_body(const char *body, size_t length, const struct record_table *table,
                                       struct case_post *question)
{
    struct json_tree *tree = length <= CASE_BODY_MAX ? json_tree_read(body, length) : NULL;
    if (tree == NULL) {
        return length <= CASE_BODY_MAX && errno == ENOMEM ? &refusal_unavailable : &bad_body;
    }
    int result = read_fields(json_tree_root(tree), table, question);
    json_tree_wipe(tree);
    return result == 0 ? NULL : &bad_body;
}

const struct refusal *case_question_read(const char *body, size_t length, int is_rating,
                                         struct case_post *question)
{
    memset(question, 0, sizeof *question);
    const struct refusal *refusal =
        read_body(body, length, is_rating ? &case_rating_table : &case_question_table, question);
    if (refusal != NULL) {
        return refusal;
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

const struct refusal *own_case_question_read(const char *body, size_t length, struct case_post *question)
{
    memset(question, 0, sizeof *question);
    const struct refusal *refusal = read_body(body, length, &own_case_question_table, question);
    return refusal != NULL                                                 ? refusal
           : case_number_check(question->case_number, NULL) != NUMBER_GOOD ? &bad_number
                                                                           : NULL;
}

const struct refusal *own_case_rating_read(const char *body, size_t length, struct case_post *question)
{
    memset(question, 0, sizeof *question);
    const struct refusal *refusal = read_body(body, length, &own_case_rating_table, question);
    return refusal != NULL                                                 ? refusal
           : case_number_check(question->case_number, NULL) != NUMBER_GOOD ? &bad_number
           : question->stars == 0                                          ? &bad_stars
                                                                           : NULL;
}

const struct refusal *own_cases_question_read(const char *body, size_t length)
{
    static const struct record_table nothing = {.name = "nothing"};
    struct case_post unused;
    return read_body(body, length, &nothing, &unused);
}
