#include "both-sides/html/html_element.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* In the order of strcmp. */
static const struct html_element elements[] = {
    {"a", HTML_LINK, 0},
    {"address", HTML_BLOCK, 0},
    {"applet", HTML_DROP, 0},
    {"area", HTML_NOTHING, 0},
    {"article", HTML_BLOCK, 0},
    {"aside", HTML_BLOCK, 0},
    {"audio", HTML_DROP, 0},
    {"b", HTML_BOLD, 0},
    {"base", HTML_NOTHING, 0},
    {"basefont", HTML_NOTHING, 0},
    {"bgsound", HTML_NOTHING, 0},
    {"blockquote", HTML_QUOTE, 0},
    {"body", HTML_PAGE, 0},
    {"br", HTML_BREAK, 0},
    {"button", HTML_DROP, 0},
    {"canvas", HTML_DROP, 0},
    {"caption", HTML_CAPTION, 0},
    {"center", HTML_CENTRE, 0},
    {"col", HTML_NOTHING, 0},
    {"datalist", HTML_DROP, 0},
    {"dd", HTML_DEFINITION, 0},
    {"del", HTML_STRUCK, 0},
    {"details", HTML_BLOCK, 0},
    {"dialog", HTML_DROP, 0},
    {"dir", HTML_UNORDERED, 0},
    {"div", HTML_BLOCK, 0},
    {"dl", HTML_DEFINITIONS, 0},
    {"dt", HTML_TERM, 0},
    {"embed", HTML_NOTHING, 0},
    {"fieldset", HTML_BLOCK, 0},
    {"figcaption", HTML_CENTRE, 0},
    {"figure", HTML_BLOCK, 0},
    {"footer", HTML_BLOCK, 0},
    {"form", HTML_BLOCK, 0},
    {"frame", HTML_NOTHING, 0},
    {"frameset", HTML_DROP, 0},
    {"h1", HTML_HEADING, 1},
    {"h2", HTML_HEADING, 2},
    {"h3", HTML_HEADING, 3},
    {"h4", HTML_HEADING, 4},
    {"h5", HTML_HEADING, 5},
    {"h6", HTML_HEADING, 6},
    {"head", HTML_PAGE, 0},
    {"header", HTML_BLOCK, 0},
    {"hgroup", HTML_BLOCK, 0},
    {"hr", HTML_RULE, 0},
    {"html", HTML_PAGE, 0},
    {"iframe", HTML_DROP_RAW, 0},
    {"image", HTML_PICTURE, 0},
    {"img", HTML_PICTURE, 0},
    {"input", HTML_NOTHING, 0},
    {"keygen", HTML_NOTHING, 0},
    {"legend", HTML_BLOCK, 0},
    {"li", HTML_ITEM, 0},
    {"link", HTML_NOTHING, 0},
    {"listing", HTML_PRE, 0},
    {"main", HTML_BLOCK, 0},
    {"marquee", HTML_BLOCK, 0},
    {"math", HTML_DROP, 0},
    {"menu", HTML_UNORDERED, 0},
    {"meta", HTML_NOTHING, 0},
    {"nav", HTML_BLOCK, 0},
    {"noembed", HTML_DROP_RAW, 0},
    {"noframes", HTML_DROP_RAW, 0},
    {"noscript", HTML_FALLBACK, 0},
    {"object", HTML_DROP, 0},
    {"ol", HTML_ORDERED, 0},
    {"optgroup", HTML_DROP, 0},
    {"option", HTML_DROP, 0},
    {"p", HTML_PARAGRAPH, 0},
    {"param", HTML_NOTHING, 0},
    {"pre", HTML_PRE, 0},
    {"q", HTML_QUOTED, 0},
    {"rp", HTML_READING_MARK, 0},
    {"rt", HTML_READING, 0},
    {"s", HTML_STRUCK, 0},
    {"script", HTML_DROP_RAW, 0},
    {"search", HTML_BLOCK, 0},
    {"section", HTML_BLOCK, 0},
    {"select", HTML_DROP, 0},
    {"source", HTML_NOTHING, 0},
    {"strike", HTML_STRUCK, 0},
    {"strong", HTML_BOLD, 0},
    {"style", HTML_DROP_RAW, 0},
    {"sub", HTML_LOWERED, 0},
    {"summary", HTML_TERM, 0},
    {"sup", HTML_RAISED, 0},
    {"svg", HTML_DROP, 0},
    {"table", HTML_TABLE, 0},
    {"tbody", HTML_ROW_GROUP, 0},
    {"td", HTML_CELL, 0},
    {"template", HTML_DROP, 0},
    {"textarea", HTML_DROP_RAW, 0},
    {"tfoot", HTML_ROW_GROUP, 0},
    {"th", HTML_HEADER_CELL, 0},
    {"thead", HTML_ROW_GROUP, 0},
    {"title", HTML_DROP_RAW, 0},
    {"tr", HTML_ROW, 0},
    {"track", HTML_NOTHING, 0},
    {"ul", HTML_UNORDERED, 0},
    {"video", HTML_DROP, 0},
    {"wbr", HTML_NOTHING, 0},
    {"xml", HTML_DROP, 0},
    {"xmp", HTML_PRE, 0},
};

