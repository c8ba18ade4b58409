#include "headend/notices/import/picture_import.h"

#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/html/html_address.h"
#include "both-sides/memory/memory_failures.h"
#include "both-sides/web_address.h"
#include "headend/notices/import/fetch_many.h"
#include "headend/notices/picture_store.h"

#define PICTURE_PATH "/v1/pictures/"

enum { ADDRESSES_MAX = 3, EVERY_ENTRY = 0, NUMBER_SIZE = 20 };

enum picture_state { PICTURE_LEFT_OUT, PICTURE_TAKEN, PICTURE_WAITS };

struct picture {
    enum picture_state state;
    int from_web;  /* it waited */
    int is_beside; /* the feed: the same in every entry */
    char name[PICTURE_NAME_SIZE];
    char problem[FETCH_PROBLEM_SIZE]; /* "": its host was given up, which is said once */
    char *addresses[ADDRESSES_MAX];   /* on the web, to be tried one after another; NULL: none */
    size_t next;
};

struct picture_import {
    char *place;
    char *folder; /* of a feed that is a local file, or NULL */
    char *directory;
    struct fetcher *fetcher;
    struct import_report *report;
    xmlHashTable *known; /* source, and number of the entry or EVERY_ENTRY → picture */
    struct picture *pictures[PICTURES_PER_IMPORT_MAX];
    size_t count;
    struct picture **waiting; /* while they are fetched */
    const struct feed_entry *entry;
    int in_entry, missing, waits, failed;
    int fetched; /* what waited is there, or is left out */
};

struct picture_import *picture_import_create(const char *feed_place, const char *directory,
                                             struct fetcher *fetcher, struct import_report *report)
{
    struct picture_import *import = calloc(1, sizeof *import);
    if (import == NULL) {
        return NULL;
    }
    import->fetcher = fetcher;
    import->report = report;
    import->place = strdup(feed_place);
    import->directory = strdup(directory);
    import->known = xmlHashCreate(64);
    int failed = import->place == NULL || import->directory == NULL || import->known == NULL;
    if (!failed && !web_address_begins(feed_place)) {
        const char *slash = strrchr(feed_place, '/');
        import->folder = slash != NULL ? strndup(feed_place, (size_t)(slash - feed_place) + 1) : strdup(".");
        failed = import->folder == NULL;
    }
    if (failed) {
        picture_import_free(import);
        return NULL;
    }
    return import;
}

static void free_picture(struct picture *picture)
{
    for (size_t i = 0; i < ADDRESSES_MAX; i++) {
        free(picture->addresses[i]);
    }
    free(picture);
}

void picture_import_free(struct picture_import *import)
{
    if (import != NULL) {
        for (size_t i = 0; i < import->count; i++) {
            free_picture(import->pictures[i]);
        }
        if (import->known != NULL) {
            xmlHashFree(import->known, NULL);
        }
        free(import->place);
        free(import->folder);
        free(import->directory);
        free(import);
    }
}

void picture_import_entry(struct picture_import *import, const struct feed_entry *entry)
{
    import->entry = entry;
    import->in_entry = 0;
    import->missing = 0;
    import->waits = 0;
}

int picture_import_missing(const struct picture_import *import)
{
    return import->missing + import->waits;
}

int picture_import_waits(const struct picture_import *import)
{
    return import->waits;
}

int picture_import_failed(const struct picture_import *import)
{
    return import->failed || (import->waits > 0 && !picture_store_is_writable(import->directory));
}

static void keep(struct picture_import *import, struct picture *picture, const struct fetched *fetched)
{
    struct picture_header header;
    picture->state = PICTURE_LEFT_OUT;
    const char *wrong = picture_header_read(fetched->bytes, fetched->length, &header);
    if (wrong != NULL) {
        (void)snprintf(picture->problem, sizeof picture->problem, "%s", wrong);
        return;
    }
    int code =
        picture_store_put(import->directory, fetched->bytes, fetched->length, header.kind, picture->name);
    if (code != 0) {
        import->failed = 1;
        (void)snprintf(picture->problem, sizeof picture->problem, "%.120s cannot be written: %s",
                       import->directory, strerror(code));
        return;
    }
    picture->state = PICTURE_TAKEN;
    import->report->pictures++;
}

