#include "headend/notices/import/notice_html.h"

#include <libxml/uri.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/html/html_address.h"
#include "both-sides/html/html_chart.h"
#include "both-sides/html/html_reader.h"
#include "both-sides/memory/memory_failures.h"
#include "both-sides/web_address.h"

/* What is written while the text is read. */
struct cleaning {
    char *text;
    size_t length, room;
    int ampersand; /* one is to be written; how depends on what follows: "&amp;lt;" reads as escaped twice */
    int no_memory;
    const char *base;
    const struct notice_html_pictures *pictures;
    const struct notice_html_charts *charts; /* or NULL */
    struct html_chart_reader chart_reader;
    size_t table_name_end; /* of the outermost table: here stands its mark, once it is a chart */
};

static void append(struct cleaning *out, const char *bytes, size_t length)
{
    if (out->no_memory) {
        return;
    }
    if (out->length + length + 1 > out->room) {
        size_t room = (out->length + length + 1) * 2;
        char *grown = realloc(out->text, room);
        if (grown == NULL) {
            out->no_memory = 1;
            return;
        }
        out->text = grown;
        out->room = room;
    }
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    out->text[out->length] = '\0';
}

static int may_begin_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#';
}

static void put_bytes(struct cleaning *out, const char *bytes, size_t length)
{
    if (out->ampersand && length > 0) {
        out->ampersand = 0;
        append(out, may_begin_name(bytes[0]) ? "&#38;" : "&amp;", 5);
    }
    append(out, bytes, length);
}

static void put(struct cleaning *out, const char *text)
{
    put_bytes(out, text, strlen(text));
}

static void put_ampersand(struct cleaning *out)
{
    if (out->ampersand) {
        append(out, "&amp;", 5);
    }
    out->ampersand = 1;
}

