#include "both-sides/html/html_reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DROPPED_DEPTH = 64, /* what is dropped may go so much deeper */
    PENDING_MAX = 8,
    REOPENED_MIN = 4096,
    ENDS_REMEMBERED = 16,
    NAME_LENGTH_MAX = 64,
    SPLIT_MAX = 16, /* elements that an end tag of <b> splits at most */
    TRACKING_PICTURE_PIXELS = 3
};

struct open_element {
    const struct html_element *element;
    const char *tag;
    int told;    /* its start was told, its end will be */
    int dropped; /* with all that is in it */
};

struct html_reader {
    const char *at, *end;
    const char *last_angle; /* the last ">" */
    int quotes_lie;         /* one is never closed: tags end at the first ">" */
    const struct html_sink *sink;
    struct open_element stack[HTML_DEPTH_MAX + DROPPED_DEPTH];
    int depth;
    int deeper; /* elements open beyond the stack */
    int cdata;  /* within a CDATA section, which HTML does not have */
    /* Bold, struck and the like that ended with the paragraph around them; begun again with the next text. */
    const char *pending[PENDING_MAX];
    int pending_count;
    size_t reopened_left; /* bytes of tags that may be read again: what grows without end is an attack */
    struct {
        const struct html_element *element;
        const char *at; /* NULL: nowhere further on */
    } next_ends[ENDS_REMEMBERED];
    uint64_t last_picture; /* hash of its address */
    char *room;
};

/* --- the stack --- */

static enum html_element_kind kind_at(const struct html_reader *reader, int place)
{
    return reader->stack[place].element->kind;
}

static int is_dropping(const struct html_reader *reader)
{
    return reader->depth > 0 && reader->stack[reader->depth - 1].dropped;
}

/* End tags and implied ends do not reach out of these. */
static int is_scope(enum html_element_kind kind)
{
    return kind == HTML_TABLE || kind == HTML_CELL || kind == HTML_HEADER_CELL || kind == HTML_CAPTION ||
           kind == HTML_DROP;
}

static int is_list(enum html_element_kind kind)
{
    return kind == HTML_ORDERED || kind == HTML_UNORDERED || kind == HTML_DEFINITIONS;
}

/* What goes on in the next paragraph if nobody ended it. */
static int is_formatting(enum html_element_kind kind)
{
    return kind == HTML_BOLD || kind == HTML_STRUCK || kind == HTML_LINK;
}

/* 1 if the element changes how what is in it is read. */
static int is_telling(const struct html_tag *tag)
{
    switch (tag->element->kind) {
    case HTML_THROUGH:
        return tag->style.bold >= 0 || tag->style.struck || tag->style.shift != 0;
    case HTML_FALLBACK:
        return 0;
    default: /* all other elements have a meaning of their own */
        return 1;
    }
}

/* The end of the tag whose "<" is at `tag`: its ">". There is one. */
static const char *tag_end(struct html_reader *reader, const char *tag)
{
    char quote = '\0';
    int value_begins = 0;
    for (const char *at = tag + 1; at < reader->end && !reader->quotes_lie; at++) {
        char c = *at;
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
            continue;
        }
        if (c == '>') {
            return at;
        }
        if (value_begins && (c == '"' || c == '\'')) {
            quote = c;
        }
        value_begins = c == '=' || (value_begins && strchr(" \t\r\n\f", c) != NULL);
    }
    reader->quotes_lie = 1;
    return memchr(tag, '>', (size_t)(reader->end - tag));
}

/* The next end tag of an element from `at` on; NULL: it is never ended. */
static const char *next_end(struct html_reader *reader, const struct html_element *element, const char *at)
{
    size_t length = strlen(element->name);
    size_t known = 0;
    while (known < ENDS_REMEMBERED - 1 && reader->next_ends[known].element != NULL &&
           reader->next_ends[known].element != element) {
        known++;
    }
    const char *found = reader->next_ends[known].at;
    if (reader->next_ends[known].element == element && (found == NULL || found >= at)) {
        return found;
    }
    found = at;
    while ((found = memmem(found, (size_t)(reader->end - found), "</", 2)) != NULL) {
        if ((size_t)(reader->end - found) > length + 2 &&
            strncasecmp(found + 2, element->name, length) == 0 && found < reader->last_angle) {
            break;
        }
        found += 2;
    }
    reader->next_ends[known].element = element;
    reader->next_ends[known].at = found;
    return found;
}