/* The addresses that it may have on the web: as it stands, and relative to whatever may be meant: xml:base,
 * the feed, the page that the entry stands for. The first that can be had is taken. */
static void wait_for_web(struct picture_import *import, const char *source, struct picture *picture)
{
    const struct feed_entry *entry = import->entry;
    const char *bases[ADDRESSES_MAX] = {entry->base, import->folder == NULL ? import->place : NULL,
                                        entry->link};
    size_t count = 0;
    int is_whole = html_address_has_scheme(source);
    for (size_t i = 0; i < ADDRESSES_MAX && !(is_whole && i > 0); i++) {
        char *address = notice_html_absolute(source, bases[i]);
        int is_new = address != NULL && web_address_begins(address);
        for (size_t j = 0; j < count; j++) {
            is_new = is_new && strcmp(address, picture->addresses[j]) != 0;
        }
        if (is_new) {
            picture->addresses[count++] = address;
        } else {
            free(address);
        }
    }
    if (count > 0) {
        picture->state = PICTURE_WAITS;
        picture->from_web = 1;
    } else if (picture->problem[0] == '\0') {
        (void)snprintf(picture->problem, sizeof picture->problem, "nothing says what it is relative to");
    }
}

/* `source` is clean. */
static void find_address(struct picture_import *import, const char *source, struct picture *picture)
{
    struct fetched fetched;
    int has_scheme = html_address_has_scheme(source);
    if (has_scheme && !web_address_begins(source)) {
        (void)snprintf(picture->problem, sizeof picture->problem,
                       "only http and https addresses are followed");
        return;
    }
    if (import->folder != NULL && !has_scheme && source[0] != '/') {
        if (fetch_below(import->folder, source, PICTURE_BYTES_MAX, &fetched, picture->problem) == 0) {
            picture->is_beside = 1;
            keep(import, picture, &fetched);
            free(fetched.bytes);
            return;
        }
    }
    /* That it is not beside the feed says more than that it is not on the web either: `problem` stays. */
    wait_for_web(import, source, picture);
}

static void find(struct picture_import *import, const char *source, struct picture *picture)
{
    struct fetched fetched;
    if (strncasecmp(source, "data:", 5) == 0) {
        if (fetch_data_address(source, PICTURE_BYTES_MAX, &fetched, picture->problem) == 0) {
            keep(import, picture, &fetched);
            free(fetched.bytes);
        }
        return;
    }
    size_t size = HTML_ADDRESS_SIZE(strlen(source));
    char *clean = memory_counted(malloc(size));
    if (clean == NULL) {
        (void)snprintf(picture->problem, sizeof picture->problem, "out of memory");
    } else if (html_address_clean(source, clean, size) == 0) {
        (void)snprintf(picture->problem, sizeof picture->problem, "it is no address");
    } else {
        find_address(import, clean, picture);
    }
    free(clean);
}

static void leave_out(struct picture_import *import, const char *source, const char *problem)
{
    import->report->pictures_missing++;
    if (problem[0] != '\0') {
        import_report_line(import->report, import->entry->number, "picture %.100s left out: %s", source,
                           problem);
    }
}

static struct picture *find_known(const struct picture_import *import, const char *source)
{
    const int entries[] = {EVERY_ENTRY, import->entry->number};
    struct picture *picture = NULL;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0] && picture == NULL; i++) {
        char number[NUMBER_SIZE];
        (void)snprintf(number, sizeof number, "%d", entries[i]);
        picture = xmlHashLookup2(import->known, BAD_CAST source, BAD_CAST number);
    }
    return picture;
}

