#include "sandbox/sample_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"

enum { FILE_BYTES_MAX = JSON_TREE_BYTES_MAX, NUMBER_MOST = 999999 };

static char *read_text(const char *path, char problem[SAMPLE_PROBLEM_SIZE])
{
    FILE *file = fopen(path, "rbe");
    char *text = file != NULL ? malloc(FILE_BYTES_MAX + 1) : NULL;
    if (text == NULL) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: %s", path, strerror(errno));
        if (file != NULL) {
            (void)fclose(file);
        }
        return NULL;
    }
    size_t length = fread(text, 1, FILE_BYTES_MAX, file);
    text[length] = '\0';
    if (ferror(file) != 0 || length == FILE_BYTES_MAX) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: it cannot be read, or is too long", path);
        free(text);
        text = NULL;
    }
    (void)fclose(file);
    return text;
}

struct json_tree *sample_file_read(const char *path, char problem[SAMPLE_PROBLEM_SIZE])
{
    char *text = read_text(path, problem);
    if (text == NULL) {
        return NULL;
    }
    struct json_tree *tree = json_tree_read(text, strlen(text));
    free(text);
    if (tree == NULL) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: it is no JSON object", path);
    }
    return tree;
}

const char *sample_text(const struct json_value *object, const char *name)
{
    int wrong = 0;
    return json_value_text(object, name, &wrong);
}

int sample_number(const struct json_value *object, const char *name, int otherwise)
{
    const struct json_value *part = json_value_part(object, name);
    int64_t number = otherwise;
    return part != NULL && part->kind == JSON_NUMBER &&
                   digits_read(part->text, -NUMBER_MOST, NUMBER_MOST, &number) == 0
               ? (int)number
               : otherwise;
}

const struct json_value *sample_list(const struct json_value *object, const char *name)
{
    const struct json_value *part = json_value_part(object, name);
    return part != NULL && part->kind == JSON_LIST ? part->first : NULL;
}
