#include "headend/notices/import/feed_repair.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "headend/notices/import/feed_names.h"

/* An element that is open. */
struct open_element {
    struct markup_piece name;
    enum feed_element element;
    size_t namespaces; /* declared by it */
    size_t out_at;     /* where it begins in what is written */
};

/* Where something stands next; NULL: not looked for yet, or nowhere. */
struct next {
    const char *at;
    int is_nowhere;
};

struct repair {
    const char *text;
    size_t length, at;
    size_t line, line_at; /* counted up to there */
    size_t looked;        /* bytes behind a "<" that then was no tag, or was looked at only */
    struct next section_end, comment_end;
    enum feed_repair_way way;
    struct feed_notes *notes;
    struct feed_buffer *out;
    struct open_element open[REPAIR_DEPTH_MAX];
    size_t depth, namespaces;
    size_t root_at;           /* before it nothing is of the feed */
    int has_begun, has_ended; /* the outermost element */
    int end_was_seen;
    int holds_entities; /* declares some of its own */
    struct markup_tag tag;
};

static size_t line_of(struct repair *repair)
{
    for (; repair->line_at < repair->at; repair->line_at++) {
        repair->line += repair->text[repair->line_at] == '\n';
    }
    return repair->line;
}

#define NOTE(...) feed_note(repair->notes, line_of(repair), __VA_ARGS__)

static const char *here(const struct repair *repair)
{
    return repair->text + repair->at;
}

static size_t left(const struct repair *repair)
{
    return repair->length - repair->at;
}

static int begins(const struct repair *repair, const char *what)
{
    size_t length = strlen(what);
    return left(repair) >= length && strncasecmp(here(repair), what, length) == 0;
}

/* Bytes up to behind `what`, or all that are left. */
static size_t up_to(const struct repair *repair, const char *what)
{
    const char *found = memmem(here(repair), left(repair), what, strlen(what));
    return found != NULL ? (size_t)(found - here(repair)) + strlen(what) : left(repair);
}

/* Likewise from `from` on, which only grows: looked for anew only where that was passed. NULL: nowhere. */
static const char *find_next(const struct repair *repair, struct next *next, const char *from,
                             const char *what)
{
    if (!next->is_nowhere && (next->at == NULL || next->at < from)) {
        next->at = memmem(from, (size_t)(repair->text + repair->length - from), what, strlen(what));
        next->is_nowhere = next->at == NULL;
    }
    return next->at;
}

/* Reads the tag at `text`; TAG_NONE also where too many bytes were looked at in vain already. */
static void look_at_tag(struct repair *repair, const char *text, size_t length)
{
    repair->tag.kind = TAG_NONE;
    if (repair->looked < 2 * repair->length + 65536) {
        markup_read_tag(text, length, &repair->tag);
        repair->looked += repair->tag.length;
    }
}

/* Leaves bytes out, but for their line breaks. */
static void pass(struct repair *repair, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (here(repair)[i] == '\n') {
            feed_buffer_put(repair->out, "\n", 1);
        }
    }
    repair->at += length;
}

static struct open_element *top(struct repair *repair)
{
    return repair->depth > 0 ? &repair->open[repair->depth - 1] : NULL;
}

static int in_field(struct repair *repair)
{
    const struct open_element *element = top(repair);
    return repair->way == REPAIR_STRUCTURE && element != NULL && element->element >= ELEMENT_FIELD;
}

static int has_open_entry(const struct repair *repair)
{
    for (size_t i = 0; i < repair->depth; i++) {
        if (repair->open[i].element == ELEMENT_ENTRY) {
            return 1;
        }
    }
    return 0;
}

/* --- Elements --- */

static void close_top(struct repair *repair)
{
    const struct open_element *element = top(repair);
    feed_buffer_put(repair->out, "</", 2);
    feed_buffer_put(repair->out, element->name.text, element->name.length);
    feed_buffer_put(repair->out, ">", 1);
    repair->namespaces -= element->namespaces;
    repair->depth--;
    repair->has_ended = repair->depth == 0;
}

