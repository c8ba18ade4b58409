#include "both-sides/config/hall_config.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/config/config_assets.h"
#include "both-sides/config/config_rules.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/config_error.h"

int hall_config_read_shipped(const char *text, size_t length, const char *schema_path,
                             const char *assets_directory, struct hall_config **config,
                             struct config_errors *errors)
{
    int result = -1;
    memset(errors, 0, sizeof *errors);
    *config = NULL;
    struct hall_config *read = calloc(1, sizeof *read);
    xmlDoc *document = read != NULL ? config_document_read(text, length, errors) : NULL;
    if (read == NULL) {
        config_error_add(errors, 0, "file", "try again", "out of memory");
    }
    if (document == NULL) {
        goto out;
    }
    config_read(document, read, errors);
    config_check_rules(document, read, errors);
    if (assets_directory != NULL) {
        config_check_assets(document, &read->box, assets_directory, errors);
    }
    /* The schema has the last word; where the table has found something already, it has nothing to add. */
    if (errors->count == 0 &&
        (schema_path == NULL || config_document_validate(document, schema_path, errors) == 0)) {
        result = 0;
        *config = read;
        read = NULL;
    }
out:
    config_errors_sort(errors);
    xmlFreeDoc(document);
    free(read);
    return result;
}

int hall_config_read_text(const char *text, size_t length, const char *schema_path,
                          struct hall_config **config, struct config_errors *errors)
{
    return hall_config_read_shipped(text, length, schema_path, NULL, config, errors);
}

int hall_config_read_file(const char *path, const char *schema_path, struct hall_config **config,
                          struct config_errors *errors)
{
    size_t length = 0;
    memset(errors, 0, sizeof *errors);
    *config = NULL;
    char *text = config_file_read(path, &length, errors);
    if (text == NULL) {
        return -1;
    }
    int result = hall_config_read_text(text, length, schema_path, config, errors);
    free(text);
    return result;
}

void hall_config_free(struct hall_config *config)
{
    free(config);
}

/* Takes out <server> and every comment: an operator may have written there what is not for the boxes. */
static void keep_box_part(xmlNode *node)
{
    for (xmlNode *child = node->children, *next; child != NULL; child = next) {
        next = child->next;
        int server = child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, BAD_CAST "server");
        if (server || child->type == XML_COMMENT_NODE || child->type == XML_PI_NODE) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        } else if (child->type == XML_ELEMENT_NODE) {
            keep_box_part(child);
        }
    }
}

char *hall_config_box_text_of(const char *text, size_t text_length, size_t *length)
{
    struct config_errors *errors = calloc(1, sizeof *errors);
    xmlDoc *document = errors != NULL ? config_document_read(text, text_length, errors) : NULL;
    free(errors);
    if (document == NULL) {
        return NULL;
    }
    keep_box_part((xmlNode *)document);
    xmlChar *dumped = NULL;
    int dumped_length = 0;
    xmlDocDumpMemoryEnc(document, &dumped, &dumped_length, "UTF-8");
    xmlFreeDoc(document);
    char *box_text = dumped != NULL && dumped_length > 0 ? malloc((size_t)dumped_length + 1) : NULL;
    if (box_text != NULL) {
        memcpy(box_text, dumped, (size_t)dumped_length);
        box_text[dumped_length] = '\0';
        *length = (size_t)dumped_length;
    }
    xmlFree(dumped);
    return box_text;
}
