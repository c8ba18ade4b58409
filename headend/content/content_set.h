#ifndef HEADEND_CONTENT_CONTENT_SET_H
#define HEADEND_CONTENT_CONTENT_SET_H

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "both-sides/arena.h"
#include "both-sides/config/hall_config.h"
#include "headend/content/content_kinds.h"

/* Records of every kind that are looked at together: those of files, and those of a store beside them.
 * Bounded: CONTENT_FILE_BYTES_MAX and CONTENT_FILE_ELEMENTS_MAX a file, CONTENT_FILES_MAX files,
 * CONTENT_SET_BYTES_MAX of records; no DOCTYPE, no network. */

enum {
    CONTENT_FILE_BYTES_MAX = 8 * 1024 * 1024,
    CONTENT_FILE_ELEMENTS_MAX = 200000,
    CONTENT_FILES_MAX = 1000,
    CONTENT_SET_BYTES_MAX = 128 * 1024 * 1024,
};

/* Where records come from, and what was found wrong there. */
struct content_source {
    const char *path; /* as given; of a store its path */
    int is_store;
    xmlDoc *document; /* NULL: a store, or unreadable */
    struct config_errors errors, warnings;
    struct content_source *next;
};

struct content_record {
    enum content_kind kind;
    char id[CONTENT_ID_SIZE];
    void *value;            /* the kind's struct of content_records.h */
    const xmlNode *element; /* NULL: from a store */
    struct content_source *source;
    int64_t place;        /* of a store's: its order within the kind */
    int64_t changed, rev; /* likewise */
};

struct content_set {
    struct arena *arena;
    struct content_source *sources, **sources_end;
    size_t file_count;               /* sources that are no store */
    struct content_record **records; /* in the order in which they were added */
    size_t count, room;
    xmlHashTable *index;
};

/* NULL when memory is short. */
struct content_set *content_set_create(void);
void content_set_free(struct content_set *set);

/* A source without records. NULL: no memory, or too many files. `path` must live as long as the set. */
struct content_source *content_set_add_source(struct content_set *set, const char *path, int is_store);

/* Reads a content file into the set. What is wrong is in the new source's errors, one that comes a second
 * time too. Returns -1 only when there is no memory or there are too many files. `schema_path` (content.rng)
 * has the last word on a file in which nothing was found wrong; NULL leaves it out. */
int content_set_read_file(struct content_set *set, const char *path, const char *schema_path);
int content_set_read_text(struct content_set *set, const char *name, const char *text, size_t length,
                          const char *schema_path);

/* Makes a record from an element of its kind. NULL when memory is short. It is not in the set yet. */
struct content_record *content_record_make(struct content_set *set, enum content_kind kind,
                                           const xmlNode *element, struct content_source *source);
/* Puts it in; -1 when memory is short. */
int content_set_put(struct content_set *set, struct content_record *record);

/* NULL: there is none. */
struct content_record *content_set_find(const struct content_set *set, enum content_kind kind,
                                        const char *id);

size_t content_set_errors(const struct content_set *set);

/* CONTENT_KINDS: there is no such kind. `word`: as in content_kinds, or the name of an element. */
enum content_kind content_kind_of(const char *word);

/* The line of a record, or of its descendant called `name` with that id; 0 for a store's. */
int content_record_line(const struct content_record *record, const char *name, const char *id);

#endif