/* Text as HTML. */
static void put_escaped(struct cleaning *out, const char *text, size_t length, int in_attribute)
{
    size_t start = 0;
    for (size_t at = 0; at < length; at++) {
        char c = text[at];
        if (c != '&' && c != '<' && c != '>' && !(c == '"' && in_attribute)) {
            continue;
        }
        put_bytes(out, text + start, at - start);
        start = at + 1;
        if (c == '&') {
            put_ampersand(out);
        } else {
            put(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
        }
    }
    put_bytes(out, text + start, length - start);
}

static void put_attribute(struct cleaning *out, enum html_attribute attribute, const char *value)
{
    put(out, " ");
    put(out, html_attribute_name(attribute));
    put(out, "=\"");
    put_escaped(out, value, strlen(value), 1);
    put(out, "\"");
}

static void put_number(struct cleaning *out, const struct html_tag *tag, enum html_attribute attribute)
{
    char number[16];
    if (tag->values[attribute] != NULL) {
        (void)snprintf(number, sizeof number, "%d", html_tag_number(tag, attribute, 0, 9999, 1));
        put_attribute(out, attribute, number);
    }
}

static void put_style(struct cleaning *out, const struct html_style *style)
{
    static const char *const aligns[] = {"left", "center", "right"};
    char text[120];
    (void)snprintf(text, sizeof text, "%s%s%s",
                   style->bold > 0    ? "font-weight:bold;"
                   : style->bold == 0 ? "font-weight:normal;"
                                      : "",
                   style->struck ? "text-decoration:line-through;" : "",
                   style->shift > 0   ? "vertical-align:super;"
                   : style->shift < 0 ? "vertical-align:sub;"
                                      : "");
    if (style->align >= 0) {
        put_attribute(out, HTML_ATTRIBUTE_ALIGN, aligns[style->align]);
    }
    if (text[0] != '\0') {
        text[strlen(text) - 1] = '\0';
        put_attribute(out, HTML_ATTRIBUTE_STYLE, text);
    }
}

static int is_kept_scheme(const char *address)
{
    return web_address_begins(address) || strncasecmp(address, "mailto:", 7) == 0 ||
           strncasecmp(address, "tel:", 4) == 0;
}

/* "" if nothing is left of it; NULL without memory. */
static char *clean_address(const char *address)
{
    size_t size = HTML_ADDRESS_SIZE(strlen(address));
    char *clean = memory_counted(malloc(size));
    if (clean != NULL) {
        (void)html_address_clean(address, clean, size);
    }
    return clean;
}

char *notice_html_absolute(const char *address, const char *base)
{
    char *clean = clean_address(address);
    char *clean_base = base != NULL ? clean_address(base) : memory_counted(strdup(""));
    char *absolute = NULL;
    if (clean != NULL && clean_base != NULL && html_address_has_scheme(clean)) {
        absolute = memory_counted(strdup(clean));
    } else if (clean != NULL && clean_base != NULL) {
        xmlChar *built = clean[0] != '\0' && clean_base[0] != '\0'
                             ? xmlBuildURI(BAD_CAST clean, BAD_CAST clean_base)
                             : NULL;
        absolute = memory_counted(strdup(built != NULL ? (const char *)built : ""));
        xmlFree(built);
    }
    free(clean_base);
    free(clean);
    return absolute;
}

static void put_link(struct cleaning *out, const char *link)
{
    char *absolute = link[0] != '#' ? notice_html_absolute(link, out->base) : memory_counted(strdup(""));
    if (absolute == NULL) {
        out->no_memory = 1;
    } else if (is_kept_scheme(absolute)) {
        put_attribute(out, HTML_ATTRIBUTE_HREF, absolute);
    }
    free(absolute);
}

static void put_picture(struct cleaning *out, const struct html_tag *tag)
{
    char address[PICTURE_SOURCE_SIZE];
    const char *alt = tag->values[HTML_ATTRIBUTE_ALT];
    if (out->pictures->take(out->pictures->context, tag->source, address) != 0) {
        put_escaped(out, alt != NULL ? alt : "", alt != NULL ? strlen(alt) : 0, 0);
        return;
    }
    put(out, "<img");
    put_attribute(out, HTML_ATTRIBUTE_SRC, address);
    if (alt != NULL) {
        put_attribute(out, HTML_ATTRIBUTE_ALT, alt);
    }
    put(out, ">");
}

/* Whether a table is a chart is known at its end. */
static void mark_chart(struct cleaning *out)
{
    const struct html_chart *chart = &out->chart_reader.chart;
    size_t from = out->table_name_end;
    size_t length = out->length;
    put_attribute(out, HTML_ATTRIBUTE_DATA_CHART, chart->form == HTML_CHART_BARS ? "bars" : "line");
    if (chart->unit[0] != '\0') {
        put_attribute(out, HTML_ATTRIBUTE_DATA_UNIT, chart->unit);
    }
    size_t size = out->length - length;
    char *mark = out->no_memory ? NULL : memory_counted(malloc(size));
    if (mark == NULL) {
        out->no_memory = 1;
        return;
    }
    memcpy(mark, out->text + length, size);
    memmove(out->text + from + size, out->text + from, length - from);
    memcpy(out->text + from, mark, size);
    free(mark);
}

static void on_start(void *context, const struct html_tag *tag)
{
    struct cleaning *out = context;
    html_chart_start(&out->chart_reader, tag);
    if (tag->element->kind == HTML_PICTURE) {
        put_picture(out, tag);
        return;
    }
    put(out, "<");
    put(out, tag->element->name);
    switch (tag->element->kind) {
    case HTML_TABLE:
        out->table_name_end = out->chart_reader.tables == 1 ? out->length : out->table_name_end;
        break;
    case HTML_LINK:
        if (tag->values[HTML_ATTRIBUTE_HREF] != NULL) {
            put_link(out, tag->values[HTML_ATTRIBUTE_HREF]);
        }
        break;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        put_number(out, tag, HTML_ATTRIBUTE_COLSPAN);
        put_number(out, tag, HTML_ATTRIBUTE_ROWSPAN);
        break;
    case HTML_ORDERED:
        put_number(out, tag, HTML_ATTRIBUTE_START);
        break;
    case HTML_ITEM:
        put_number(out, tag, HTML_ATTRIBUTE_VALUE);
        break;
    default: /* all other elements have nothing but a style */
        break;
    }
    if (!html_is_void(tag->element->kind)) {
        put_style(out, &tag->style);
    }
    put(out, ">");
}

static void on_end(void *context, const struct html_element *element)
{
    struct cleaning *out = context;
    put(out, "</");
    put(out, element->name);
    put(out, ">");
    enum html_chart_result chart = html_chart_end(&out->chart_reader, element);
    if (chart == HTML_CHART_READ) {
        mark_chart(out);
    } else if (chart == HTML_CHART_REFUSED && out->charts != NULL) {
        out->charts->refused(out->charts->context, out->chart_reader.problem);
    }
}

static void on_text(void *context, const char *text, size_t length)
{
    html_chart_text(&((struct cleaning *)context)->chart_reader, text, length);
    put_escaped(context, text, length, 0);
}

const char *notice_html_problem(const char *html)
{
    return strlen(html) > NOTICE_HTML_BYTES_MAX ? "its text is too long" : NULL;
}

char *notice_html_clean(const char *html, const char *base, const struct notice_html_pictures *pictures,
                        const struct notice_html_charts *charts)
{
    struct cleaning out = {.base = base, .pictures = pictures, .charts = charts};
    const struct html_sink sink = {&out, on_start, on_end, on_text};
    if (notice_html_problem(html) != NULL) {
        return NULL;
    }
    append(&out, "", 0);
    int result = html_read(html, strlen(html), &sink);
    if (out.ampersand) {
        append(&out, "&amp;", 5);
    }
    if (result != 0 || out.no_memory) {
        free(out.text);
        return NULL;
    }
    return out.text;
}
