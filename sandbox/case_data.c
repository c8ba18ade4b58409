#include "sandbox/case_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "sandbox/sample_moment.h"

static const char region[] = "431000";

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
    int serial = sample_number(facts, "serial", -1);
    out->facts = facts;
    out->person = item_of(persons, sample_number(facts, "person", -1));
    if (serial < 0 || out->person == NULL ||
        sample_date(sample_text(facts, "apply"), data->today, applied) != 0 || applied[0] == '\0') {
        return -1;
    }
    return case_number_make(out->number, region, digits_value(applied + 2, 6), serial);
}

static int read_cases(struct case_data *data, const char *path, char problem[SAMPLE_PROBLEM_SIZE])
{
    const struct json_value *root = json_tree_root(data->file);
    const struct json_value *persons = json_value_part(root, "persons");
    const struct json_value *cases = json_value_part(root, "cases");
    if (persons == NULL || persons->kind != JSON_LIST || cases == NULL || cases->kind != JSON_LIST) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: persons or cases are missing", path);
        return -1;
    }
    data->source = sample_text(root, "source");
    data->cases = calloc(cases->count + 1, sizeof *data->cases);
    for (const struct json_value *facts = cases->first; data->cases != NULL && facts != NULL;
         facts = facts->next) {
        if (read_case(data, facts, persons, &data->cases[data->count++]) != 0) {
            (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: case %zu: serial, person or apply is wrong",
                           path, data->count);
            return -1;
        }
    }
    return data->cases != NULL ? 0 : -1;
}

int case_data_load(struct case_data *data, const char *path, int today, char problem[SAMPLE_PROBLEM_SIZE])
{
    memset(data, 0, sizeof *data);
    data->today = today;
    data->file = sample_file_read(path, problem);
    if (data->file == NULL) {
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
