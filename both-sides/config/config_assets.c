#include "both-sides/config/config_assets.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/config/config_rules.h"
#include "both-sides/xml/config_document.h"

enum { PATH_SIZE = 512, LIST_SIZE = sizeof(((struct config_error *)0)->allowed) };

/* Whether a file of the folder is NAME with this ending. `list` gets the names of all, as many as it holds.
 */
static int is_there(const char *folder, const char *ending, const char *name, char list[LIST_SIZE])
{
    struct dirent **files = NULL;
    int count = scandir(folder, &files, NULL, alphasort);
    int found = 0;
    size_t used = (size_t)snprintf(list, LIST_SIZE, "one of");
    for (int i = 0; i < count; i++) {
        const char *end = strrchr(files[i]->d_name, '.');
        int length = end != NULL ? (int)(end - files[i]->d_name) : 0;
        if (length > 0 && strcmp(end, ending) == 0) {
            found = found || (strncmp(files[i]->d_name, name, (size_t)length) == 0 && name[length] == '\0');
            if (used + (size_t)length + 2 < LIST_SIZE) {
                used += (size_t)snprintf(list + used, LIST_SIZE - used, " %.*s", length, files[i]->d_name);
            }
        }
        free(files[i]);
    }
    free(files);
    return count < 0 || found; /* a folder that is not there says nothing */
}

/* --- Themes --- */

/* The next <value> of the schema after `node`, in document order; NULL: no more. */
static const xmlNode *next_value(const xmlNode *node, const xmlNode *root)
{
    do {
        const xmlNode *next = node->children != NULL ? node->children : node->next;
        while (next == NULL && node != root) {
            node = node->parent;
            next = node != root ? node->next : NULL;
        }
        node = next;
    } while (node != NULL && !(node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST "value")));
    return node;
}

static int count_named(const xmlNode *theme, const xmlChar *name)
{
    int count = 0;
    for (const xmlNode *node = theme->children; node != NULL; node = node->next) {
        xmlChar *own = node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(node, BAD_CAST "name") : NULL;
        count += own != NULL && xmlStrEqual(own, name);
        xmlFree(own);
    }
    return count;
}

/* Each name that the schema has stands in a theme once, which a grammar cannot demand of elements in any
 * order. */
static void check_theme_entries(const xmlDoc *theme, const char *schema_path, struct config_errors *own)
{
    size_t length = 0;
    char *text = config_file_read(schema_path, &length, own);
    xmlDoc *schema = text != NULL ? config_document_read(text, length, own) : NULL;
    const xmlNode *root = schema != NULL ? xmlDocGetRootElement(schema) : NULL;
    const xmlNode *entries = xmlDocGetRootElement(theme);
    for (const xmlNode *value = root != NULL ? next_value(root, root) : NULL; value != NULL;
         value = next_value(value, root)) {
        xmlChar *name = xmlNodeGetContent(value);
        int count = name != NULL ? count_named(entries, name) : 1;
        if (count != 1) {
            config_error_add(own, (int)xmlGetLineNo(entries), "theme", "each entry once", "\"%.40s\" %s",
                             (const char *)name, count == 0 ? "is missing" : "stands twice");
        }
        xmlFree(name);
    }
    xmlFreeDoc(schema);
    free(text);
}

/* A theme that is there but cannot be read shuts a box's eyes like one that is not. */
static void check_theme_file(const char *assets_directory, const char *theme, int line,
                             struct config_errors *errors)
{
    char path[PATH_SIZE];
    char schema[PATH_SIZE];
    size_t length = 0;
    struct config_errors *own = calloc(1, sizeof *own);
    if (own == NULL) {
        config_error_add(errors, 0, "file", "try again", "out of memory");
        return;
    }
    (void)snprintf(path, sizeof path, "%s/theme/%s.xml", assets_directory, theme);
    (void)snprintf(schema, sizeof schema, "%s/schemas/theme.rng", assets_directory);
    char *text = config_file_read(path, &length, own);
    xmlDoc *document = text != NULL ? config_document_read(text, length, own) : NULL;
    if (document != NULL && config_document_validate(document, schema, own) == 0) {
        check_theme_entries(document, schema, own);
    }
    if (own->count > 0) {
        config_error_add(errors, line, "theme", "a theme without errors", "%s:%d: %s", path,
                         own->items[0].line, own->items[0].problem);
    }
    xmlFreeDoc(document);
    free(text);
    free(own);
}

void config_check_assets(const xmlDoc *document, const struct box_config *box, const char *assets_directory,
                         struct config_errors *errors)
{
    char folder[PATH_SIZE];
    char list[LIST_SIZE];
    (void)snprintf(folder, sizeof folder, "%s/theme", assets_directory);
    if (box->theme[0] != '\0' && !is_there(folder, ".xml", box->theme, list)) {
        config_error_add(errors, config_line_of(document, "theme", 0), "theme", list,
                         "there is no theme \"%s\"", box->theme);
    } else if (box->theme[0] != '\0') {
        check_theme_file(assets_directory, box->theme, config_line_of(document, "theme", 0), errors);
    }
    (void)snprintf(folder, sizeof folder, "%s/icons/1080", assets_directory);
    for (size_t i = 0; i < box->tile_count; i++) {
        if (box->tiles[i].icon[0] != '\0' && !is_there(folder, ".pgm", box->tiles[i].icon, list)) {
            config_error_add(errors, config_line_of(document, "tile", i), "tile", list,
                             "there is no icon \"%s\"", box->tiles[i].icon);
        }
    }
}
