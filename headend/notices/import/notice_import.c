#include "headend/notices/import/notice_import.h"

#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/xml_memory.h"
#include "both-sides/web_address.h"
#include "headend/notices/import/notice_draft.h"
#include "headend/notices/import/notice_owner.h"

/* An entry that names the same notice as an earlier one of the feed is refused: the newest stands first in a
 * feed. */
static void refuse_doubles(struct feed *feed)
{
    xmlHashTable *seen = xmlHashCreate((int)feed->count + 1);
    for (size_t i = 0; i < feed->count && seen != NULL; i++) {
        struct feed_entry *entry = &feed->entries[i];
        if (entry->problem[0] != '\0') {
            continue;
        }
        const struct feed_entry *first = xmlHashLookup(seen, BAD_CAST entry->guid);
        if (first == NULL) {
            (void)xmlHashAddEntry(seen, BAD_CAST entry->guid, entry);
        } else {
            (void)snprintf(entry->problem, sizeof entry->problem, "it has the same guid as entry %d",
                           first->number);
        }
    }
    if (seen != NULL) {
        xmlHashFree(seen, NULL);
    }
}

typedef int (*apply_draft)(struct draft *draft, const struct import_options *options,
                           struct import_report *report);

/* Unless memory was missing since there had been so many failures: any text may lack a part then. */
static enum import_result apply_all(apply_draft apply, struct draft *drafts, size_t count,
                                    const struct import_options *options, struct import_report *report,
                                    uint64_t failures, char *problem)
{
    int result = store_begin_write(options->store);
    for (size_t i = 0; i < count && result == 0; i++) {
        result = apply(&drafts[i], options, report);
    }
    int lacks_memory = xml_memory_failures() != failures;
    if (result == 0) {
        result = lacks_memory ? -1 : store_commit(options->store);
    }
    if (result != 0) {
        (void)snprintf(problem, 300, "%s", lacks_memory ? "out of memory" : store_problem(options->store));
    }
    store_end(options->store);
    return result == 0 ? IMPORT_DONE : IMPORT_STORE_FAILED;
}

/* The notices are in the store; now their pictures, so that no household waits for them. */
static enum import_result add_pictures(struct picture_import *pictures, struct draft *drafts, size_t count,
                                       const struct import_options *options, struct import_report *report,
                                       uint64_t failures, char *problem)
{
    int result = picture_import_fetch(pictures);
    (void)snprintf(problem, 300, "out of memory");
    for (size_t i = 0; i < count && result == 0; i++) {
        result = drafts[i].waits ? draft_add_pictures(&drafts[i], pictures, report, problem) : 0;
    }
    return result == 0 ? apply_all(draft_apply_pictures, drafts, count, options, report, failures, problem)
                       : IMPORT_STORE_FAILED;
}

static enum import_result import_feed(const char *place, struct feed *feed, struct fetcher *fetcher,
                                      const struct import_options *options, struct import_report *report,
                                      uint64_t failures, char *problem)
{
    enum import_result result = IMPORT_STORE_FAILED;
    const char *stands = "nothing was changed";
    char why[300] = "out of memory";
    size_t made = 0;
    int waits = 0;
    struct draft_owner owner = {.may_say = notice_owner_is_export(place, feed),
                                .may_take_over = options->take_over};
    notice_owner_of(place, feed, owner.name);
    struct draft *drafts = calloc(feed->count + 1, sizeof *drafts);
    struct picture_import *pictures =
        picture_import_create(place, options->picture_directory, fetcher, report);
    if (drafts == NULL || pictures == NULL) {
        goto out;
    }
    refuse_doubles(feed);
    for (size_t i = 0; i < feed->notes.count; i++) {
        char note[FEED_NOTE_LINE_SIZE];
        feed_note_write(&feed->notes.notes[i], note);
        import_report_line(report, 0, "%s", note);
    }
    for (; made < feed->count; made++) {
        report->read++;
        if (draft_make(&drafts[made], &feed->entries[made], &owner, options, pictures, report, why) != 0) {
            made++; /* its record is freed too */
            goto out;
        }
        waits |= drafts[made].waits;
    }
    result = apply_all(draft_apply, drafts, made, options, report, failures, why);
    if (result == IMPORT_DONE && waits) {
        stands = "the notices are stored, but not their pictures";
        result = add_pictures(pictures, drafts, made, options, report, failures, why);
    }
out:
    (void)snprintf(problem, 300, "%s: %.240s", stands, why);
    for (size_t i = 0; i < made; i++) {
        notice_record_clear(&drafts[i].record);
    }
    free(drafts);
    picture_import_free(pictures);
    return result;
}

enum import_result notice_import(const char *place, const struct import_options *options,
                                 struct import_report *report, char problem[300])
{
    struct fetched fetched = {0};
    struct feed feed = {0};
    char why[FETCH_PROBLEM_SIZE] = "";
    char wrong[FEED_PROBLEM_SIZE] = "";
    enum import_result result = IMPORT_NO_FEED;
    uint64_t failures = xml_memory_failures();
    struct fetcher *fetcher = fetcher_create(options->inside_addresses   ? FETCH_INSIDE_ALWAYS
                                             : web_address_begins(place) ? FETCH_INSIDE_AS_FIRST
                                                                         : FETCH_INSIDE_NEVER);
    if (fetcher == NULL) {
        (void)snprintf(problem, 300, "out of memory");
        return IMPORT_STORE_FAILED;
    }
    int got = web_address_begins(place) ? fetch_url(fetcher, place, FEED_BYTES_MAX, &fetched, why)
                                        : fetch_file(place, FEED_BYTES_MAX, &fetched, why);
    if (got != 0) {
        (void)snprintf(problem, 300, "%s", why);
    } else {
        int read = feed_read((const char *)fetched.bytes, fetched.length, fetched.charset, &feed, wrong);
        if (xml_memory_failures() != failures) { /* whatever it says of the feed may be no fault of that */
            (void)snprintf(problem, 300, "nothing was changed: out of memory");
            result = IMPORT_STORE_FAILED;
        } else if (read != 0) {
            (void)snprintf(problem, 300, "%s", wrong);
        } else {
            result = import_feed(place, &feed, fetcher, options, report, failures, problem);
        }
    }
    feed_clear(&feed);
    free(fetched.bytes);
    fetcher_free(fetcher);
    return result;
}
