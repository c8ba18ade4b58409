/* components/schemas of docs/openapi.yaml, from the tables of records. `make schemas` writes them there. */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/records/all_records.h"

enum { SCHEMAS_MAX = 256, STEP = 2 };

/* Forms that records share, and what is no record. */
static const char shared[] =
    "    AreaCode: {type: string, pattern: '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'}\n"
    "    NoticeId: {type: string, pattern: '^[a-zA-Z0-9_-]{1,40}$'}\n"
    "    ContentId: {type: string, pattern: '^[a-z0-9-]{1,40}$'}\n"
    "    Rev: {type: integer, format: int64, minimum: 0, maximum: 9007199254740991}\n"
    "    Moment: {type: integer, format: int64, minimum: 0, maximum: 253402300799999, description: 'ms "
    "since 1970 UTC, to the end of the year 9999'}\n"
    "    Initials:\n"
    "      type: string\n"
    "      pattern: '^([a-z0-9 ]|\\[[a-z]{2,3}\\])*$'\n"
    "      maxLength: 400\n"
    "      description: >\n"
    "        For the search by digits: of each character of a Chinese title the first letter of its pinyin, "
    "of "
    "other letters and digits\n"
    "        themselves; [cz] where a character is read in several ways; a space where punctuation parts the "
    "title. A box without it finds a title by\n"
    "        its Latin letters and digits only.\n"
    "    OpeningHours:\n"
    "      type: string\n"
    "      maxLength: 120\n"
    "      pattern: '^([1-7]+:[0-9]{4}-[0-9]{4}(,[0-9]{4}-[0-9]{4})*)(;[1-7]+:[0-9]{4}-[0-9]{4}"
    "(,[0-9]{4}-[0-9]{4})*)*$'\n"
    "    TooMany:\n"
    "      allOf:\n"
    "        - {$ref: '#/components/schemas/Error'}\n"
    "        - type: object\n"
    "          required: [limit, retry_at]\n"
    "          properties:\n"
    "            error: {type: string, enum: [too_many]}\n";

static void indent(int depth)
{
    printf("%*s", depth, "");
}

/* A text of YAML in single quotes. */
static void print_quoted(const char *text)
{
    putchar('\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            putchar('\'');
        }
        putchar(*text);
    }
    putchar('\'');
}

static void print_about(const char *about)
{
    if (about != NULL) {
        printf(", description: ");
        print_quoted(about);
    }
}

static void print_reference(const char *schema, const char *more, const char *about)
{
    if (about == NULL && more[0] == '\0') {
        printf("{$ref: '#/components/schemas/%s'}", schema);
        return;
    }
    printf("{allOf: [{$ref: '#/components/schemas/%s'}]%s", schema, more);
    print_about(about);
    putchar('}');
}

static void print_pattern(const struct record_field *field, const char *characters, const char *about)
{
    printf("{type: string, pattern: '^%s{%" PRId64, characters, field->min);
    if (field->max != field->min) {
        printf(",%" PRId64, field->max);
    }
    printf("}$'");
    print_about(about);
    putchar('}');
}

static void print_plain_text(const struct record_field *field, const char *about)
{
    printf("{type: string");
    if (field->min > 0) {
        printf(", minLength: %" PRId64, field->min);
    }
    printf(", maxLength: %" PRId64 ", pattern: '^[^\\u0000]*$'", field->max);
    print_about(about);
    putchar('}');
}

static void print_initials(const struct record_field *field, const char *about)
{
    char more[40] = "";
    if (field->max != 400) {
        (void)snprintf(more, sizeof more, ", maxLength: %" PRId64, field->max);
    }
    print_reference("Initials", more, about);
}

static void print_text(const struct record_field *field, const char *about)
{
    switch (field->form) {
    case FORM_NOTICE_ID:
        print_reference("NoticeId", "", about);
        break;
    case FORM_NAME:
        if (field->max == 40 || field->type == FIELD_CHARS_LIST) {
            print_reference("ContentId", "", about);
        } else {
            print_pattern(field, "[a-z0-9-]", about);
        }
        break;
    case FORM_AREA_CODE:
        print_reference("AreaCode", "", about);
        break;
    case FORM_DIGITS:
        print_pattern(field, "[0-9]", about);
        break;
    case FORM_ID_TAIL:
        printf("{type: string, pattern: '^[0-9]{3}[0-9X]$'}");
        break;
    case FORM_TOKEN:
        print_pattern(field, "[a-zA-Z0-9_-]", about);
        break;
    case FORM_ERROR:
        print_pattern(field, "[a-z_]", about);
        break;
    case FORM_INITIALS:
        print_initials(field, about);
        break;
    case FORM_OPENING_HOURS:
        print_reference("OpeningHours", "", about);
        break;
    case FORM_ANY:
    case FORM_DATE:
    case FORM_WEB_ADDRESS:
    case FORM_HTTPS_ADDRESS:
    case FORM_PAGE:
    case FORM_PATH:
    case FORM_IP_ADDRESS:
    case FORM_DEVICE_PATTERN:
    case FORM_KEY_CODE:
    case FORM_SCANCODE:
    case FORM_COUNT:
        print_plain_text(field, about);
        break;
    }
}

