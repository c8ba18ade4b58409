#include "headend/admin/content_files.h"

#include <dirent.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "both-sides/xml/config_document.h"
#include "headend/admin/command.h"
#include "headend/config/asset_path.h"

/* --- Paths --- */

static int add_copy(struct content_paths *paths, const char *folder, const char *name)
{
    if (paths->count == paths->room) {
        size_t room = paths->room == 0 ? 16 : paths->room * 2;
        char **grown = realloc(paths->paths, room * sizeof *grown);
        if (grown == NULL) {
            return -1;
        }
        paths->paths = grown;
        paths->room = room;
    }
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path == NULL) {
        return -1;
    }
    (void)snprintf(path, size, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    paths->paths[paths->count++] = path;
    return 0;
}

static int is_xml(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".xml") == 0;
}

static int by_name(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name);
}

static int add_directory(struct content_paths *paths, const char *path)
{
    struct dirent **entries = NULL;
    int result = 0;
    int count = scandir(path, &entries, is_xml, by_name);
    if (count <= 0) {
        (void)fprintf(stderr, "%s: %s: *.xml files that this user may read\n", path,
                      count < 0 ? "the directory cannot be read" : "there is none in this directory");
        free(entries);
        return -1;
    }
    for (int i = 0; i < count; i++) {
        result = result != 0 ? result : add_copy(paths, path, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    if (result != 0) {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
    }
    return result;
}

int content_paths_add(struct content_paths *paths, const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return add_directory(paths, path);
    }
    if (add_copy(paths, "", path) != 0) {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
        return -1;
    }
    return 0;
}

void content_paths_free(struct content_paths *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        free(paths->paths[i]);
    }
    free(paths->paths);
    memset(paths, 0, sizeof *paths);
}

/* --- Files --- */

static void be_silent(void *user, xmlError *error)
{
    (void)user;
    (void)error;
}

static enum content_root root_of_name(const xmlChar *name)
{
    return xmlStrEqual(name, BAD_CAST "content")           ? CONTENT_ROOT_CONTENT
           : xmlStrEqual(name, BAD_CAST "utility-answers") ? CONTENT_ROOT_ANSWERS
                                                           : CONTENT_ROOT_OTHER;
}

static enum content_root root_of_text(const char *text, size_t length)
{
    enum content_root root = CONTENT_ROOT_OTHER;
    xmlTextReader *reader = xmlReaderForMemory(text, (int)length, NULL, NULL, XML_PARSE_NONET);
    if (reader == NULL) {
        return root;
    }
    xmlTextReaderSetStructuredErrorHandler(reader, be_silent, NULL);
    while (xmlTextReaderRead(reader) == 1) {
        int type = xmlTextReaderNodeType(reader);
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_DOCUMENT_TYPE) {
            root = root_of_name(xmlTextReaderConstLocalName(reader));
            break;
        }
    }
    xmlFreeTextReader(reader);
    return root;
}

enum content_root content_root_of(const char *path)
{
    size_t length = 0;
    struct config_errors *errors = calloc(1, sizeof *errors);
    char *text =
        errors != NULL ? config_file_read_within(path, CONTENT_FILE_BYTES_MAX, &length, errors) : NULL;
    enum content_root root = text != NULL ? root_of_text(text, length) : CONTENT_ROOT_OTHER;
    free(text);
    free(errors);
    return root;
}

int content_files_read(struct content_set *set, const struct content_paths *paths, const char *schema)
{
    char schema_path[512];
    if (asset_path_find("schemas/content.rng", schema, schema_path, sizeof schema_path) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s is missing; --schema FILE says where it is\n", schema_path);
        return -1;
    }
    for (size_t i = 0; i < paths->count; i++) {
        if (content_set_read_file(set, paths->paths[i], schema_path) != 0) {
            content_print_findings(set);
            (void)fprintf(stderr, "tv-hall-admin: %s: too much at once: at most %d files and %d MiB\n",
                          paths->paths[i], CONTENT_FILES_MAX, CONTENT_SET_BYTES_MAX / 1024 / 1024);
            return -1;
        }
    }
    return 0;
}

void content_print_findings(const struct content_set *set)
{
    char named[CONFIG_PATH_SIZE + 32];
    for (const struct content_source *source = set->sources; source != NULL; source = source->next) {
        (void)snprintf(named, sizeof named, "warning: %s", source->path);
        admin_print_errors(&source->warnings, named);
        admin_print_errors(&source->errors, source->path);
    }
}