static const struct html_element unknown = {"span", HTML_THROUGH, 0};

static const char *const attributes[HTML_ATTRIBUTE_COUNT] = {
    [HTML_ATTRIBUTE_ALIGN] = "align",
    [HTML_ATTRIBUTE_ALT] = "alt",
    [HTML_ATTRIBUTE_COLSPAN] = "colspan",
    [HTML_ATTRIBUTE_HEIGHT] = "height",
    [HTML_ATTRIBUTE_HIDDEN] = "hidden",
    [HTML_ATTRIBUTE_HREF] = "href",
    [HTML_ATTRIBUTE_ROWSPAN] = "rowspan",
    [HTML_ATTRIBUTE_START] = "start",
    [HTML_ATTRIBUTE_STYLE] = "style",
    [HTML_ATTRIBUTE_VALUE] = "value",
    [HTML_ATTRIBUTE_WIDTH] = "width",
    [HTML_ATTRIBUTE_DATA_CHART] = "data-chart",
    [HTML_ATTRIBUTE_DATA_UNIT] = "data-unit",
    [HTML_ATTRIBUTE_DATA_SRC] = "data-src",
    [HTML_ATTRIBUTE_DATA_ORIGINAL] = "data-original",
    [HTML_ATTRIBUTE_DATA_ORIGINAL_SRC] = "data-original-src",
    [HTML_ATTRIBUTE_DATA_ACTUALSRC] = "data-actualsrc",
    [HTML_ATTRIBUTE_DATA_LAZY_SRC] = "data-lazy-src",
    [HTML_ATTRIBUTE_DATA_LAZYLOAD] = "data-lazyload",
    [HTML_ATTRIBUTE_DATA_LAZY] = "data-lazy",
    [HTML_ATTRIBUTE_DATA_ECHO] = "data-echo",
    [HTML_ATTRIBUTE_DATA_URL] = "data-url",
    [HTML_ATTRIBUTE_LAZY_SRC] = "lazy-src",
    [HTML_ATTRIBUTE_LAZYLOAD] = "lazyload",
    [HTML_ATTRIBUTE_ORIGINAL] = "original",
    [HTML_ATTRIBUTE_ZOOMFILE] = "zoomfile",
    [HTML_ATTRIBUTE_FILE] = "file",
    [HTML_ATTRIBUTE_UNDERSCORE_SRC] = "_src",
    [HTML_ATTRIBUTE_SRC] = "src",
};

static int compare(const void *name, const void *element)
{
    return strcmp(name, ((const struct html_element *)element)->name);
}

/* XHTML in a feed may have a prefix. */
static void skip_prefix(const char **name, size_t *length)
{
    static const char *const prefixes[] = {"xhtml:", "html:"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t prefix = strlen(prefixes[i]);
        if (*length > prefix && strncasecmp(*name, prefixes[i], prefix) == 0) {
            *name += prefix;
            *length -= prefix;
            return;
        }
    }
}

const struct html_element *html_element_find(const char *name, size_t length)
{
    char lower[16];
    skip_prefix(&name, &length);
    if (length >= sizeof lower) {
        return &unknown;
    }
    for (size_t i = 0; i < length; i++) {
        lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + ('a' - 'A') : name[i]);
    }
    lower[length] = '\0';
    const struct html_element *found =
        bsearch(lower, elements, sizeof elements / sizeof elements[0], sizeof elements[0], compare);
    return found == NULL ? &unknown : found;
}

int html_is_inline(enum html_element_kind kind)
{
    switch (kind) {
    case HTML_THROUGH:
    case HTML_QUOTED:
    case HTML_BOLD:
    case HTML_STRUCK:
    case HTML_RAISED:
    case HTML_LOWERED:
    case HTML_READING:
    case HTML_READING_MARK:
    case HTML_LINK:
    case HTML_FALLBACK:
        return 1;
    default: /* all other kinds are blocks, or never have anything in them */
        return 0;
    }
}

int html_is_void(enum html_element_kind kind)
{
    return kind == HTML_NOTHING || kind == HTML_BREAK || kind == HTML_RULE || kind == HTML_PICTURE;
}

enum html_attribute html_attribute_find(const char *name, size_t length)
{
    for (int i = 0; i < HTML_ATTRIBUTE_COUNT; i++) {
        if (strlen(attributes[i]) == length && strncasecmp(attributes[i], name, length) == 0) {
            return (enum html_attribute)i;
        }
    }
    return HTML_ATTRIBUTE_COUNT;
}

const char *html_attribute_name(enum html_attribute attribute)
{
    return attributes[attribute];
}
