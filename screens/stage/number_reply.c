#include "screens/stage/number_reply.h"

#include <stdio.h>

static enum key_result reply_to_confirm(const struct stage *stage, const struct number_field *field)
{
    const struct number_entry *entry = &field->entry;
    char words[64];
    if (entry->length == 0) {
        return stage_say_string(stage, STRING_NUMBER_EMPTY);
    }
    if (entry->state == NUMBER_INCOMPLETE && !entry->format->is_quantity && entry->format->put == NULL) {
        return stage_say(stage,
                         string_format_numbers(words, sizeof words, stage->strings, STRING_NUMBER_LACKS,
                                               (int64_t)(entry->format->length - entry->length), 0));
    }
    return stage_say(stage, number_field_words(field));
}

enum key_result number_reply(const struct stage *stage, const struct number_field *field, enum remote_key key)
{
    const struct key_pad *pad = &field->pad;
    int presses_pad = pad->active && key == REMOTE_KEY_OK;
    int deletes =
        key == REMOTE_KEY_RED || key == REMOTE_KEY_DELETE || (presses_pad && pad->pressed == KEY_PAD_DELETE);
    if (deletes) {
        return stage_say_string(stage, STRING_NUMBER_NOTHING_TO_DELETE);
    }
    if (field->entry.overflows) {
        return stage_say(stage, field->words.full);
    }
    return key == REMOTE_KEY_OK || key == REMOTE_KEY_GREEN ? reply_to_confirm(stage, field) : KEY_STAYED;
}
