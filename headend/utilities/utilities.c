#include "headend/utilities/utilities.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/config/asset_path.h"
#include "headend/utilities/answer_table.h"
#include "headend/utilities/upstream_utility.h"

enum { PATH_SIZE = 512, LINE_SIZE = 800 };

struct utilities {
    struct utility *utilities[CONFIG_UTILITY_MAX];
    struct answer_table *tables[CONFIG_UTILITY_MAX];
    size_t count;
};

static struct answer_table *read_table(const struct utility_config *config, const char *answers,
                                       const char *schema_path)
{
    char path[PATH_SIZE];
    char line[LINE_SIZE];
    const char *named = config->answers_file[0] != '\0' ? config->answers_file : answers;
    struct config_errors *errors = calloc(1, sizeof *errors);
    struct answer_table *table = NULL;
    (void)asset_path_find("utilities/answers.xml", named, path, sizeof path); /* reading it says the rest */
    if (errors != NULL) {
        table = answer_table_read(path, schema_path, errors);
    }
    for (size_t i = 0; errors != NULL && i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], path, line, sizeof line);
        log_line(LOG_LEVEL_ERROR, "utilities", "%s: %s", config->operator_id, line);
    }
    free(errors);
    return table;
}

static int add(struct utilities *utilities, const struct utility_config *config, const char *answers,
               const char *schema_path)
{
    struct answer_table *table = read_table(config, answers, schema_path);
    struct utility *utility = table != NULL ? upstream_utility_create(config, table) : NULL;
    if (utility == NULL) {
        answer_table_free(table);
        return -1;
    }
    utilities->tables[utilities->count] = table;
    utilities->utilities[utilities->count++] = utility;
    return 0;
}

struct utilities *utilities_open(const struct server_config *settings, const char *answers,
                                 const char *schema)
{
    char schema_path[PATH_SIZE];
    struct utilities *utilities = calloc(1, sizeof *utilities);
    if (utilities == NULL) {
        log_line(LOG_LEVEL_ERROR, "utilities", "out of memory");
        return NULL;
    }
    (void)asset_path_find("schemas/utility-answers.rng", schema, schema_path, sizeof schema_path);
    for (size_t i = 0; i < settings->utility_count; i++) {
        if (add(utilities, &settings->utilities[i], answers, schema_path) != 0) {
            utilities_close(utilities);
            return NULL;
        }
    }
    return utilities;
}

void utilities_close(struct utilities *utilities)
{
    for (size_t i = 0; utilities != NULL && i < utilities->count; i++) {
        utility_free(utilities->utilities[i]);
        answer_table_free(utilities->tables[i]);
    }
    free(utilities);
}

size_t utilities_count(const struct utilities *utilities)
{
    return utilities->count;
}

struct utility *utilities_at(const struct utilities *utilities, size_t index)
{
    return utilities->utilities[index];
}

struct utility *utilities_find(const struct utilities *utilities, const char *operator_id)
{
    for (size_t i = 0; i < utilities->count; i++) {
        if (strcmp(utilities->utilities[i]->config->operator_id, operator_id) == 0) {
            return utilities->utilities[i];
        }
    }
    return NULL;
}

const struct utility_answer *utilities_answer(const struct utilities *utilities,
                                              const struct utility *utility, enum utility_word word)
{
    for (size_t i = 0; i < utilities->count; i++) {
        if (utilities->utilities[i] == utility) {
            return answer_table_of_word(utilities->tables[i], word);
        }
    }
    return NULL;
}

int utility_takes_number(const struct utility *utility, const char *account_no)
{
    return account_number_check(utility->config->pattern, account_no) == ACCOUNT_NUMBER_GOOD;
}

const struct utility_answer *utilities_answer_of_code(const struct utilities *utilities,
                                                      const char *operator_id, const char *code)
{
    for (size_t i = 0; i < utilities->count; i++) {
        if (strcmp(utilities->utilities[i]->config->operator_id, operator_id) == 0) {
            const struct utility_answer *answer = answer_table_find(utilities->tables[i], code);
            return strcmp(answer->code, code) == 0 ? answer : NULL;
        }
    }
    return NULL;
}
