#include "headend/utilities/answer_table.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/record_xml.h"

enum { FIRST_BYTES = 32 * 1024, BYTES_MAX = 512 * 1024 };

struct answer_table {
    struct utility_answers answers;
    struct arena *arena;
};

size_t answer_table_count(const struct answer_table *table)
{
    return table->answers.count;
}

const struct utility_answer *answer_table_of_word(const struct answer_table *table, enum utility_word word)
{
    for (size_t i = 0; i < table->answers.count; i++) {
        if (table->answers.answers[i].word == (int)word) {
            return &table->answers.answers[i];
        }
    }
    return NULL; /* not of a table that was checked */
}

const struct utility_answer *answer_table_find(const struct answer_table *table, const char *code)
{
    for (size_t i = 0; i < table->answers.count && code[0] != '\0'; i++) {
        if (strcmp(table->answers.answers[i].code, code) == 0) {
            return &table->answers.answers[i];
        }
    }
    return answer_table_of_word(table, UTILITY_OTHER);
}

/* --- Checks that no grammar can make --- */

/* The code of a good answer, which is none of these. */
static const char code_good[] = "000";

static void check_code(const struct utility_answers *answers, size_t index, struct config_errors *errors)
{
    const struct utility_answer *answer = &answers->answers[index];
    if (strcmp(answer->code, code_good) == 0) {
        config_error_add(errors, answer->line, "answer", "another code", "000 says that all is well");
    }
    for (size_t i = 0; i < index && answer->code[0] != '\0'; i++) {
        if (strcmp(answers->answers[i].code, answer->code) == 0) {
            config_error_add(errors, answer->line, "answer", "each code once",
                             "code=\"%s\" stands in line %d already", answer->code, answers->answers[i].line);
        }
    }
    int is_ours = answer->word == UTILITY_OTHER || answer->word == UTILITY_UNAVAILABLE;
    if (answer->code[0] == '\0' && !is_ours) {
        config_error_add(errors, answer->line, "answer", "a code, but for the words other and unavailable",
                         "word=\"%s\" without a code", utility_words.words[answer->word]);
    }
}

static void check(const struct answer_table *table, struct config_errors *errors)
{
    for (size_t i = 0; i < table->answers.count; i++) {
        check_code(&table->answers, i, errors);
    }
    for (int word = 0; word < UTILITY_WORD_COUNT; word++) {
        /* What a utility does not say it needs no words for; these the hall says by itself. */
        int is_needed = word == UTILITY_OTHER || word == UTILITY_UNAVAILABLE;
        if (is_needed && answer_table_of_word(table, (enum utility_word)word) == NULL) {
            config_error_add(errors, 1, "utility-answers", "an answer for each of other and unavailable",
                             "none has word=\"%s\"", utility_words.words[word]);
        }
    }
}

/* --- The file --- */

static int read_document(struct answer_table *table, xmlDoc *document, const char *schema_path,
                         struct config_errors *errors)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    if (root == NULL || root->ns != NULL ||
        !xmlStrEqual(root->name, BAD_CAST utility_answers_file_table.element)) {
        config_error_add(errors, 1, "document", "<utility-answers version=\"1\"> around everything",
                         "this is no file of answers");
        return -1;
    }
    if (record_xml_read(root, &utility_answers_file_table, &table->answers, table->arena, errors) != 0) {
        return -1;
    }
    if (errors->count == 0) {
        check(table, errors);
    }
    return errors->count == 0 && config_document_validate(document, schema_path, errors) == 0 ? 0 : -1;
}

struct answer_table *answer_table_read(const char *path, const char *schema_path,
                                       struct config_errors *errors)
{
    size_t length = 0;
    int result = -1;
    xmlDoc *document = NULL;
    memset(errors, 0, sizeof *errors);
    char *text = config_file_read(path, &length, errors);
    struct answer_table *table = calloc(1, sizeof *table);
    if (table != NULL) {
        table->arena = arena_new(FIRST_BYTES, BYTES_MAX);
    }
    if (table == NULL || table->arena == NULL) {
        config_error_add(errors, 0, "file", "try again", "out of memory");
    } else if (text != NULL) {
        document = config_document_read(text, length, errors);
        result = document != NULL ? read_document(table, document, schema_path, errors) : -1;
    }
    config_errors_sort(errors);
    xmlFreeDoc(document);
    free(text);
    if (result != 0) {
        answer_table_free(table);
        return NULL;
    }
    return table;
}

void answer_table_free(struct answer_table *table)
{
    if (table != NULL) {
        arena_free(table->arena);
        free(table);
    }
}
