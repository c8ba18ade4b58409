#include "backend-client/article/article_element.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* In the order of strcmp. */
static const struct element elements[] = {
    {"a", ELEMENT_LINK, 0},          {"address", ELEMENT_BLOCK, 0},
    {"applet", ELEMENT_DROP, 0},     {"area", ELEMENT_IGNORE, 0},
    {"article", ELEMENT_BLOCK, 0},   {"aside", ELEMENT_BLOCK, 0},
    {"audio", ELEMENT_DROP, 0},      {"b", ELEMENT_BOLD, 0},
    {"base", ELEMENT_IGNORE, 0},     {"blockquote", ELEMENT_QUOTE, 0},
    {"body", ELEMENT_BLOCK, 0},      {"br", ELEMENT_BREAK, 0},
    {"button", ELEMENT_DROP, 0},     {"canvas", ELEMENT_DROP, 0},
    {"caption", ELEMENT_CAPTION, 0}, {"center", ELEMENT_CENTRE, 0},
    {"col", ELEMENT_IGNORE, 0},      {"dd", ELEMENT_BLOCK, 0},
    {"dialog", ELEMENT_DROP, 0},     {"dir", ELEMENT_UNORDERED, 0},
    {"div", ELEMENT_BLOCK, 0},       {"dl", ELEMENT_BLOCK, 0},
    {"dt", ELEMENT_TERM, 0},         {"embed", ELEMENT_IGNORE, 0},
    {"fieldset", ELEMENT_BLOCK, 0},  {"figcaption", ELEMENT_CENTRE, 0},
    {"figure", ELEMENT_BLOCK, 0},    {"footer", ELEMENT_BLOCK, 0},
    {"form", ELEMENT_DROP, 0},       {"frame", ELEMENT_IGNORE, 0},
    {"frameset", ELEMENT_DROP, 0},   {"h1", ELEMENT_HEADING, 1},
    {"h2", ELEMENT_HEADING, 2},      {"h3", ELEMENT_HEADING, 3},
    {"h4", ELEMENT_HEADING, 4},      {"h5", ELEMENT_HEADING, 5},
    {"h6", ELEMENT_HEADING, 6},      {"header", ELEMENT_BLOCK, 0},
    {"hr", ELEMENT_RULE, 0},         {"iframe", ELEMENT_DROP, 0},
    {"img", ELEMENT_PICTURE, 0},     {"input", ELEMENT_IGNORE, 0},
    {"legend", ELEMENT_BLOCK, 0},    {"li", ELEMENT_ITEM, 0},
    {"link", ELEMENT_IGNORE, 0},     {"listing", ELEMENT_PRE, 0},
    {"main", ELEMENT_BLOCK, 0},      {"map", ELEMENT_DROP, 0},
    {"math", ELEMENT_DROP, 0},       {"menu", ELEMENT_UNORDERED, 0},
    {"meta", ELEMENT_IGNORE, 0},     {"nav", ELEMENT_BLOCK, 0},
    {"noframes", ELEMENT_DROP, 0},   {"noscript", ELEMENT_DROP, 0},
    {"object", ELEMENT_DROP, 0},     {"ol", ELEMENT_ORDERED, 0},
    {"optgroup", ELEMENT_DROP, 0},   {"option", ELEMENT_DROP, 0},
    {"p", ELEMENT_BLOCK, 0},         {"param", ELEMENT_IGNORE, 0},
    {"pre", ELEMENT_PRE, 0},         {"rp", ELEMENT_DROP, 0},
    {"rt", ELEMENT_DROP, 0},         {"script", ELEMENT_DROP, 0},
    {"section", ELEMENT_BLOCK, 0},   {"select", ELEMENT_DROP, 0},
    {"source", ELEMENT_IGNORE, 0},   {"strong", ELEMENT_BOLD, 0},
    {"style", ELEMENT_DROP, 0},      {"summary", ELEMENT_TERM, 0},
    {"svg", ELEMENT_DROP, 0},        {"table", ELEMENT_TABLE, 0},
    {"td", ELEMENT_CELL, 0},         {"template", ELEMENT_DROP, 0},
    {"textarea", ELEMENT_DROP, 0},   {"th", ELEMENT_HEADER_CELL, 0},
    {"title", ELEMENT_DROP, 0},      {"tr", ELEMENT_ROW, 0},
    {"track", ELEMENT_IGNORE, 0},    {"ul", ELEMENT_UNORDERED, 0},
    {"video", ELEMENT_DROP, 0},      {"wbr", ELEMENT_IGNORE, 0},
    {"xml", ELEMENT_DROP, 0},        {"xmp", ELEMENT_PRE, 0},
};

static const struct element unknown = {"", ELEMENT_THROUGH, 0};

static int compare(const void *name, const void *element)
{
    return strcmp(name, ((const struct element *)element)->name);
}

const struct element *element_find(const char *name)
{
    const struct element *found =
        bsearch(name, elements, sizeof elements / sizeof elements[0], sizeof elements[0], compare);
    return found == NULL ? &unknown : found;
}