static void print_number(const struct record_field *field)
{
    const char *shared_form = strcmp(field->name, "rev") == 0 ? "Rev"
                              : field->max == MOMENT_MAX      ? "Moment"
                                                              : NULL;
    if (shared_form != NULL) {
        print_reference(shared_form, "", field->about);
        return;
    }
    printf("{type: integer");
    if (field->type == FIELD_INT64) {
        printf(", format: int64");
    }
    if (field->numbers != NULL) {
        for (size_t i = 0; i < field->numbers->count; i++) {
            printf("%s%d", i == 0 ? ", enum: [" : ", ", field->numbers->numbers[i]);
        }
        putchar(']');
    } else {
        printf(", minimum: %" PRId64 ", maximum: %" PRId64, field->min, field->max);
    }
    print_about(field->about);
    putchar('}');
}

static void print_word(const struct record_field *field)
{
    for (size_t i = 0; i < field->words->count; i++) {
        printf("%s%s", i == 0 ? "{type: string, enum: [" : ", ", field->words->words[i]);
    }
    putchar(']');
    print_about(field->about);
    putchar('}');
}

static void print_object(const struct record_table *table, size_t first, int depth);

/* Of a list of objects without a schema of their own, and of such an object. */
static void print_block(const struct record_field *field, int depth)
{
    if (field->type == FIELD_RECORD) {
        print_object(field->record, 0, depth + STEP);
        return;
    }
    indent(depth + STEP);
    printf("type: array\n");
    indent(depth + STEP);
    printf("maxItems: %" PRId64 "\n", field->max);
    if (field->about != NULL) {
        indent(depth + STEP);
        printf("description: ");
        print_quoted(field->about);
        putchar('\n');
    }
    indent(depth + STEP);
    printf("items:\n");
    print_object(field->record, 0, depth + STEP + STEP);
}

static void print_list(const struct record_field *field)
{
    printf("{type: array, maxItems: %" PRId64 ", items: ", field->max);
    const struct record_table *item = field->record; /* NULL: FIELD_CHARS_LIST */
    if (item == NULL) {
        print_text(field, NULL);
    } else {
        print_reference(item->schema, "", NULL);
    }
    print_about(field->about);
    putchar('}');
}

static void print_field(const struct record_field *field, int depth)
{
    int is_block = field->record != NULL && field->record->schema == NULL;
    indent(depth);
    printf("%s:%s", field->name, is_block ? "\n" : " ");
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        print_text(field, field->about);
        break;
    case FIELD_WORD:
        print_word(field);
        break;
    case FIELD_INT:
    case FIELD_INT64:
        print_number(field);
        break;
    case FIELD_FLAG:
        printf("{type: boolean");
        print_about(field->about);
        putchar('}');
        break;
    case FIELD_CHARS_LIST:
        print_list(field);
        break;
    case FIELD_RECORD:
        if (is_block) {
            print_block(field, depth);
            return;
        }
        if (field->record != NULL) { /* always: a record of its own schema */
            print_reference(field->record->schema, "", field->about);
        }
        break;
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
        if (is_block) {
            print_block(field, depth);
            return;
        }
        print_list(field);
        break;
    case FIELD_PART:
    case FIELD_LINE:
        break;
    }
    putchar('\n');
}

static int is_in_json(const struct record_field *field)
{
    return field->name_length > 0;
}

/* The fields from `first` on. */
static void print_object(const struct record_table *table, size_t first, int depth)
{
    int required = 0;
    indent(depth);
    printf("type: object\n");
    if (table->about != NULL) {
        indent(depth);
        printf("description: ");
        print_quoted(table->about);
        putchar('\n');
    }
    for (size_t i = first; i < table->field_count; i++) {
        if (is_in_json(&table->fields[i]) && table->fields[i].required) {
            if (required == 0) {
                indent(depth);
            }
            printf("%s%s", required++ == 0 ? "required: [" : ", ", table->fields[i].name);
        }
    }
    if (required > 0) {
        printf("]\n");
    }
    indent(depth);
    printf("properties:\n");
    for (size_t i = first; i < table->field_count; i++) {
        if (is_in_json(&table->fields[i])) {
            print_field(&table->fields[i], depth + STEP);
        }
    }
}

struct printed {
    const struct record_table *tables[SCHEMAS_MAX];
    size_t count;
    int is_full; /* something is missing */
};

static int is_printed(const struct printed *printed, const struct record_table *table)
{
    for (size_t i = 0; i < printed->count; i++) {
        if (printed->tables[i] == table) {
            return 1;
        }
    }
    return 0;
}

/* What it names comes first. */
static void print_table(struct printed *printed, const struct record_table *table)
{
    if (table == NULL || is_printed(printed, table)) {
        return;
    }
    if (printed->count == SCHEMAS_MAX) {
        printed->is_full = 1;
        return;
    }
    printed->tables[printed->count++] = table;
    print_table(printed, table->begin);
    for (size_t i = 0; i < table->field_count; i++) {
        if (is_in_json(&table->fields[i])) {
            print_table(printed, table->fields[i].record);
        }
    }
    if (table->schema == NULL) {
        return;
    }
    printf("    %s:\n", table->schema);
    if (table->begin == NULL) {
        print_object(table, 0, 6);
        return;
    }
    printf("      allOf:\n        - {$ref: '#/components/schemas/%s'}\n        -\n", table->begin->schema);
    print_object(table, table->begin->field_count, 10);
}

int main(void)
{
    struct printed printed = {.count = 0};
    fputs(shared, stdout);
    for (size_t i = 0; i < all_records_count; i++) {
        print_table(&printed, all_records[i]);
    }
    if (printed.is_full) {
        fputs("print-schemas: more than SCHEMAS_MAX tables\n", stderr);
        return 1;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
