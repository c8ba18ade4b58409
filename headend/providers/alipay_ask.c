#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/crypto/rsa_signature.h"
#include "headend/providers/alipay_private.h"
#include "headend/providers/provider_value.h"
#include "headend/upstream/form_body.h"

/* Signed questions to the gateway and verified answers (RSA2). */

enum { FORM_SIZE = 16 * 1024, NAME_SIZE = 96, OK = 200, CODE_SIZE = 17 };

static int by_name(const void *one, const void *other)
{
    return strcmp(((const struct form_field *)one)->name, ((const struct form_field *)other)->name);
}

char *alipay_signed_text(const struct form *form, int leaves_out, size_t *length)
{
    struct form sorted = *form;
    char *text = NULL;
    FILE *stream = open_memstream(&text, length);
    const char *between = "";
    if (stream == NULL) {
        return NULL;
    }
    qsort(sorted.fields, sorted.count, sizeof sorted.fields[0], by_name);
    for (size_t i = 0; i < sorted.count; i++) {
        const struct form_field *field = &sorted.fields[i];
        int is_left_out =
            leaves_out && (strcmp(field->name, "sign") == 0 || strcmp(field->name, "sign_type") == 0);
        if (field->value[0] != '\0' && !is_left_out) {
            (void)fprintf(stream, "%s%s=%s", between, field->name, field->value);
            between = "&";
        }
    }
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static int write_question(const struct alipay *alipay, const char *method, const char *content, char *body)
{
    char moment[PROVIDER_MOMENT_SIZE], signature[RSA_SIGNATURE_SIZE];
    struct form_body form;
    size_t length = 0;
    provider_moment_write(wall_ms(), ' ', moment);
    const struct form fields = {.fields = {{"app_id", alipay->config->app},
                                           {"method", method},
                                           {"format", "JSON"},
                                           {"charset", "utf-8"},
                                           {"sign_type", "RSA2"},
                                           {"timestamp", moment},
                                           {"version", "1.0"},
                                           {"notify_url", alipay->notify_url},
                                           {"biz_content", content}},
                                .count = 9};
    char *text = alipay_signed_text(&fields, 0, &length);
    int result = text != NULL ? rsa_sign(alipay->app_key, text, length, signature) : -1;
    free(text);
    form_body_begin(&form, body, FORM_SIZE);
    for (size_t i = 0; i < fields.count; i++) {
        /* The charset stands in the address: it says how to read the rest. */
        if (strcmp(fields.fields[i].name, "charset") != 0) {
            form_body_add(&form, fields.fields[i].name, fields.fields[i].value);
        }
    }
    form_body_add(&form, "sign", signature);
    return result == 0 && !form.too_long ? 0 : -1;
}

/* Behind a value that begins at `at`. */
static const char *skip_value(const char *at, const char *end)
{
    size_t depth = 0;
    int in_text = 0;
    for (; at < end; at++) {
        if (in_text) {
            if (*at == '\\') {
                at++; /* and what is escaped */
            } else {
                in_text = *at != '"';
            }
        } else if (*at == '"') {
            in_text = 1;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']' || *at == ',') {
            if (depth == 0) {
                return at;
            }
            depth -= *at != ',';
        }
    }
    return end;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at) != NULL && *at != '\0') {
        at++;
    }
    return at;
}

const char *alipay_raw_part(const char *json, size_t length, const char *name, size_t *part_length)
{
    const char *end = json + length;
    const char *at = skip_blanks(json, end);
    size_t width = strlen(name);
    while (at < end && (*at == '{' || *at == ',')) {
        const char *begin = skip_blanks(at + 1, end);
        const char *colon =
            begin < end && *begin == '"' ? memchr(begin + 1, '"', (size_t)(end - begin - 1)) : NULL;
        int is_it =
            colon != NULL && (size_t)(colon - begin - 1) == width && memcmp(begin + 1, name, width) == 0;
        colon = colon != NULL ? skip_blanks(colon + 1, end) : NULL;
        if (colon == NULL || colon >= end || *colon != ':') {
            return NULL;
        }
        const char *value = skip_blanks(colon + 1, end);
        at = skip_value(value, end);
        if (is_it) {
            const char *last = at;
            while (last > value && strchr(" \t\r\n", last[-1]) != NULL) {
                last--;
            }
            *part_length = (size_t)(last - value);
            return value;
        }
    }
    return NULL;
}

