#include "sandbox/case_data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "sandbox/sample_moment.h"

enum { FILE_BYTES_MAX = JSON_TREE_BYTES_MAX, NUMBER_MAX = 999999 };

static const char region[] = "431000";

const char *case_text(const struct json_value *object, const char *name)
{
    int wrong = 0;
    return json_value_text(object, name, &wrong);
}

static char *read_file(const char *path, char problem[CASE_PROBLEM_SIZE])
{
    FILE *file = fopen(path, "rbe");
    char *text = file != NULL ? malloc(FILE_BYTES_MAX + 1) : NULL;
    if (text == NULL) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: %s", path, strerror(errno));
        if (file != NULL) {
            (void)fclose(file);
        }
        return NULL;
    }
    size_t length = fread(text, 1, FILE_BYTES_MAX, file);
    text[length] = '\0';
    if (ferror(file) != 0 || length == FILE_BYTES_MAX) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: it cannot be read, or is too long", path);
        free(text);
        text = NULL;
    }
    (void)fclose(file);
    return text;
}

/* -1: it is no whole number, or a large one. */
static int number_of(const struct json_value *object, const char *name)
{
    const struct json_value *part = json_value_part(object, name);
    int64_t number = 0;
    int is_good =
        part != NULL && part->kind == JSON_NUMBER && digits_read(part->text, 0, NUMBER_MAX, &number) == 0;
    return is_good ? (int)number : -1;
}

static const struct json_value *item_of(const struct json_value *list, int place)
{
    const struct json_value *item = place >= 0 ? list->first : NULL;
    while (item != NULL && place-- > 0) {
        item = item->next;
    }
    return item;
}

/* The number says on which day it was applied for. */
static int read_case(const struct case_data *data, const struct json_value *facts,
                     const struct json_value *persons, struct sample_case *out)
{
    char applied[SAMPLE_DATE_SIZE];
    int serial = number_of(facts, "serial");
    out->facts = facts;
    out->person = item_of(persons, number_of(facts, "person"));
    if (serial < 0 || out->person == NULL ||
        sample_date(case_text(facts, "apply"), data->today, applied) != 0 || applied[0] == '\0') {
        return -1;
    }
    return case_number_make(out->number, region, digits_value(applied + 2, 6), serial);
}

static int read_cases(struct case_data *data, const char *path, char problem[CASE_PROBLEM_SIZE])
{
    const struct json_value *root = json_tree_root(data->file);
    const struct json_value *persons = json_value_part(root, "persons");
    const struct json_value *cases = json_value_part(root, "cases");
    if (persons == NULL || persons->kind != JSON_LIST || cases == NULL || cases->kind != JSON_LIST) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: persons or cases are missing", path);
        return -1;
    }
    data->source = case_text(root, "source");
    data->cases = calloc(cases->count + 1, sizeof *data->cases);
    for (const struct json_value *facts = cases->first; data->cases != NULL && facts != NULL;
         facts = facts->next) {
        if (read_case(data, facts, persons, &data->cases[data->count++]) != 0) {
            (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: case %zu: serial, person or apply is wrong", path,
                           data->count);
            return -1;
        }
    }
    return data->cases != NULL ? 0 : -1;
}

int case_data_load(struct case_data *data, const char *path, int today, char problem[CASE_PROBLEM_SIZE])
{
    memset(data, 0, sizeof *data);
    data->today = today;
    char *text = read_file(path, problem);
    if (text == NULL) {
        return -1;
    }
    data->file = json_tree_read(text, strlen(text));
    free(text);
    if (data->file == NULL) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: it is no JSON object", path);
        return -1;
    }
    if (read_cases(data, path, problem) != 0) {
        case_data_free(data);
        return -1;
    }
    return 0;
}

void case_data_free(struct case_data *data)
{
    free(data->cases);
    json_tree_wipe(data->file);
    memset(data, 0, sizeof *data);
}