static void push(struct html_reader *reader, const char *tag, int reopened)
{
    struct html_tag read;
    const char *close = tag_end(reader, tag);
    html_tag_read(tag, close, reader->room, &read);
    if (read.element->kind == HTML_DROP && next_end(reader, read.element, close) == NULL) {
        read.element = html_element_find("", 0); /* nobody knows where it ends: it is read through */
    }
    int dropped = is_dropping(reader) || read.style.hidden || read.element->kind == HTML_DROP ||
                  read.element->kind == HTML_READING_MARK;
    if (reader->deeper > 0 || reader->depth == (dropped ? HTML_DEPTH_MAX + DROPPED_DEPTH : HTML_DEPTH_MAX)) {
        reader->deeper += !reopened;
        return;
    }
    int told = !dropped && is_telling(&read);
    reader->stack[reader->depth++] = (struct open_element){read.element, tag, told, dropped};
    if (told) {
        reader->sink->start(reader->sink->context, &read);
    }
}

static void pop(struct html_reader *reader)
{
    const struct open_element *open = &reader->stack[--reader->depth];
    if (open->told) {
        reader->sink->end(reader->sink->context, open->element);
    }
}

/* Ends all down to `place`, itself included; what is left open of bold and the like waits for the next text,
 * unless a cell ends, which ends everything. */
static void pop_to(struct html_reader *reader, int place)
{
    int keeps = !is_scope(kind_at(reader, place));
    const char *left[PENDING_MAX];
    int count = 0;
    reader->deeper = 0;
    while (reader->depth > place) {
        const struct open_element *open = &reader->stack[reader->depth - 1];
        if (reader->depth - 1 > place && keeps && is_formatting(open->element->kind) && !open->dropped &&
            count < PENDING_MAX) {
            left[count++] = open->tag;
        }
        pop(reader);
    }
    if (!keeps) {
        reader->pending_count = 0;
    }
    while (count > 0 && reader->pending_count < PENDING_MAX) {
        reader->pending[reader->pending_count++] = left[--count];
    }
}

typedef int (*kind_test)(enum html_element_kind kind);

/* The innermost open element that is `wanted`, not looking beyond one where the search `stops`; -1. */
static int find_open(const struct html_reader *reader, kind_test wanted, kind_test stops)
{
    for (int place = reader->depth - 1; place >= 0; place--) {
        if (wanted(kind_at(reader, place))) {
            return place;
        }
        if (stops(kind_at(reader, place))) {
            break;
        }
    }
    return -1;
}

/* Likewise the outermost. */
static int find_outermost(const struct html_reader *reader, kind_test wanted, kind_test stops)
{
    int found = -1;
    for (int place = reader->depth - 1; place >= 0 && !stops(kind_at(reader, place)); place--) {
        found = wanted(kind_at(reader, place)) ? place : found;
    }
    return found;
}

static void end_open(struct html_reader *reader, int place)
{
    if (place >= 0) {
        pop_to(reader, place);
    }
}

static int is_paragraph(enum html_element_kind kind)
{
    return kind == HTML_PARAGRAPH;
}

static int is_heading(enum html_element_kind kind)
{
    return kind == HTML_HEADING;
}

static int is_block(enum html_element_kind kind)
{
    return !html_is_inline(kind);
}

static int is_item(enum html_element_kind kind)
{
    return kind == HTML_ITEM;
}

static int is_definition(enum html_element_kind kind)
{
    return kind == HTML_TERM || kind == HTML_DEFINITION;
}

static int is_list_or_scope(enum html_element_kind kind)
{
    return is_list(kind) || is_scope(kind);
}

static int is_list_part_or_scope(enum html_element_kind kind)
{
    return is_list_or_scope(kind) || is_item(kind) || is_definition(kind);
}

static int is_table(enum html_element_kind kind)
{
    return kind == HTML_TABLE;
}

static int is_cell(enum html_element_kind kind)
{
    return kind == HTML_CELL || kind == HTML_HEADER_CELL || kind == HTML_CAPTION;
}

static int is_row_or_less(enum html_element_kind kind)
{
    return kind == HTML_ROW || is_cell(kind);
}

static int is_group_or_less(enum html_element_kind kind)
{
    return kind == HTML_ROW_GROUP || is_row_or_less(kind);
}

static int is_reading(enum html_element_kind kind)
{
    return kind == HTML_READING || kind == HTML_READING_MARK;
}

static int is_link(enum html_element_kind kind)
{
    return kind == HTML_LINK;
}

static int is_link_tag(const char *tag)
{
    return strncasecmp(tag, "<a", 2) == 0; /* of those that are begun again only <a> */
}

