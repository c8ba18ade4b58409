#include "headend/notices/import/feed_references.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/html/html_reference.h"

struct passage {
    const char *opens, *closes;
};

/* What "&" means nothing in. */
static const struct passage literal_passages[] = {
    {"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<?", "?>"}, {"<!DOCTYPE", ">"}};

/* The length of the literal passage that begins at `text`, 0: there is none. */
static size_t passage_length(const char *text, size_t left)
{
    for (size_t i = 0; i < sizeof literal_passages / sizeof literal_passages[0]; i++) {
        const struct passage *passage = &literal_passages[i];
        size_t opens = strlen(passage->opens);
        if (left < opens || memcmp(text, passage->opens, opens) != 0) {
            continue;
        }
        const char *end = memmem(text + opens, left - opens, passage->closes, strlen(passage->closes));
        return end != NULL ? (size_t)(end - text) + strlen(passage->closes) : left;
    }
    return 0;
}

/* 1 for what XML reads as it stands: its own five names, and whole numbers. */
static int is_of_xml(const char *text, size_t taken)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == taken && memcmp(names[i], text, taken) == 0) {
            return 1;
        }
    }
    return 0;
}

/* What takes the place of the "&" at `text`; *taken is how many bytes it stands for. */
static size_t replace(const char *text, size_t left, size_t *taken, char out[32])
{
    struct html_reference reference;
    *taken = html_reference_read(text, left, 0, &reference);
    if (*taken == 0 || text[*taken - 1] != ';') {
        *taken = 1;
        memcpy(out, "&amp;", 5);
        return 5;
    }
    size_t written = 0;
    if (is_of_xml(text, *taken)) {
        memcpy(out, text, *taken);
        return *taken;
    }
    for (size_t i = 0; i < reference.count; i++) {
        int length = snprintf(out + written, 32 - written, "&#%u;", (unsigned)reference.code_points[i]);
        written += length > 0 ? (size_t)length : 0;
    }
    return written;
}

/* Into `out`, or only counted where it is NULL. */
static size_t resolve(const char *text, size_t length, char *out, size_t *changes)
{
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        char buffer[32];
        const char *piece = text + at;
        size_t taken = 1;
        size_t size = 1;
        if (*piece == '&') {
            size = replace(piece, length - at, &taken, buffer);
            *changes += size != taken || memcmp(piece, buffer, size) != 0;
            piece = buffer;
        } else if (*piece == '<') {
            size_t passage = passage_length(piece, length - at);
            taken = size = passage > 0 ? passage : 1;
        } else {
            const char *next = piece + 1;
            while (next < text + length && *next != '&' && *next != '<') {
                next++;
            }
            taken = size = (size_t)(next - piece);
        }
        if (out != NULL) {
            memcpy(out + used, piece, size);
        }
        used += size;
        at += taken;
    }
    return used;
}

char *feed_resolve_references(const char *text, size_t length, size_t *resolved, int *no_memory)
{
    size_t changes = 0;
    *no_memory = 0;
    /* UTF-16 and UTF-32 have a NUL in every "<". */
    if (length < 4 || memchr(text, '\0', 4) != NULL) {
        return NULL;
    }
    size_t size = resolve(text, length, NULL, &changes);
    char *out = changes > 0 ? malloc(size + 1) : NULL;
    if (out == NULL) {
        *no_memory = changes > 0;
        return NULL;
    }
    *resolved = resolve(text, length, out, &changes);
    out[*resolved] = '\0';
    return out;
}
