#include "screens/widgets/number_entry.h"

#include <stdio.h>
#include <string.h>

static void judge(struct number_entry *entry)
{
    entry->state = entry->format->check(entry->format->context, entry->typed);
}

void number_entry_start(struct number_entry *entry, const struct number_format *format)
{
    entry->format = format;
    number_entry_clear(entry);
}

void number_entry_clear(struct number_entry *entry)
{
    explicit_bzero(entry->typed, sizeof entry->typed);
    entry->length = 0;
    entry->overflows = 0;
    judge(entry);
}

/* After one of the format's own functions. */
static enum key_result typed_anew(struct number_entry *entry, int is_other)
{
    entry->length = strlen(entry->typed);
    judge(entry);
    return is_other ? KEY_DONE : KEY_STAYED;
}

enum key_result number_entry_change(struct number_entry *entry)
{
    entry->overflows = 0;
    if (entry->format->change == NULL) {
        return KEY_IGNORED;
    }
    return typed_anew(entry, entry->format->change(entry->format->context, entry->typed));
}

void number_entry_fill(struct number_entry *entry, const char *typed)
{
    (void)snprintf(entry->typed, sizeof entry->typed, "%s", typed);
    (void)typed_anew(entry, 1);
}

enum key_result number_entry_put(struct number_entry *entry, char character)
{
    const struct number_format *format = entry->format;
    size_t room = format->length < NUMBER_ENTRY_MAX ? format->length : NUMBER_ENTRY_MAX;
    int is_digit = character >= '0' && character <= '9';
    int is_last_x = character == 'X' && format->last_may_be_x && entry->length + 1 == room;
    entry->overflows = entry->length >= room;
    if (entry->overflows) {
        return KEY_STAYED;
    }
    if (!is_digit && !is_last_x) {
        return KEY_STAYED;
    }
    if (format->put != NULL) {
        return typed_anew(entry, format->put(format->context, entry->typed, character));
    }
    entry->typed[entry->length++] = character;
    entry->typed[entry->length] = '\0';
    judge(entry);
    return KEY_DONE;
}

enum key_result number_entry_delete(struct number_entry *entry)
{
    entry->overflows = 0;
    if (entry->length == 0) {
        return KEY_STAYED;
    }
    if (entry->format->take != NULL) {
        return typed_anew(entry, entry->format->take(entry->format->context, entry->typed));
    }
    entry->typed[--entry->length] = '\0';
    judge(entry);
    return KEY_DONE;
}

enum key_result number_entry_confirm(struct number_entry *entry)
{
    entry->overflows = 0;
    return entry->state == NUMBER_GOOD ? KEY_PRESSED : KEY_STAYED;
}

enum key_result number_entry_key(struct number_entry *entry, enum remote_key key)
{
    int digit = remote_key_digit(key);
    if (digit >= 0) {
        return number_entry_put(entry, (char)('0' + digit));
    }
    switch (key) {
    case REMOTE_KEY_STAR:
        return entry->format->last_may_be_x ? number_entry_put(entry, 'X') : KEY_IGNORED;
    case REMOTE_KEY_RED:
    case REMOTE_KEY_DELETE:
    case REMOTE_KEY_LEFT:
        return number_entry_delete(entry);
    case REMOTE_KEY_GREEN:
    case REMOTE_KEY_OK:
        return number_entry_confirm(entry);
    default:
        return KEY_IGNORED;
    }
}

int number_format_gap_before(const struct number_format *format, size_t position)
{
    size_t end = 0;
    for (size_t i = 0; i < NUMBER_GROUPS_MAX && format->groups[i] != 0; i++) {
        end += format->groups[i];
        if (position == end) {
            return position < format->length;
        }
    }
    return 0;
}