static void reopen(struct html_reader *reader, const char *tag)
{
    size_t length = (size_t)(tag_end(reader, tag) - tag);
    int is_second_link = is_link_tag(tag) && find_open(reader, is_link, is_list_part_or_scope) >= 0;
    if (length <= reader->reopened_left && !is_second_link) {
        reader->reopened_left -= length;
        push(reader, tag, 1);
    }
}

static void reopen_pending(struct html_reader *reader)
{
    for (int i = 0; i < reader->pending_count; i++) {
        reopen(reader, reader->pending[i]);
    }
    reader->pending_count = 0;
}

/* Ends what the start of such an element ends without saying so. */
static void end_implied(struct html_reader *reader, enum html_element_kind kind)
{
    if (!html_is_inline(kind) && kind != HTML_DROP && (!html_is_void(kind) || kind == HTML_RULE)) {
        end_open(reader, find_open(reader, is_paragraph, is_scope));
    }
    switch (kind) {
    case HTML_ITEM:
        end_open(reader, find_open(reader, is_item, is_list_or_scope));
        break;
    case HTML_TERM:
    case HTML_DEFINITION:
        end_open(reader, find_open(reader, is_definition, is_list_or_scope));
        break;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        end_open(reader, find_outermost(reader, is_cell, is_table));
        break;
    case HTML_ROW:
        end_open(reader, find_outermost(reader, is_row_or_less, is_table));
        break;
    case HTML_ROW_GROUP:
    case HTML_CAPTION:
        end_open(reader, find_outermost(reader, is_group_or_less, is_table));
        break;
    case HTML_READING:
    case HTML_READING_MARK:
        end_open(reader, find_open(reader, is_reading, is_block));
        break;
    case HTML_LINK:
        end_open(reader, find_open(reader, is_link, is_list_part_or_scope));
        for (int i = reader->pending_count - 1; i >= 0; i--) {
            if (is_link_tag(reader->pending[i])) {
                reader->pending_count = i;
            }
        }
        break;
    case HTML_HEADING:
        end_open(reader, find_open(reader, is_heading, is_block));
        break;
    default: /* all other elements end nothing more */
        break;
    }
}

/* --- end tags --- */

/* What an end tag of this kind does not reach beyond. */
static kind_test stop_of(enum html_element_kind kind)
{
    switch (kind) {
    case HTML_TABLE:
    case HTML_DROP:
        return NULL;
    case HTML_CELL:
    case HTML_HEADER_CELL:
    case HTML_CAPTION:
    case HTML_ROW:
    case HTML_ROW_GROUP:
        return is_table;
    case HTML_ITEM:
    case HTML_TERM:
    case HTML_DEFINITION:
        return is_list_or_scope;
    case HTML_BOLD:
    case HTML_STRUCK:
    case HTML_LINK:
        return is_list_part_or_scope;
    default: /* all other kinds: a part of a line ends within its block, a block within its cell */
        return html_is_inline(kind) ? is_block : is_scope;
    }
}

/* Of a name; of longer ones only the beginning counts. */
static size_t name_length(const struct html_reader *reader, const char *name)
{
    const char *end = reader->end - name > NAME_LENGTH_MAX ? name + NAME_LENGTH_MAX : reader->end;
    return (size_t)(html_name_end(name, end) - name);
}

/* Unknown elements are one to us, but not to who wrote them. */
static int is_ended_by(const struct html_reader *reader, const struct open_element *open, const char *tag,
                       const struct html_element *element)
{
    if (open->element->kind == HTML_HEADING && element->kind == HTML_HEADING) {
        return 1;
    }
    if (open->element != element || element->kind != HTML_THROUGH) {
        return open->element == element;
    }
    size_t length = name_length(reader, tag + 2);
    return name_length(reader, open->tag + 1) == length && strncasecmp(open->tag + 1, tag + 2, length) == 0;
}

static int find_ended(const struct html_reader *reader, const char *tag, const struct html_element *element)
{
    kind_test stops = stop_of(element->kind);
    for (int place = reader->depth - 1; place >= 0; place--) {
        if (is_ended_by(reader, &reader->stack[place], tag, element)) {
            return place;
        }
        if (stops != NULL && stops(kind_at(reader, place))) {
            break;
        }
    }
    return -1;
}

/* </b> where others were begun within: they end with it and begin again. */
static void end_formatting(struct html_reader *reader, int place)
{
    const char *again[SPLIT_MAX];
    int count = 0;
    if (reader->depth - place - 1 > SPLIT_MAX || reader->deeper > 0) {
        return;
    }
    for (int i = place + 1; i < reader->depth; i++) {
        again[count++] = reader->stack[i].tag;
    }
    while (reader->depth > place) {
        pop(reader);
    }
    for (int i = 0; i < count; i++) {
        reopen(reader, again[i]);
    }
}

