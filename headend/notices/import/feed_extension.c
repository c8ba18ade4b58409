#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_node.h"
#include "headend/notices/import/feed_text.h"
#include "headend/notices/notice_record.h"

/* Our own elements within an entry of either kind. A wrong value is no reason to keep an urgent notice from
 * households: it is noted, and the usual value holds. An area is: a notice must not reach those whom it does
 * not concern. */

static void take_level(struct feed_entry *entry, const char *text)
{
    int level = feed_level_of(text);
    if (level >= 0) {
        entry->level = level;
    } else {
        feed_entry_note(entry, "level \"%.20s\" is not 0, 1 or 2", text);
    }
}

static void take_category(struct feed_entry *entry, const char *text)
{
    int category = feed_category_of(text);
    if (category > 0) {
        entry->category = category;
    } else {
        feed_entry_note(entry, "category \"%.40s\" is none of ours", text);
    }
}

static void take_area(struct feed_entry *entry, const char *text)
{
    if (area_code_is_valid(text)) {
        memcpy(entry->area_code, text, strlen(text) + 1);
    } else {
        feed_entry_refuse(entry, "area_code \"%.20s\" is not 6, 9 or 12 digits", text);
    }
}

static void take_undated(struct feed_entry *entry, const char *text)
{
    feed_entry_date(entry, "undated", text, &entry->undated_since);
    entry->published = 0;
}

static void take_owner(struct feed_entry *entry, const char *text)
{
    free(entry->owner);
    entry->owner = memory_counted(strdup(text));
}

static void take_valid_from(struct feed_entry *entry, const char *text)
{
    feed_entry_date(entry, "valid_from", text, &entry->valid_from);
}

static void take_valid_to(struct feed_entry *entry, const char *text)
{
    feed_entry_date(entry, "valid_to", text, &entry->valid_to);
}

static void take_speech(struct feed_entry *entry, const char *text)
{
    if (strlen(text) > NOTICE_SPEECH_BYTES_MAX) {
        feed_entry_note(entry, "its speech is longer than %d bytes and was left out",
                        NOTICE_SPEECH_BYTES_MAX);
    } else if (entry->speech == NULL) {
        entry->speech = memory_counted(strdup(text));
    }
}

static void take_office(struct feed_entry *entry, const char *text)
{
    free(entry->org_name);
    entry->org_name = memory_counted(strdup(text));
}

/* Empty or "true", or the moment. */
static void take_withdrawn(struct feed_entry *entry, const char *text)
{
    entry->withdrawn = strcmp(text, "false") != 0 && strcmp(text, "0") != 0;
    if (entry->withdrawn && text[0] != '\0' && strcmp(text, "true") != 0 && strcmp(text, "1") != 0) {
        feed_entry_date(entry, "withdrawn", text, &entry->withdrawn_at);
    }
}

void feed_extension_entry(const xmlNode *node, struct feed_entry *entry)
{
    static const struct {
        const char *name;
        size_t characters;
        void (*take)(struct feed_entry *entry, const char *text);
    } fields[] = {
        {"level", 20, take_level},
        {"category", 40, take_category},
        {"area_code", 20, take_area},
        {"area", 20, take_area},
        {"valid_from", 60, take_valid_from},
        {"valid-from", 60, take_valid_from},
        {"valid_to", 60, take_valid_to},
        {"valid-to", 60, take_valid_to},
        {"speech", NOTICE_SPEECH_BYTES_MAX + 1, take_speech},
        {"office", NOTICE_OFFICE_CHARACTERS, take_office},
        {"withdrawn", 60, take_withdrawn},
        {"undated", 60, take_undated},
        {"owner", NOTICE_OWNER_SIZE - 1, take_owner},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const xmlNode *child = feed_child(node, SPACE_HALL, fields[i].name);
        char *text = child != NULL ? feed_node_line(child, fields[i].characters) : NULL;
        if (text != NULL || (child != NULL && fields[i].take == take_withdrawn)) {
            fields[i].take(entry, text != NULL ? text : "");
        }
        free(text);
    }
    if (entry->valid_to != 0 && entry->valid_to <= entry->valid_from) {
        feed_entry_refuse(entry, "valid_to is not after valid_from");
    }
}