static void close_missing(struct repair *repair)
{
    const struct markup_piece name = top(repair)->name;
    NOTE("the end tag of <%.*s> is missing", (int)(name.length < 40 ? name.length : 40), name.text);
    close_top(repair);
}

static void open_tag(struct repair *repair)
{
    const struct markup_tag *tag = &repair->tag;
    if (tag->attributes_left_out > 0) {
        NOTE("an element has more than %d attributes; the others are left out", MARKUP_ATTRIBUTES_MAX);
    }
    if (repair->depth == REPAIR_DEPTH_MAX) {
        NOTE("elements deeper than %d are left out", REPAIR_DEPTH_MAX);
        return;
    }
    struct open_element element = {
        .name = tag->name, .element = feed_element_of(tag->name), .out_at = repair->out->length};
    element.namespaces = markup_write_tag(tag, REPAIR_NAMESPACES_MAX - repair->namespaces, repair->out);
    repair->has_begun = 1;
    if (tag->kind == TAG_START) {
        repair->namespaces += element.namespaces;
        repair->open[repair->depth++] = element;
    } else if (repair->depth == 0) {
        repair->has_ended = 1;
    }
}

/* HTML that should have been escaped, or a tag too many. */
static void take_tag_as_text(struct repair *repair)
{
    NOTE("HTML that is not escaped is taken as text");
    markup_write_text(here(repair), repair->tag.length, line_of(repair), repair->notes, repair->out);
}

/* 1: the tag shows that the field around it has no end tag. */
static int ends_field(const struct repair *repair, const struct open_element *field)
{
    const struct markup_tag *tag = &repair->tag;
    enum feed_element element = feed_element_of(tag->name);
    if (element == ELEMENT_ENTRY || element == ELEMENT_AROUND) {
        return 1;
    }
    if (tag->kind == TAG_END || element < ELEMENT_FIELD) {
        return 0;
    }
    return field->element != ELEMENT_BODY || !feed_element_may_be_html(tag->name) ||
           tag->attribute_count == 0;
}

/* The outermost element stays open until the end, as more may follow. */
static void close_field(struct repair *repair)
{
    while (in_field(repair) && repair->depth > 1) {
        close_missing(repair);
    }
}

/* An entry within an entry: the first one has no end tag. */
static void close_entry(struct repair *repair)
{
    while (has_open_entry(repair) && repair->depth > 1) {
        close_missing(repair);
    }
}

static void start_tag(struct repair *repair)
{
    const struct open_element *field = in_field(repair) ? top(repair) : NULL;
    if (field != NULL && !ends_field(repair, field)) {
        take_tag_as_text(repair);
        return;
    }
    if (repair->way == REPAIR_STRUCTURE) {
        enum feed_element element = feed_element_of(repair->tag.name);
        close_field(repair);
        if (element == ELEMENT_ENTRY || element == ELEMENT_AROUND) {
            close_entry(repair);
        }
    }
    open_tag(repair);
}

/* How many open elements end with this tag; 0: none has this name. Only the end of an entry or of what is
 * around it ends an entry. */
static size_t depth_to_close(struct repair *repair)
{
    enum feed_element ending = feed_element_of(repair->tag.name);
    int may_end_entry = ending == ELEMENT_ENTRY || ending == ELEMENT_AROUND;
    for (size_t i = repair->depth; i > 0; i--) {
        const struct open_element *element = &repair->open[i - 1];
        if (element->name.length == repair->tag.name.length &&
            strncasecmp(element->name.text, repair->tag.name.text, element->name.length) == 0) {
            return repair->depth - i + 1;
        }
        if (element->element == ELEMENT_ENTRY && !may_end_entry) {
            return 0;
        }
    }
    return 0;
}

static void end_tag_of_structure(struct repair *repair)
{
    enum feed_element element = feed_element_of(repair->tag.name);
    size_t closing = depth_to_close(repair);
    if (in_field(repair) && closing != 1 && !ends_field(repair, top(repair))) {
        take_tag_as_text(repair);
        return;
    }
    if (element == ELEMENT_AROUND) { /* more may follow behind it: all is closed at the end */
        close_field(repair);
        close_entry(repair);
    } else if (closing == 0) {
        NOTE("an end tag without its start is left out");
    } else {
        for (; closing > 1; closing--) {
            close_missing(repair);
        }
        if (repair->depth > 1) {
            close_top(repair);
        }
    }
}