static int drop_pending(struct html_reader *reader, const struct html_element *element)
{
    for (int i = reader->pending_count - 1; i >= 0; i--) {
        const char *name = reader->pending[i] + 1;
        if (html_element_find(name, name_length(reader, name)) == element) {
            memmove(&reader->pending[i], &reader->pending[i + 1],
                    sizeof reader->pending[0] * (size_t)(reader->pending_count - i - 1));
            reader->pending_count--;
            return 1;
        }
    }
    return 0;
}

/* What is told though no start tag says so. */
static void tell_bare(struct html_reader *reader, const struct html_element *element)
{
    struct html_tag bare = {.element = element, .style = {.bold = -1, .align = -1}};
    if (!is_dropping(reader)) {
        reader->sink->start(reader->sink->context, &bare);
        if (!html_is_void(element->kind)) {
            reader->sink->end(reader->sink->context, element);
        }
    }
}

static void read_end_tag(struct html_reader *reader, const char *tag, const struct html_element *element)
{
    if (reader->deeper > 0 && html_is_inline(element->kind)) {
        reader->deeper--;
        return;
    }
    if (is_formatting(element->kind) && drop_pending(reader, element)) {
        return;
    }
    int place = find_ended(reader, tag, element);
    if (place < 0 && (element->kind == HTML_PARAGRAPH || element->kind == HTML_BREAK)) {
        tell_bare(reader, element);
    } else if (place >= 0 && is_formatting(element->kind) && !is_dropping(reader)) {
        end_formatting(reader, place);
    } else {
        end_open(reader, place);
    }
}

/* --- what stands between the tags --- */

static int is_blank_text(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(" \t\r\n\f", text[i]) == NULL) {
            return 0;
        }
    }
    return 1;
}

static void read_text(struct html_reader *reader, size_t length)
{
    const char *text = reader->at;
    reader->at += length;
    if (is_dropping(reader) || length == 0) {
        return;
    }
    if (reader->pending_count > 0 && !is_blank_text(text, length)) {
        reopen_pending(reader);
    }
    length = html_text_decode(text, length, 0, 1, reader->room);
    reader->sink->text(reader->sink->context, reader->room, length);
}

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xCBF29CE484222325U;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3U;
    }
    return hash;
}

static int is_in_fallback(const struct html_reader *reader)
{
    for (int place = reader->depth - 1; place >= 0; place--) {
        if (kind_at(reader, place) == HTML_FALLBACK) {
            return 1;
        }
    }
    return 0;
}

/* 1 for a picture that nobody is to see: one that counts visitors, or one that <noscript> repeats. */
static int is_no_picture(struct html_reader *reader, const struct html_tag *tag)
{
    if (html_tag_number(tag, HTML_ATTRIBUTE_WIDTH, 0, 100000, 100000) <= TRACKING_PICTURE_PIXELS ||
        html_tag_number(tag, HTML_ATTRIBUTE_HEIGHT, 0, 100000, 100000) <= TRACKING_PICTURE_PIXELS) {
        return 1;
    }
    uint64_t hash = hash_of(tag->source != NULL ? tag->source : "");
    int repeated = hash == reader->last_picture && is_in_fallback(reader);
    reader->last_picture = hash;
    return repeated;
}

static void read_void(struct html_reader *reader, const char *tag)
{
    struct html_tag read;
    if (is_dropping(reader)) {
        return;
    }
    reopen_pending(reader);
    html_tag_read(tag, tag_end(reader, tag), reader->room, &read);
    if (read.element->kind == HTML_NOTHING || read.style.hidden ||
        (read.element->kind == HTML_PICTURE && is_no_picture(reader, &read))) {
        return;
    }
    const char *alt = read.values[HTML_ATTRIBUTE_ALT];
    if (read.element->kind != HTML_PICTURE || read.source != NULL) {
        reader->sink->start(reader->sink->context, &read);
    } else if (alt != NULL) {
        reader->sink->text(reader->sink->context, alt, strlen(alt));
    }
}

/* Past <script>…</script> and its like, in which "<" means nothing. */
static void skip_raw(struct html_reader *reader, const struct html_element *element)
{
    const char *found = next_end(reader, element, reader->at);
    if (found != NULL) {
        reader->at = tag_end(reader, found) + 1;
    } else if (strcmp(element->name, "script") == 0 || strcmp(element->name, "style") == 0) {
        reader->at = reader->end; /* as in every browser: what follows is none of a reader's business */
    }
}

