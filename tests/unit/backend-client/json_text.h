#ifndef TESTS_UNIT_BACKEND_CLIENT_JSON_TEXT_H
#define TESTS_UNIT_BACKEND_CLIENT_JSON_TEXT_H

/* JSON that can be read in a test: ' stands for ". */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/records/record_json.h"

/* malloc'ed, of its own size, so that a read beyond it is seen; not ended by a NUL. */
static char *json_bytes(const char *text, size_t length)
{
    char *bytes = malloc(length + (length == 0));
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = text[i] == '\'' ? '"' : text[i];
    }
    return bytes;
}

struct json_case {
    const char *text;
    const char *error; /* how the message begins; "": good */
};

/* 1 if the bytes were a record. */
typedef int (*json_try)(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

static void check_json_cases(const struct json_case *cases, size_t count, json_try try)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        char error[JSON_ERROR_SIZE] = "unset";
        size_t length = strlen(cases[i].text);
        size_t expected = strlen(cases[i].error);
        char *bytes = json_bytes(cases[i].text, length);
        int good = try(bytes, length, error);
        free(bytes);
        if (good ? expected > 0 : expected == 0 || strncmp(error, cases[i].error, expected) != 0) {
            print_error("%s\n expected \"%s\", got \"%s\"\n", cases[i].text, cases[i].error,
                        good ? "good" : error);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* Cut off at every byte, an answer is an error and never a record. */
static void check_json_cuts(const char *text, json_try try)
{
    for (size_t cut = 0; cut < strlen(text); cut++) {
        char error[JSON_ERROR_SIZE] = "";
        char *bytes = json_bytes(text, cut);
        assert_int_equal(try(bytes, cut, error), 0);
        assert_true(error[0] != '\0');
        free(bytes);
    }
}

/* `text` with $ replaced by `count` times `piece`, and commas between where there are several. */
static char *json_repeated(const char *text, const char *piece, size_t count, const char *between)
{
    const char *at = strchr(text, '$');
    assert_non_null(at);
    size_t size = strlen(text) + (strlen(piece) + strlen(between)) * count + 1;
    char *whole = malloc(size);
    assert_non_null(whole);
    size_t length = (size_t)(at - text);
    memcpy(whole, text, length);
    for (size_t i = 0; i < count; i++) {
        length += (size_t)snprintf(whole + length, size - length, "%s%s", i == 0 ? "" : between, piece);
    }
    (void)snprintf(whole + length, size - length, "%s", at + 1);
    return whole;
}

struct json_bound {
    const char *text; /* with $ where the pieces go */
    const char *piece;
    size_t most;
    const char *between;
    const char *beyond; /* how the message begins when there is one more */
};

/* The last that fits and the first that does not. */
static void check_json_bounds(const struct json_bound *bounds, size_t count, json_try try)
{
    int failed = 0;
    for (size_t i = 0; i < 2 * count; i++) {
        const struct json_bound *bound = &bounds[i / 2];
        size_t more = i % 2;
        char error[JSON_ERROR_SIZE] = "unset";
        char *text = json_repeated(bound->text, bound->piece, bound->most + more, bound->between);
        char *bytes = json_bytes(text, strlen(text));
        int good = try(bytes, strlen(text), error);
        if (good == (int)more || (more && strncmp(error, bound->beyond, strlen(bound->beyond)) != 0)) {
            print_error("%zu times %s in %s: expected \"%s\", got \"%s\"\n", bound->most + more, bound->piece,
                        bound->text, more ? bound->beyond : "good", good ? "good" : error);
            failed++;
        }
        free(bytes);
        free(text);
    }
    assert_int_equal(failed, 0);
}

#endif
