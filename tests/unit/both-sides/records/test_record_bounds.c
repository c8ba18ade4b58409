/* The bounds of every record of the contract, as its table says them: for each field a value below, at and
 * above what it may have, none, null and one of another type; what is taken comes back from the encoder. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/all_records.h"
#include "both-sides/records/record_json.h"

enum { ARENA_MAX = 64 * 1024 * 1024 };

enum variant { BELOW, LEAST, MOST, ABOVE, MISSING, NOTHING, OTHER_TYPE, VARIANT_COUNT };
static const char *const variant_names[VARIANT_COUNT] = {
    "below the least", "the least", "the most", "above the most", "missing", "null", "of another type"};

static int is_in_json(const struct record_field *field)
{
    return field->name_length > 0;
}

static int is_text(const struct record_field *field)
{
    return field->type == FIELD_TEXT || field->type == FIELD_CHARS;
}

/* --- Documents --- */

static void put_text(FILE *out, const struct record_field *field, int64_t length)
{
    int is_digits =
        field->form == FORM_AREA_CODE || field->form == FORM_DIGITS || field->form == FORM_ID_TAIL;
    fputc('"', out);
    for (int64_t i = 0; i < length; i++) {
        fputc(is_digits ? '1' : 'a', out);
    }
    fputc('"', out);
}

static int64_t least_length(const struct record_field *field)
{
    return field->form == FORM_AREA_CODE ? 6 : field->min;
}

static int64_t most_length(const struct record_field *field)
{
    if (field->form == FORM_AREA_CODE) {
        return 12;
    }
    return field->type == FIELD_CHARS_LIST ? (int64_t)field->size - 1 : field->max;
}

static void put_number(FILE *out, const struct record_field *field, enum variant variant)
{
    if (variant == BELOW) {
        fprintf(out, "%" PRId64, field->min - 1);
    } else if (variant == ABOVE) {
        fprintf(out, "%" PRId64, field->max + 1);
    } else {
        fprintf(out, "%" PRId64, variant == LEAST ? field->min : field->max);
    }
}

static void put_object(FILE *out, const struct record_table *table, const struct record_field *varied,
                       enum variant variant);

static void put_list(FILE *out, const struct record_field *field, enum variant variant)
{
    int64_t count = variant == LEAST ? 0 : variant == MOST ? field->max : field->max + 1;
    fputc('[', out);
    for (int64_t i = 0; i < count; i++) {
        fputs(i == 0 ? "" : ",", out);
        if (field->type == FIELD_CHARS_LIST) {
            put_text(out, field, least_length(field));
        } else {
            put_object(out, field->record, NULL, LEAST);
        }
    }
    fputc(']', out);
}

static void put_value(FILE *out, const struct record_field *field, enum variant variant)
{
    if (variant == NOTHING) {
        fputs("null", out);
    } else if (variant == OTHER_TYPE) {
        fputs(is_text(field) || field->type == FIELD_WORD ? "5" : "\"x\"", out);
    } else if (is_text(field)) {
        put_text(out, field,
                 variant == BELOW   ? least_length(field) - 1
                 : variant == LEAST ? least_length(field)
                 : variant == MOST  ? most_length(field)
                                    : most_length(field) + 1);
    } else if (field->type == FIELD_WORD) {
        const char *word = variant == BELOW   ? "none-of-these"
                           : variant == LEAST ? field->words->words[0]
                                              : field->words->words[field->words->count - 1];
        fprintf(out, "\"%s%s\"", word,
                variant == ABOVE ? "----------------------------------------------------------------" : "");
    } else if (field->type == FIELD_FLAG) {
        fputs(variant == LEAST ? "false" : "true", out);
    } else if (field->type == FIELD_INT || field->type == FIELD_INT64) {
        put_number(out, field, variant);
    } else if (field->type == FIELD_RECORD) {
        put_object(out, field->record, NULL, variant);
    } else {
        put_list(out, field, variant);
    }
}

/* An object that is good but for what is varied: with LEAST what is required and no more, else everything. */
static void put_object(FILE *out, const struct record_table *table, const struct record_field *varied,
                       enum variant variant)
{
    const char *between = "";
    fputc('{', out);
    for (size_t i = 0; i < table->field_count; i++) {
        const struct record_field *field = &table->fields[i];
        int is_varied = varied != NULL && field == varied;
        int wanted = is_varied ? variant != MISSING : field->required || (varied == NULL && variant == MOST);
        if (is_in_json(field) && wanted) {
            fprintf(out, "%s\"%s\":", between, field->name);
            put_value(out, field, is_varied ? variant : varied == NULL ? variant : LEAST);
            between = ",";
        }
    }
    fputc('}', out);
}

/* --- Verdicts --- */

static int exists(const struct record_field *field, enum variant variant)
{
    int is_list = field->type == FIELD_RECORDS || field->type == FIELD_RECORDS_INSIDE ||
                  field->type == FIELD_CHARS_LIST;
    if (variant == BELOW) {
        int is_number = field->type == FIELD_INT || field->type == FIELD_INT64;
        return (is_text(field) && least_length(field) > 0) || is_number || field->type == FIELD_WORD;
    }
    return variant != ABOVE || is_list || (field->type != FIELD_FLAG && field->type != FIELD_RECORD);
}

static int is_taken(const struct record_field *field, enum variant variant)
{
    switch (variant) {
    case BELOW:
        return field->type == FIELD_WORD && !field->closed;
    case LEAST:
    case MOST:
        return 1;
    case MISSING:
        return !field->required || field->unread;
    case NOTHING:
        return !field->required;
    case ABOVE:
    case OTHER_TYPE:
    case VARIANT_COUNT:
        break;
    }
    return 0;
}

