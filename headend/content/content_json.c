#include "headend/content/content_json.h"

#include <stdio.h>

#include "headend/pinyin/pinyin.h"

void json_content_initials(struct json_writer *json, const char *name)
{
    char initials[PINYIN_INITIALS_SIZE];
    (void)pinyin_initials(name, initials, sizeof initials);
    json_text_if(json, "initials", initials);
}

void json_content_page(struct json_writer *json, const char *pages, const char *id)
{
    char page[2 * CONTENT_ID_SIZE + 32];
    (void)snprintf(page, sizeof page, "%s%s", pages, id);
    json_text(json, "page", page);
}

void json_content_ids(struct json_writer *json, const char *name, char (*ids)[CONTENT_ID_SIZE], size_t count)
{
    if (count == 0) {
        return;
    }
    json_open_array(json, name);
    for (size_t i = 0; i < count; i++) {
        json_string(json, ids[i]);
    }
    json_close_array(json);
}

void json_content_choice(struct json_writer *json, const char *name, const char *const *words, int choice)
{
    if (choice != FIELD_NOT_SAID) {
        json_text(json, name, words[choice]);
    }
}

char *json_content_end(struct json_writer *json, struct content_json_facts *facts, size_t *length)
{
    facts->hashed = json_length(json);
    json_number(json, "as_of", facts->as_of);
    json_close_map(json);
    return json_take(json, length);
}
