#include "backend-client/article/article_prepare.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TAG_PARTS_MAX = 1000 };

struct cursor {
    const char *at, *end;
};

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int starts_with(const struct cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(cursor->end - cursor->at) >= length && strncasecmp(cursor->at, word, length) == 0;
}

/* To behind the next `c`, or to the end. */
static void skip_past(struct cursor *cursor, char c)
{
    const char *found = memchr(cursor->at, c, (size_t)(cursor->end - cursor->at));
    cursor->at = found == NULL ? cursor->end : found + 1;
}

static void skip_comment(struct cursor *cursor)
{
    /* "<!-->" and "<!--->" are whole comments: the closing dashes may be the opening ones. */
    const char *at = cursor->at + 2;
    const char *found = memmem(at, (size_t)(cursor->end - at), "-->", 3);
    if (cursor->end - at > 2 && at[2] == '>') {
        found = at;
    }
    cursor->at = found == NULL ? cursor->end : found + 3;
}

/* Behind the tag at the cursor; NULL if it is a bomb. */
static const char *tag_end(const struct cursor *cursor)
{
    size_t parts = 0;
    char quote = '\0';
    int value_begins = 0;
    for (const char *at = cursor->at + 1; at < cursor->end; at++) {
        char c = *at;
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
            continue;
        }
        if (c == '>') {
            return at + 1;
        }
        if (value_begins && (c == '"' || c == '\'')) {
            quote = c;
        }
        value_begins = c == '=' || (value_begins && is_blank(c));
        parts += is_blank(c) || c == '=' || c == '/';
        if (parts > TAG_PARTS_MAX) {
            return NULL;
        }
    }
    return cursor->end;
}

/* Skips <script>…</script> and the like, in which "<" means nothing. Returns 1 if there was one. */
static int skip_raw_text(struct cursor *cursor, const char *behind_tag)
{
    static const char *const names[] = {"script", "style"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        struct cursor name = {cursor->at + 1, cursor->end};
        if (!starts_with(&name, names[i]) || (size_t)(name.end - name.at) == length ||
            !(is_blank(name.at[length]) || name.at[length] == '>' || name.at[length] == '/')) {
            continue;
        }
        cursor->at = behind_tag;
        while (cursor->at < cursor->end) {
            skip_past(cursor, '<');
            if (cursor->at < cursor->end && *cursor->at == '/') {
                struct cursor closing = {cursor->at + 1, cursor->end};
                if (starts_with(&closing, names[i])) {
                    skip_past(cursor, '>');
                    break;
                }
            }
        }
        return 1;
    }
    return 0;
}

static int is_markup_to_drop(const struct cursor *cursor)
{
    char next = cursor->at + 1 < cursor->end ? cursor->at[1] : '\0';
    if (next == '!' || next == '?') {
        return 1;
    }
    char after = cursor->at + 2 < cursor->end ? cursor->at[2] : '\0';
    return next == '/' && !is_letter(after);
}

char *article_prepare(const char *html, size_t length, size_t *prepared, int *cut)
{
    char *out = malloc(length + 1);
    if (out == NULL) {
        return NULL;
    }
    size_t kept = 0;
    struct cursor cursor = {html, html + length};
    while (cursor.at < cursor.end) {
        if (*cursor.at != '<') {
            if (*cursor.at != '\0') {
                out[kept++] = *cursor.at;
            }
            cursor.at++;
        } else if (starts_with(&cursor, "<!--")) {
            skip_comment(&cursor);
        } else if (is_markup_to_drop(&cursor)) {
            skip_past(&cursor, '>');
        } else if (cursor.at + 1 < cursor.end && (is_letter(cursor.at[1]) || cursor.at[1] == '/')) {
            const char *behind = tag_end(&cursor);
            if (behind == NULL) {
                *cut = 1;
                break;
            }
            if (!skip_raw_text(&cursor, behind)) {
                for (; cursor.at < behind; cursor.at++) {
                    out[kept] = *cursor.at;
                    kept += *cursor.at != '\0';
                }
            }
        } else {
            out[kept++] = *cursor.at++;
        }
    }
    *prepared = kept;
    return out;
}
