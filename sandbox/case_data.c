#include "sandbox/case_data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox/sample_moment.h"

enum { FILE_BYTES_MAX = 1024 * 1024 };

static const char region[] = "431000";

yajl_val case_part(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    return yajl_tree_get(object, path, yajl_t_any);
}

const char *case_text(yajl_val object, const char *name)
{
    yajl_val value = object != NULL ? case_part(object, name) : NULL;
    const char *text = value != NULL ? YAJL_GET_STRING(value) : NULL;
    return text != NULL ? text : "";
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

/* The number says on which day it was applied for. */
static int read_case(const struct case_data *data, yajl_val facts, yajl_val persons, struct sample_case *out)
{
    char applied[SAMPLE_DATE_SIZE];
    yajl_val serial = case_part(facts, "serial");
    yajl_val person = case_part(facts, "person");
    if (!YAJL_IS_INTEGER(serial) || !YAJL_IS_INTEGER(person) || YAJL_GET_INTEGER(person) < 0 ||
        (size_t)YAJL_GET_INTEGER(person) >= persons->u.array.len ||
        sample_date(case_text(facts, "apply"), data->today, applied) != 0 || applied[0] == '\0') {
        return -1;
    }
    out->facts = facts;
    out->person = persons->u.array.values[YAJL_GET_INTEGER(person)];
    int yymmdd = (int)strtol(applied + 2, NULL, 10);
    return case_number_make(out->number, region, yymmdd, (int)YAJL_GET_INTEGER(serial));
}

static int read_cases(struct case_data *data, const char *path, char problem[CASE_PROBLEM_SIZE])
{
    yajl_val persons = case_part(data->file, "persons");
    yajl_val cases = case_part(data->file, "cases");
    if (!YAJL_IS_ARRAY(persons) || !YAJL_IS_ARRAY(cases)) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: persons or cases are missing", path);
        return -1;
    }
    data->source = case_text(data->file, "source");
    data->count = cases->u.array.len;
    data->cases = calloc(data->count + 1, sizeof *data->cases);
    for (size_t i = 0; data->cases != NULL && i < data->count; i++) {
        if (read_case(data, cases->u.array.values[i], persons, &data->cases[i]) != 0) {
            (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: case %zu: serial, person or apply is wrong", path,
                           i + 1);
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
    char why[CASE_PROBLEM_SIZE / 2];
    data->file = yajl_tree_parse(text, why, sizeof why);
    free(text);
    if (data->file == NULL) {
        (void)snprintf(problem, CASE_PROBLEM_SIZE, "%s: %s", path, why);
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
    yajl_tree_free(data->file);
    memset(data, 0, sizeof *data);
}