/* NULL, and why not, or "" where that was told before. */
static struct picture *find_new(struct picture_import *import, const char *source, const char **problem)
{
    char number[NUMBER_SIZE];
    *problem = "";
    if (import->fetched) {
        return NULL;
    }
    *problem = "there are too many for one notice or one import";
    if (import->in_entry++ >= PICTURES_PER_NOTICE_MAX || import->count >= PICTURES_PER_IMPORT_MAX) {
        return NULL;
    }
    *problem = "out of memory";
    struct picture *picture = memory_counted(calloc(1, sizeof *picture));
    if (picture == NULL) {
        return NULL;
    }
    find(import, source, picture);
    (void)snprintf(number, sizeof number, "%d",
                   web_address_begins(source) || picture->is_beside ? EVERY_ENTRY : import->entry->number);
    if (xmlHashAddEntry2(import->known, BAD_CAST source, BAD_CAST number, picture) != 0) {
        free_picture(picture);
        return NULL;
    }
    import->pictures[import->count++] = picture;
    return picture;
}

static int is_kept_already(const struct picture_import *import, const char *source)
{
    const char *name =
        strncmp(source, PICTURE_PATH, sizeof PICTURE_PATH - 1) == 0 ? source + sizeof PICTURE_PATH - 1 : "";
    return picture_name_is_valid(name) && picture_store_has(import->directory, name);
}

static int take_picture(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    struct picture_import *import = context;
    const char *problem = "";
    source += strspn(source, " \t\r\n");
    if (is_kept_already(import, source)) { /* a feed that this headend exported */
        (void)snprintf(address, PICTURE_SOURCE_SIZE, "%s", source);
        return 0;
    }
    struct picture *picture = find_known(import, source);
    if (picture == NULL) {
        picture = find_new(import, source, &problem);
    }
    if (picture != NULL && picture->state == PICTURE_TAKEN) {
        (void)snprintf(address, PICTURE_SOURCE_SIZE, PICTURE_PATH "%s", picture->name);
        return 0;
    }
    if (picture != NULL && picture->state == PICTURE_WAITS) {
        import->waits++;
        return -1;
    }
    import->missing++;
    if (picture != NULL ? picture->from_web == import->fetched : !import->fetched) { /* else it was told */
        leave_out(import, source, picture != NULL ? picture->problem : problem);
    }
    return -1;
}

struct notice_html_pictures picture_import_taker(struct picture_import *import)
{
    return (struct notice_html_pictures){.take = take_picture, .context = import};
}

static const char *arrived(void *context, size_t number, const struct fetched *fetched, const char *problem)
{
    struct picture_import *import = context;
    struct picture *picture = import->waiting[number];
    if (fetched != NULL) {
        keep(import, picture, fetched);
        return NULL;
    }
    picture->next++;
    const char *address = picture->next < ADDRESSES_MAX ? picture->addresses[picture->next] : NULL;
    if (address == NULL) {
        picture->state = PICTURE_LEFT_OUT;
        if (picture->problem[0] == '\0') {
            (void)snprintf(picture->problem, sizeof picture->problem, "%s", problem);
        }
    }
    return address;
}

static void given_up(void *context, const char *host, int skipped)
{
    const struct picture_import *import = context;
    import_report_line(
        import->report, 0,
        "host %.200s could not be reached twice: %d of its pictures are left for the next import", host,
        skipped);
}

int picture_import_fetch(struct picture_import *import)
{
    size_t count = 0;
    const struct fetch_many options = {.limit = PICTURE_BYTES_MAX,
                                       .seconds_each = PICTURE_SECONDS,
                                       .seconds_for_whole = PICTURE_SECONDS_PER_IMPORT,
                                       .context = import,
                                       .arrived = arrived,
                                       .given_up = given_up};
    const char **urls = calloc(import->count + 1, sizeof *urls);
    import->waiting = calloc(import->count + 1, sizeof *import->waiting);
    int result = -1;
    if (urls != NULL && import->waiting != NULL) {
        for (size_t i = 0; i < import->count; i++) {
            if (import->pictures[i]->state == PICTURE_WAITS) {
                urls[count] = import->pictures[i]->addresses[0];
                import->waiting[count++] = import->pictures[i];
            }
        }
        result = fetch_many(import->fetcher, urls, count, &options);
        import->fetched = 1;
    }
    free(urls);
    free(import->waiting);
    import->waiting = NULL;
    return result;
}
