#include "headend/notices/import/picture_import.h"

#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/clock.h"
#include "both-sides/html/html_address.h"
#include "both-sides/web_address.h"
#include "headend/notices/picture_store.h"

#define PICTURE_PATH "/v1/pictures/"

struct picture_import {
    char *place;
    char *folder; /* of a feed that is a local file, or NULL */
    char *directory;
    struct fetcher *fetcher;
    struct import_report *report;
    xmlHashTable *known; /* address → name, of this import */
    const struct feed_entry *entry;
    int in_entry, missing, in_import, failed;
    int64_t started;
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
    import->started = steady_us();
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

static void free_name(void *name, const xmlChar *address)
{
    (void)address;
    free(name);
}

void picture_import_free(struct picture_import *import)
{
    if (import != NULL) {
        if (import->known != NULL) {
            xmlHashFree(import->known, free_name);
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
}

int picture_import_missing(const struct picture_import *import)
{
    return import->missing;
}

int picture_import_failed(const struct picture_import *import)
{
    return import->failed;
}

/* Over the web, by the address as it stands and relative to whatever may be meant: xml:base, the feed, the
 * page that the entry stands for. The first that can be had is taken. */
static int fetch_from_web(struct picture_import *import, const char *source, struct fetched *out,
                          char *problem)
{
    const struct feed_entry *entry = import->entry;
    const char *bases[] = {entry->base, import->folder == NULL ? import->place : NULL, entry->link};
    (void)snprintf(problem, FETCH_PROBLEM_SIZE, "nothing says what it is relative to");
    int result = -1;
    for (size_t i = 0; i < sizeof bases / sizeof bases[0] && result != 0; i++) {
        char *address = notice_html_absolute(source, bases[i]);
        int is_whole = html_address_has_scheme(source);
        if (address != NULL && web_address_begins(address)) {
            result = fetch_url(import->fetcher, address, PICTURE_BYTES_MAX, out, problem);
        }
        free(address);
        if (is_whole) {
            break;
        }
    }
    return result;
}

/* `source` is clean. */
static int fetch_address(struct picture_import *import, const char *source, struct fetched *out,
                         char *problem)
{
    if (html_address_has_scheme(source) && !web_address_begins(source)) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "only http and https addresses are followed");
        return -1;
    }
    int local = import->folder != NULL && !html_address_has_scheme(source) && source[0] != '/';
    if (local && fetch_below(import->folder, source, PICTURE_BYTES_MAX, out, problem) == 0) {
        return 0;
    }
    if (local && import->entry->base == NULL && import->entry->link == NULL) {
        return -1;
    }
    char local_problem[FETCH_PROBLEM_SIZE];
    memcpy(local_problem, problem, sizeof local_problem);
    int result = fetch_from_web(import, source, out, problem);
    if (result != 0 &&
        local) { /* that it is not beside the feed says more than that it is not on the web either */
        memcpy(problem, local_problem, sizeof local_problem);
    }
    return result;
}

static int fetch_source(struct picture_import *import, const char *source, struct fetched *out, char *problem)
{
    if (strncasecmp(source, "data:", 5) == 0) {
        return fetch_data_address(source, PICTURE_BYTES_MAX, out, problem);
    }
    size_t size = HTML_ADDRESS_SIZE(strlen(source));
    char *clean = malloc(size);
    int result = -1;
    if (clean == NULL) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "out of memory");
    } else if (html_address_clean(source, clean, size) == 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is no address");
    } else {
        result = fetch_address(import, clean, out, problem);
    }
    free(clean);
    return result;
}

/* -1: `problem` says why. */
static int bring(struct picture_import *import, const char *source, char name[PICTURE_NAME_SIZE],
                 char *problem)
{
    struct fetched fetched;
    struct picture_header header;
    if (import->in_entry++ >= PICTURES_PER_NOTICE_MAX || import->in_import >= PICTURES_PER_IMPORT_MAX ||
        steady_us() - import->started > (int64_t)PICTURE_SECONDS_PER_IMPORT * 1000000) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "there are too many for one notice or one import");
        return -1;
    }
    import->in_import++;
    if (fetch_source(import, source, &fetched, problem) != 0) {
        return -1;
    }
    const char *wrong = picture_header_read(fetched.bytes, fetched.length, &header);
    if (wrong != NULL) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "%s", wrong);
        free(fetched.bytes);
        return -1;
    }
    int code = picture_store_put(import->directory, fetched.bytes, fetched.length, header.kind, name);
    free(fetched.bytes);
    if (code != 0) {
        import->failed = 1;
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "%.120s cannot be written: %s", import->directory,
                       strerror(code));
        return -1;
    }
    import->report->pictures++;
    return 0;
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
    char name[PICTURE_NAME_SIZE];
    char problem[FETCH_PROBLEM_SIZE] = "";
    source += strspn(source, " \t\r\n");
    if (is_kept_already(import, source)) { /* a feed that this headend exported */
        (void)snprintf(address, PICTURE_SOURCE_SIZE, "%s", source);
        return 0;
    }
    /* Relative addresses may mean another picture in another entry. */
    int shared =
        web_address_begins(source) || (import->folder != NULL && strncasecmp(source, "data:", 5) != 0);
    const char *known = shared ? xmlHashLookup(import->known, BAD_CAST source) : NULL;
    if (known != NULL) {
        (void)snprintf(address, PICTURE_SOURCE_SIZE, PICTURE_PATH "%s", known);
        return 0;
    }
    if (bring(import, source, name, problem) != 0) {
        import->missing++;
        import->report->pictures_missing++;
        import_report_line(import->report, import->entry->number, "picture %.100s left out: %s", source,
                           problem);
        return -1;
    }
    char *kept = shared ? strdup(name) : NULL;
    if (kept != NULL && xmlHashAddEntry(import->known, BAD_CAST source, kept) != 0) {
        free(kept);
    }
    (void)snprintf(address, PICTURE_SOURCE_SIZE, PICTURE_PATH "%s", name);
    return 0;
}

struct notice_html_pictures picture_import_taker(struct picture_import *import)
{
    return (struct notice_html_pictures){.take = take_picture, .context = import};
}