static void end_tag(struct repair *repair)
{
    if (repair->way == REPAIR_STRUCTURE) {
        end_tag_of_structure(repair);
        return;
    }
    const struct open_element *element = top(repair);
    if (element != NULL && element->name.length == repair->tag.name.length &&
        memcmp(element->name.text, repair->tag.name.text, element->name.length) == 0) {
        close_top(repair);
    } else { /* the parser will refuse it */
        feed_buffer_put(repair->out, here(repair), repair->tag.length);
    }
}

/* --- What is no element --- */

static void outside(struct repair *repair, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(" \t\r\n", here(repair)[i]) == NULL) {
            NOTE(repair->has_ended    ? "what stands behind the end of the feed is left out"
                 : repair->depth == 0 ? "what stands before the feed is left out"
                                      : "what stands between the entries is left out");
            break;
        }
    }
    pass(repair, length);
}

static void take_text(struct repair *repair, size_t length)
{
    if (repair->depth == 0 || (repair->way == REPAIR_STRUCTURE && top(repair)->element == ELEMENT_AROUND)) {
        outside(repair, length);
        return;
    }
    markup_write_text(here(repair), length, line_of(repair), repair->notes, repair->out);
    repair->at += length;
}

static size_t blanks_at(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && strchr(" \t\r\n", text[count]) != NULL) {
        count++;
    }
    return count;
}

/* Where the content of a section ends whose "]]>" was lost: at the end tag of its element, behind which
 * another tag of the feed stands. `length` if it was not lost. */
static size_t lost_end(struct repair *repair, const char *content, size_t length)
{
    const struct open_element *element = top(repair);
    char tag[64];
    int size = element != NULL
                   ? snprintf(tag, sizeof tag, "</%.*s>",
                              (int)(element->name.length < 50 ? element->name.length : 0), element->name.text)
                   : -1;
    const char *from = content;
    while (size > 3) {
        const char *end = memmem(from, length - (size_t)(from - content), tag, (size_t)size);
        if (end == NULL) {
            break;
        }
        const char *next = end + size;
        size_t rest = length - (size_t)(next - content);
        size_t blanks = blanks_at(next, rest);
        if (blanks < rest && next[blanks] == '<') {
            look_at_tag(repair, next + blanks, rest - blanks);
            if (repair->tag.kind != TAG_NONE && feed_element_of(repair->tag.name) != ELEMENT_OTHER) {
                return (size_t)(end - content);
            }
        }
        from = next;
    }
    return length;
}

static void take_section(struct repair *repair)
{
    static const char opens[] = "<![CDATA[";
    const char *content = here(repair) + sizeof opens - 1;
    size_t rest = left(repair) - (sizeof opens - 1);
    const char *close = find_next(repair, &repair->section_end, content, "]]>");
    size_t length = close != NULL ? (size_t)(close - content) : rest;
    size_t taken = sizeof opens - 1 + length + (close != NULL ? 3 : 0);
    size_t kept = lost_end(repair, content, length);
    if (kept < length) {
        NOTE("a CDATA section has lost its end");
        taken = sizeof opens - 1 + kept;
        while (kept > 0 && strchr("]> \t\r\n", content[kept - 1]) != NULL) {
            kept--;
        }
    }
    if (repair->depth == 0) {
        outside(repair, taken);
        return;
    }
    markup_write_literal(content, kept, repair->out);
    repair->at += taken;
}

/* A declaration of the XML or of the document, an instruction, a comment: none says anything here. 0: there
 * is none. */
