#include "headend/content/content_export.h"

#include <dirent.h>
#include <errno.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/durable_file.h"
#include "both-sides/records/record_values.h"
#include "headend/content/content_text.h"

enum { NAME_SIZE = CONTENT_ID_SIZE + 16, PATH_SIZE = 4096 };

/* --- Names --- */

static void file_of(const struct content_record *record, char name[NAME_SIZE])
{
    const struct content_kind_shape *shape = &content_kinds[record->kind];
    (void)snprintf(name, NAME_SIZE, "%s%s.xml", shape->file,
                   shape->file_by != NULL
                       ? record_text(record_field_named(shape->table, shape->file_by), record->value)
                       : "");
}

static int ends_in_xml(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".xml") == 0;
}

/* `name` without its ".xml". */
static int is_of_kind(const struct content_kind_shape *shape, const char *name)
{
    size_t length = strlen(shape->file);
    if (strncmp(name, shape->file, length) != 0) {
        return 0;
    }
    return shape->file_by != NULL
               ? record_text_fits(record_field_named(shape->table, shape->file_by), name + length)
               : name[length] == '\0';
}

static int is_ours(const char *file)
{
    char name[NAME_SIZE];
    size_t length = strlen(file) - 4;
    if (length >= sizeof name) {
        return 0;
    }
    memcpy(name, file, length);
    name[length] = '\0';
    for (size_t kind = 0; kind < CONTENT_KINDS; kind++) {
        if (is_of_kind(&content_kinds[kind], name)) {
            return 1;
        }
    }
    return 0;
}

/* --- Files --- */

struct export_file {
    char name[NAME_SIZE];
    xmlBuffer *buffer;
    xmlTextWriter *writer;
    struct export_file *next;
};

static struct export_file *open_file(const char *name)
{
    struct export_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        return NULL;
    }
    (void)snprintf(file->name, sizeof file->name, "%s", name);
    file->buffer = xmlBufferCreate();
    file->writer = file->buffer != NULL ? xmlNewTextWriterMemory(file->buffer, 0) : NULL;
    if (file->writer == NULL || xmlTextWriterSetIndent(file->writer, 1) < 0 ||
        xmlTextWriterSetIndentString(file->writer, BAD_CAST "  ") < 0 ||
        xmlTextWriterStartDocument(file->writer, NULL, "UTF-8", NULL) < 0 ||
        xmlTextWriterStartElement(file->writer, BAD_CAST "content") < 0 ||
        xmlTextWriterWriteAttribute(file->writer, BAD_CAST "version", BAD_CAST "1") < 0) {
        xmlFreeTextWriter(file->writer);
        xmlBufferFree(file->buffer);
        free(file);
        return NULL;
    }
    return file;
}

static void free_files(struct export_file *file)
{
    while (file != NULL) {
        struct export_file *next = file->next;
        if (file->writer != NULL) {
            xmlFreeTextWriter(file->writer);
        }
        xmlBufferFree(file->buffer);
        free(file);
        file = next;
    }
}

static struct export_file *find_file(struct export_file *file, const char *name)
{
    while (file != NULL && strcmp(file->name, name) != 0) {
        file = file->next;
    }
    return file;
}

static int write_records(const struct content_set *set, enum content_kind kind, struct export_file **files)
{
    char name[NAME_SIZE];
    for (size_t i = 0; i < set->count; i++) {
        const struct content_record *record = set->records[i];
        if (record->kind != kind) {
            continue;
        }
        file_of(record, name);
        struct export_file *file = find_file(*files, name);
        if (file == NULL) {
            file = open_file(name);
            if (file == NULL) {
                return -1;
            }
            file->next = *files;
            *files = file;
        }
        if (content_write(file->writer, kind, record->value) != 0) {
            return -1;
        }
    }
    return 0;
}

static int path_of(const char *directory, const char *name, char path[PATH_SIZE])
{
    int length = snprintf(path, PATH_SIZE, "%s/%s", directory, name);
    return length > 0 && length < PATH_SIZE ? 0 : ENAMETOOLONG;
}

static int save(struct export_file *file, const char *directory, char path[PATH_SIZE])
{
    int code = path_of(directory, file->name, path);
    if (code != 0 || xmlTextWriterEndDocument(file->writer) < 0) {
        return code != 0 ? code : ENOMEM;
    }
    xmlFreeTextWriter(file->writer); /* writes the rest into the buffer */
    file->writer = NULL;
    return durable_file_write(path, 0666, xmlBufferContent(file->buffer),
                              (size_t)xmlBufferLength(file->buffer));
}

/* --- The directory --- */

/* What else is there: a file that is not ours is an error; `removing` takes away those of ours that are not
 * among `files`. */
static int look_through(const char *directory, struct export_file *files, int removing, char problem[400])
{
    char path[PATH_SIZE];
    int result = 0;
    DIR *open = opendir(directory);
    const struct dirent *entry = NULL;
    if (open == NULL) {
        (void)snprintf(problem, 400, "%.300s: %s", directory, strerror(errno));
        return -1;
    }
    while (result == 0 && (entry = readdir(open)) != NULL) {
        if (entry->d_name[0] == '.' || !ends_in_xml(entry->d_name)) {
            continue;
        }
        if (!is_ours(entry->d_name)) {
            (void)snprintf(problem, 400,
                           "%.200s: %.100s is there, which no export wrote: choose a directory of its own",
                           directory, entry->d_name);
            result = -1;
        } else if (removing && find_file(files, entry->d_name) == NULL &&
                   (path_of(directory, entry->d_name, path) != 0 || unlink(path) != 0)) {
            (void)snprintf(problem, 400, "%.300s: %s", entry->d_name, strerror(errno));
            result = -1;
        }
    }
    (void)closedir(open);
    return result;
}

static int save_all(struct export_file *files, const char *directory, char problem[400])
{
    char path[PATH_SIZE] = "";
    int count = 0;
    if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
        (void)snprintf(problem, 400, "%.300s: %s", directory, strerror(errno));
        return -1;
    }
    if (look_through(directory, files, 0, problem) != 0) {
        return -1;
    }
    for (struct export_file *file = files; file != NULL; file = file->next, count++) {
        int code = save(file, directory, path);
        if (code != 0) {
            (void)snprintf(problem, 400, "%.300s: %s", path, strerror(code));
            return -1;
        }
    }
    return look_through(directory, files, 1, problem) == 0 ? count : -1;
}

int content_export(const struct content_set *set, const char *directory, char problem[400])
{
    struct export_file *files = NULL;
    int result = 0;
    for (size_t kind = 0; kind < CONTENT_KINDS && result == 0; kind++) {
        result = write_records(set, (enum content_kind)kind, &files);
    }
    if (result == 0) {
        result = save_all(files, directory, problem);
    } else {
        (void)snprintf(problem, 400, "out of memory");
    }
    free_files(files);
    return result;
}