static void read_tag(struct html_reader *reader)
{
    const char *tag = reader->at;
    int ends = tag[1] == '/';
    const char *name = tag + 1 + ends;
    const char *close = tag_end(reader, tag);
    const struct html_element *element = html_element_find(name, (size_t)(html_name_end(name, close) - name));
    reader->at = close + 1;
    if (element->kind == HTML_PAGE) {
        return;
    }
    if (ends) {
        read_end_tag(reader, tag, element);
    } else if (element->kind == HTML_DROP_RAW) {
        skip_raw(reader, element);
    } else {
        end_implied(reader, element->kind);
        if (html_is_void(element->kind)) {
            read_void(reader, tag);
        } else {
            push(reader, tag, 0);
        }
    }
}

static int begins(const struct html_reader *reader, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(reader->end - reader->at) >= length && strncasecmp(reader->at, word, length) == 0;
}

/* To behind the next `mark`, or to the end. */
static void skip_past(struct html_reader *reader, const char *from, const char *mark)
{
    size_t length = strlen(mark);
    const char *found = memmem(from, (size_t)(reader->end - from), mark, length);
    reader->at = found != NULL ? found + length : reader->end;
}

static void skip_comment(struct html_reader *reader)
{
    /* "<!-->" and "<!--->" are whole comments: the closing dashes may be the opening ones. */
    const char *behind = reader->at + 4;
    if (behind < reader->end && *behind == '>') {
        reader->at = behind + 1;
    } else {
        skip_past(reader, reader->at + 2 + (behind < reader->end && *behind == '-'), "-->");
    }
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Up to the next "<", or to the end of a CDATA section. */
static size_t text_length(const struct html_reader *reader)
{
    size_t left = (size_t)(reader->end - reader->at);
    const char *angle = left > 1 ? memchr(reader->at + 1, '<', left - 1) : NULL;
    size_t length = angle != NULL ? (size_t)(angle - reader->at) : left;
    const char *close = reader->cdata ? memmem(reader->at, length, "]]>", 3) : NULL;
    return close != NULL ? (size_t)(close - reader->at) : length;
}

/* A tag that a text was cut off in, and not "<" among words. */
static int is_cut_tag(const struct html_reader *reader)
{
    const char *name = reader->at + 1 + (reader->at + 1 < reader->end && reader->at[1] == '/');
    if (name >= reader->end || !is_letter(*name)) {
        return 0;
    }
    const char *behind = name + name_length(reader, name);
    for (const char *at = name; at < behind; at++) {
        if ((unsigned char)*at >= 0x80) {
            return 0;
        }
    }
    return behind < reader->end || html_element_find(name, (size_t)(behind - name))->kind != HTML_THROUGH;
}

/* Reads what begins with the "<" here; 0: it is one that stands for itself. */
static int read_markup(struct html_reader *reader)
{
    char next = reader->at + 1 < reader->end ? reader->at[1] : '\0';
    char after = reader->at + 2 < reader->end ? reader->at[2] : '\0';
    if (begins(reader, "<!--")) {
        skip_comment(reader);
    } else if (begins(reader, "<![CDATA[")) {
        reader->at += strlen("<![CDATA[");
        reader->cdata = 1;
    } else if (reader->at >= reader->last_angle) { /* it never ends */
        if (!is_cut_tag(reader)) {
            return 0;
        }
        reader->at += text_length(reader);
    } else if (next == '!' || next == '?' || (next == '/' && !is_letter(after))) {
        skip_past(reader, reader->at, ">");
    } else if (is_letter(next) || next == '/') {
        read_tag(reader);
    } else {
        return 0;
    }
    return 1;
}

static void read_all(struct html_reader *reader)
{
    while (reader->at < reader->end) {
        if (reader->cdata && begins(reader, "]]>")) {
            reader->at += 3;
            reader->cdata = 0;
        } else if (*reader->at != '<' || !read_markup(reader)) {
            read_text(reader, text_length(reader));
        }
    }
    while (reader->depth > 0) {
        pop(reader);
    }
}

int html_read(const char *html, size_t length, const struct html_sink *sink)
{
    if (length == 0) {
        return 0;
    }
    struct html_reader *reader = calloc(1, sizeof *reader);
    char *room = malloc(HTML_TEXT_SIZE(length) + 1);
    if (reader == NULL || room == NULL) {
        free(reader);
        free(room);
        return -1;
    }
    reader->at = html;
    reader->end = html + length;
    reader->last_angle = memrchr(html, '>', length);
    if (reader->last_angle == NULL) {
        reader->last_angle = html;
    }
    reader->sink = sink;
    reader->reopened_left = length + REOPENED_MIN;
    reader->room = room;
    read_all(reader);
    free(room);
    free(reader);
    return 0;
}