static int take_aside(struct repair *repair)
{
    if (begins(repair, "<!--")) {
        const char *end = find_next(repair, &repair->comment_end, here(repair), "-->");
        pass(repair, end != NULL ? (size_t)(end - here(repair)) + 3 : 4);
    } else if (begins(repair, "<?")) {
        if (begins(repair, "<?xml") && repair->at > 0 && !repair->has_begun) {
            NOTE("the XML declaration does not stand at the very beginning");
        }
        pass(repair, up_to(repair, ">"));
    } else if (begins(repair, "<!DOCTYPE")) {
        size_t length = up_to(repair, ">");
        if (memchr(here(repair), '[', length) != NULL) {
            length = up_to(repair, "]>");
            repair->holds_entities = memmem(here(repair), length, "<!ENTITY", 8) != NULL;
        }
        pass(repair, length);
    } else {
        return 0;
    }
    return 1;
}

/* --- The whole --- */

/* Where the outermost element of a feed stands; 0: nowhere, or at the beginning. */
static size_t find_root(const struct repair *repair)
{
    static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        const char *found = memmem(repair->text, repair->length, roots[i], strlen(roots[i]));
        first = found != NULL && (first == NULL || found < first) ? found : first;
    }
    return first != NULL ? (size_t)(first - repair->text) : 0;
}

/* 1 if entries stand behind the end: then the end is not where it should be. */
static int goes_on(struct repair *repair)
{
    if (!repair->has_ended || repair->end_was_seen) {
        return 0;
    }
    repair->end_was_seen = 1;
    return memmem(here(repair), left(repair), "<item", 5) != NULL ||
           memmem(here(repair), left(repair), "<entry", 6) != NULL;
}

static void take_tag(struct repair *repair)
{
    look_at_tag(repair, here(repair), left(repair));
    if (repair->tag.kind == TAG_NONE) {
        if (repair->depth > 0) {
            NOTE("a raw < is taken as it stands");
            feed_buffer_put_text(repair->out, "&lt;");
            repair->at++;
        } else {
            outside(repair, 1);
        }
        return;
    }
    size_t length = repair->tag.length;
    repair->looked -= length; /* it is passed */
    if (repair->depth == 0 &&
        (repair->has_ended || repair->tag.kind == TAG_END || repair->at < repair->root_at)) {
        outside(repair, length);
        return;
    }
    if (repair->tag.kind == TAG_END) {
        end_tag(repair);
    } else {
        start_tag(repair);
    }
    repair->at += length;
}

const char *const feed_repair_broke_off = "the feed breaks off";

/* An entry that is still open at the end is not whole. */
static void finish(struct repair *repair)
{
    for (size_t i = 1; i < repair->depth; i++) {
        if (repair->open[i].element == ELEMENT_ENTRY) {
            NOTE("%s: its last entry is not whole and is left out", feed_repair_broke_off);
            feed_buffer_cut(repair->out, repair->open[i].out_at);
            repair->depth = i;
            break;
        }
    }
    while (repair->depth > 0) {
        close_top(repair);
    }
}

int feed_repair(const struct feed_buffer *text_in, enum feed_repair_way way, struct feed_notes *notes,
                struct feed_buffer *out, char problem[FEED_NOTE_SIZE])
{
    struct repair whole = {
        .text = text_in->bytes, .length = text_in->length, .line = 1, .way = way, .notes = notes, .out = out};
    struct repair *repair = &whole;
    feed_buffer_put(out, "", 0);
    whole.root_at = find_root(repair);
    while (repair->at < repair->length && !out->failed) {
        if (way == REPAIR_TEXT && goes_on(repair)) {
            /* The parser will refuse what has two outermost elements. */
            feed_buffer_put_text(out, "<item/>");
            break;
        }
        const char *next = memchr(here(repair), '<', left(repair));
        size_t length = next != NULL ? (size_t)(next - here(repair)) : left(repair);
        if (length > 0) {
            take_text(repair, length);
        } else if (begins(repair, "<![CDATA[")) {
            take_section(repair);
        } else if (!take_aside(repair)) {
            take_tag(repair);
        }
    }
    if (way == REPAIR_STRUCTURE) {
        finish(repair);
    }
    if (out->failed || whole.holds_entities || !whole.has_begun) {
        (void)snprintf(problem, FEED_NOTE_SIZE, "%s",
                       out->failed            ? "out of memory"
                       : whole.holds_entities ? "it declares entities of its own, which no feed needs"
                                              : "line 1: it is no XML");
        return -1;
    }
    return 0;
}