/* The verified part of the answer. NULL: read, `answer` is to be wiped. */
static const char *verify(const struct alipay *alipay, const char *method,
                          const struct upstream_response *response, struct alipay_answer *answer)
{
    char name[NAME_SIZE];
    size_t length = 0;
    int wrong = 0;
    (void)snprintf(name, sizeof name, "%s_response", method);
    for (char *at = name; *at != '\0'; at++) {
        *at = *at == '.' ? '_' : *at;
    }
    struct json_tree *whole = json_tree_read(response->body, response->length);
    const struct json_value *root = json_tree_root(whole);
    const char *part = whole != NULL && provider_is_distinct(root)
                           ? alipay_raw_part(response->body, response->length, name, &length)
                           : NULL;
    const char *signature = json_value_text(root, "sign", &wrong);
    const char *problem = part == NULL                                                  ? "not as agreed"
                          : wrong || signature[0] == '\0'                               ? "not signed"
                          : !rsa_is_signed(alipay->alipay_key, part, length, signature) ? "not verified"
                                                                                        : NULL;
    json_tree_wipe(whole);
    if (problem == NULL) {
        answer->tree = json_tree_read(part, length);
        answer->root = json_tree_root(answer->tree);
        problem = answer->tree == NULL ? "not as agreed" : NULL;
    }
    return problem;
}

static enum provider_outcome outcome_of(const char *code, const char *sub_code)
{
    if (strcmp(code, "10000") == 0) {
        return PROVIDER_DONE;
    }
    if (strcmp(code, "40005") == 0 || strcmp(sub_code, "isv.app-call-limited") == 0 ||
        strcmp(sub_code, "ACQ.SELLER_BALANCE_NOT_ENOUGH") == 0) {
        return PROVIDER_LATER;
    }
    /* What may have been done all the same. */
    if (code[0] != '4' || strcmp(sub_code, "ACQ.SYSTEM_ERROR") == 0 || strncmp(sub_code, "aop.", 4) == 0) {
        return PROVIDER_UNKNOWN;
    }
    return PROVIDER_REFUSED;
}

static enum provider_outcome judge(const struct alipay_answer *answer, struct provider_word *word)
{
    char code[CODE_SIZE], sub_code[PROVIDER_WORD_SIZE] = "";
    int wrong = 0;
    provider_text(answer->root, "code", code, sizeof code, &wrong);
    if (json_value_part(answer->root, "sub_code") != NULL) {
        provider_text(answer->root, "sub_code", sub_code, sizeof sub_code, &wrong);
    }
    if (wrong) {
        return provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    enum provider_outcome outcome = outcome_of(code, sub_code);
    return provider_say(outcome, outcome == PROVIDER_DONE ? "" : sub_code[0] != '\0' ? sub_code : code, word);
}

static enum provider_outcome exchange_form(struct alipay *alipay, const char *method, const char *body,
                                           int timeout_ms, struct alipay_answer *answer,
                                           struct provider_word *word)
{
    static const char *const headers[] = {"Content-Type: application/x-www-form-urlencoded;charset=utf-8",
                                          NULL};
    struct exchange_answer got;
    const struct upstream_request request = {
        .path = "/gateway.do?charset=utf-8", .headers = headers, .body = body, .length = strlen(body)};
    enum exchange_result sent = exchange_ask(alipay->exchange, &request, timeout_ms, &got);
    if (sent != EXCHANGE_ANSWERED) {
        return sent == EXCHANGE_CAPPED ? provider_say(PROVIDER_LATER, "too many calls", word)
                                       : provider_say(PROVIDER_UNKNOWN, "no answer", word);
    }
    const char *problem =
        got.response.status == OK ? verify(alipay, method, &got.response, answer) : "no answer";
    exchange_end(alipay->exchange, &got);
    enum provider_outcome outcome =
        problem != NULL ? provider_say(PROVIDER_UNKNOWN, problem, word) : judge(answer, word);
    if (outcome != PROVIDER_DONE) {
        json_tree_wipe(answer->tree);
        answer->tree = NULL;
    }
    return outcome;
}

enum provider_outcome alipay_ask(struct alipay *alipay, const char *method, struct json_writer *content,
                                 int timeout_ms, struct alipay_answer *answer, struct provider_word *word)
{
    size_t length = 0;
    *answer = (struct alipay_answer){.tree = NULL};
    json_close_map(content);
    char *text = json_take(content, &length);
    char *body = malloc(FORM_SIZE);
    enum provider_outcome outcome = provider_say(PROVIDER_LATER, "out of memory", word);
    if (text != NULL && body != NULL && write_question(alipay, method, text, body) == 0) {
        outcome = exchange_form(alipay, method, body, timeout_ms, answer, word);
    }
    free(text);
    free(body);
    return outcome;
}