static struct arena *read_record(const struct record_table *table, const char *text, size_t length, void *out,
                                 char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(4096, ARENA_MAX);
    assert_non_null(arena);
    if (record_decode(table, text, length, out, arena, error) != 0) {
        arena_free(arena);
        return NULL;
    }
    return arena;
}

/* What was read, written; read again and written, it is the same. */
static int comes_back(const struct record_table *table, const void *record, const char *needed)
{
    char error[JSON_ERROR_SIZE];
    size_t length = 0;
    size_t again_length = 0;
    void *copy = malloc(table->size);
    char *text = record_encode_text(table, record, &length);
    assert_non_null(copy);
    assert_non_null(text);
    struct arena *arena = read_record(table, text, length, copy, error);
    char *again = arena != NULL ? record_encode_text(table, copy, &again_length) : NULL;
    int good = again != NULL && length == again_length && memcmp(text, again, length) == 0 &&
               (needed == NULL || strstr(text, needed) != NULL);
    if (!good) {
        print_error("%s: %.300s\n  came back as %.300s\n", table->name, text, again != NULL ? again : error);
    }
    arena_free(arena);
    free(copy);
    free(text);
    free(again);
    return good;
}

static int try_document(const struct record_table *table, const struct record_field *field,
                        enum variant variant)
{
    char error[JSON_ERROR_SIZE];
    char needed[80];
    char *text = NULL;
    size_t length = 0;
    void *record = malloc(table->size);
    FILE *out = open_memstream(&text, &length);
    assert_non_null(record);
    assert_non_null(out);
    put_object(out, table, field, variant);
    assert_int_equal(fclose(out), 0);
    struct arena *arena = read_record(table, text, length, record, error);
    int expected = is_taken(field, variant);
    int failed = (arena != NULL) != expected;
    if (failed) {
        print_error("%s: %s: %s was to be %s: %.200s: %s\n", table->name, field->name, variant_names[variant],
                    expected ? "taken" : "refused", text, error);
    } else if (arena != NULL && variant != BELOW) { /* what a word from the future says is not kept */
        int shown = variant == MOST && !field->unread && field->form < FORM_WEB_ADDRESS;
        (void)snprintf(needed, sizeof needed, "\"%s\":", field->name);
        failed = !comes_back(table, record, shown ? needed : NULL);
    }
    arena_free(arena);
    free(record);
    free(text);
    return failed;
}

/* --- Every table --- */

enum { TABLES_MAX = 256 };
struct tables {
    const struct record_table *seen[TABLES_MAX];
    size_t count;
};

static void collect(struct tables *tables, const struct record_table *table)
{
    for (size_t i = 0; i < tables->count; i++) {
        if (tables->seen[i] == table) {
            return;
        }
    }
    assert_true(tables->count < TABLES_MAX);
    tables->seen[tables->count++] = table;
    for (size_t i = 0; i < table->field_count; i++) {
        if (is_in_json(&table->fields[i]) && table->fields[i].record != NULL) {
            collect(tables, table->fields[i].record);
        }
    }
}

static struct tables every_table(void)
{
    struct tables tables = {.count = 0};
    for (size_t i = 0; i < all_records_count; i++) {
        collect(&tables, all_records[i]);
    }
    return tables;
}

static void test_bounds(void **state)
{
    (void)state;
    struct tables tables = every_table();
    int failed = 0;
    for (size_t t = 0; t < tables.count; t++) {
        const struct record_table *table = tables.seen[t];
        for (size_t i = 0; i < table->field_count; i++) {
            for (int variant = 0; variant < VARIANT_COUNT; variant++) {
                if (is_in_json(&table->fields[i]) && exists(&table->fields[i], (enum variant)variant)) {
                    failed += try_document(table, &table->fields[i], (enum variant)variant);
                }
            }
        }
    }
    assert_int_equal(failed, 0);
}

/* The decoder has a bit for each field of a record, and finds names by their length. */
/* As of a question that asks for nothing. */
static void test_a_record_without_fields(void **state)
{
    static const struct record_table nothing = {.name = "nothing", .size = 1};
    char out[1];
    char error[JSON_ERROR_SIZE];
    (void)state;
    struct arena *arena = arena_new(0, 1000);
    assert_non_null(arena);
    assert_int_equal(record_decode(&nothing, "{}", 2, out, arena, error), 0);
    assert_int_equal(record_decode(&nothing, "{\"a\":[{}]}", 10, out, arena, error), 0);
    assert_int_equal(record_decode(&nothing, "[]", 2, out, arena, error), -1);
    arena_free(arena);
}

static void test_tables_are_sound(void **state)
{
    (void)state;
    struct tables tables = every_table();
    for (size_t t = 0; t < tables.count; t++) {
        const struct record_table *table = tables.seen[t];
        assert_true(table->field_count <= JSON_FIELDS_MAX);
        for (size_t i = 0; i < table->field_count; i++) {
            const struct record_field *field = &table->fields[i];
            if (!is_in_json(field)) {
                continue;
            }
            if (field->offset >= table->size || field->min > field->max ||
                strlen(field->name) != field->name_length) {
                fail_msg("%s: %s: a table line that cannot be", table->name, field->name);
            }
            for (size_t j = 0; j < i; j++) {
                if (is_in_json(&table->fields[j]) && strcmp(table->fields[j].name, field->name) == 0) {
                    fail_msg("%s: %s stands in the table twice", table->name, field->name);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_sound),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_a_record_without_fields),
    };
    return cmocka_run_group_tests_name("record bounds", tests, NULL, NULL);
}
