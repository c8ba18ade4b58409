#include "headend/notices/import/feed_names.h"

static const struct {
    const char *name;
    enum feed_element element;
} names[] = {
    {"rss", ELEMENT_AROUND},
    {"rdf:RDF", ELEMENT_AROUND},
    {"channel", ELEMENT_AROUND},
    {"feed", ELEMENT_AROUND},
    {"item", ELEMENT_ENTRY},
    {"entry", ELEMENT_ENTRY},
    {"title", ELEMENT_FIELD},
    {"link", ELEMENT_FIELD},
    {"guid", ELEMENT_FIELD},
    {"id", ELEMENT_FIELD},
    {"pubDate", ELEMENT_FIELD},
    {"published", ELEMENT_FIELD},
    {"updated", ELEMENT_FIELD},
    {"category", ELEMENT_FIELD},
    {"comments", ELEMENT_FIELD},
    {"subtitle", ELEMENT_FIELD},
    {"rights", ELEMENT_FIELD},
    {"copyright", ELEMENT_FIELD},
    {"language", ELEMENT_FIELD},
    {"generator", ELEMENT_FIELD},
    {"lastBuildDate", ELEMENT_FIELD},
    {"dc:title", ELEMENT_FIELD},
    {"dc:creator", ELEMENT_FIELD},
    {"dc:publisher", ELEMENT_FIELD},
    {"dc:date", ELEMENT_FIELD},
    {"dc:subject", ELEMENT_FIELD},
    {"hall:level", ELEMENT_FIELD},
    {"hall:category", ELEMENT_FIELD},
    {"hall:area", ELEMENT_FIELD},
    {"hall:area_code", ELEMENT_FIELD},
    {"hall:valid-from", ELEMENT_FIELD},
    {"hall:valid-to", ELEMENT_FIELD},
    {"hall:speech", ELEMENT_FIELD},
    {"hall:office", ELEMENT_FIELD},
    {"description", ELEMENT_BODY},
    {"content:encoded", ELEMENT_BODY},
    {"content", ELEMENT_BODY},
    {"summary", ELEMENT_BODY},
};

enum feed_element feed_element_of(struct markup_piece name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (markup_name_is(name, names[i].name)) {
            return names[i].element;
        }
    }
    return ELEMENT_OTHER;
}

int feed_element_may_be_html(struct markup_piece name)
{
    return markup_name_is(name, "title") || markup_name_is(name, "link") || markup_name_is(name, "summary");
}
