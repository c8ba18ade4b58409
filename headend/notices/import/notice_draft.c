#include "headend/notices/import/notice_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/database/revisions.h"
#include "headend/letters/normal_form.h"
#include "headend/notices/import/feed_text.h"
#include "headend/notices/store_notices.h"

static void refuse(struct draft *draft, struct import_report *report, const char *why)
{
    draft->kind = DRAFT_REFUSED;
    draft->waits = 0;
    report->refused++;
    import_report_line(report, draft->entry->number, "%s", why);
}

static char *copy(const char *text)
{
    return strdup(text != NULL ? text : "");
}

/* A few letters are longer in the normal form. */
static char *normal_line(const char *text, size_t characters)
{
    char *normal = normal_form(text != NULL ? text : "");
    char *line = normal != NULL ? feed_text_line(normal, characters) : NULL;
    free(normal);
    return line;
}

static char *normal_speech(const char *text)
{
    char *normal = normal_form(text != NULL ? text : "");
    if (normal != NULL && strlen(normal) > NOTICE_SPEECH_BYTES_MAX) {
        free(normal);
        return copy(text);
    }
    return normal;
}

/* What the feed says, before pictures are brought: when it is the same next time, nothing needs to be done.
 */
static int source_hash(const struct feed_entry *entry, const struct notice_record *record,
                       char hash[DIGEST_HEX_SIZE])
{
    const char *texts[] = {record->title,
                           record->area_code,
                           record->org_name,
                           record->speech,
                           record->qr_link,
                           record->source,
                           entry->body != NULL ? entry->body : "",
                           entry->base != NULL ? entry->base : ""};
    struct digest *digest = digest_start();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && digest != NULL; i++) {
        digest_text(digest, texts[i]);
    }
    const int64_t numbers[] = {record->category, record->level, entry->published, record->valid_from,
                               record->valid_to};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0] && digest != NULL; i++) {
        digest_number(digest, numbers[i]);
    }
    return digest_finish(digest, hash);
}

/* All but the body. */
static int fill(struct draft *draft, const struct import_options *options)
{
    const struct feed_entry *entry = draft->entry;
    struct notice_record *record = &draft->record;
    const char *area = entry->area_code[0] != '\0' ? entry->area_code : options->default_area;
    record->category = entry->category != 0 ? entry->category : options->default_category;
    record->level = entry->level;
    (void)snprintf(record->area_code, sizeof record->area_code, "%s", area);
    record->published = entry->published != 0       ? entry->published
                        : entry->undated_since != 0 ? entry->undated_since
                                                    : options->now;
    record->undated = entry->published == 0;
    record->valid_from = entry->valid_from;
    record->valid_to = entry->valid_to;
    record->changed = options->now;
    record->title = normal_line(entry->title, NOTICE_TITLE_CHARACTERS);
    record->org_name = normal_line(entry->org_name, NOTICE_OFFICE_CHARACTERS);
    record->speech = normal_speech(entry->speech);
    record->qr_link = copy(entry->link);
    record->source = normal_line(entry->source, NOTICE_SOURCE_CHARACTERS);
    return record->title != NULL && record->org_name != NULL && record->speech != NULL &&
                   record->qr_link != NULL && record->source != NULL &&
                   source_hash(entry, record, record->source_hash) == 0
               ? 0
               : -1;
}

static const char *html_of(const struct draft *draft)
{
    return draft->entry->body != NULL ? draft->entry->body : "";
}

struct chart_report {
    struct import_report *report;
    int entry;
};

static void report_chart(void *context, const char *problem)
{
    const struct chart_report *to = context;
    import_report_line(to->report, to->entry, "a table marked with data-chart stays a table: %s", problem);
}

static int clean_body(struct draft *draft, struct picture_import *pictures, struct import_report *report,
                      char *problem)
{
    const struct feed_entry *entry = draft->entry;
    struct notice_html_pictures taker = picture_import_taker(pictures);
    struct chart_report chart_report = {report, entry->number};
    struct notice_html_charts charts = {report_chart, &chart_report};
    picture_import_entry(pictures, entry);
    /* With its pictures it is cleaned anew, which was reported before. */
    char *clean = notice_html_clean(html_of(draft), entry->base != NULL ? entry->base : entry->link, &taker,
                                    draft->has_waited ? NULL : &charts);
    free(draft->record.body);
    draft->record.body = clean != NULL ? normal_form(clean) : NULL;
    free(clean);
    draft->record.pictures_missing = picture_import_missing(pictures);
    if (draft->record.body == NULL) {
        (void)snprintf(problem, 300, "out of memory");
        return -1;
    }
    if (picture_import_failed(pictures)) {
        (void)snprintf(problem, 300, "the picture directory cannot be written");
        return -1;
    }
    return 0;
}

static int make_body(struct draft *draft, struct picture_import *pictures, struct import_report *report,
                     char *problem)
{
    const char *wrong = notice_html_problem(html_of(draft));
    if (wrong != NULL) {
        refuse(draft, report, wrong);
        return 0;
    }
    if (clean_body(draft, pictures, report, problem) != 0) {
        return -1;
    }
    draft->waits = picture_import_waits(pictures) > 0;
    if (strlen(draft->record.body) > NOTICE_BODY_BYTES_MAX) {
        refuse(draft, report, "its text is longer than 512 KiB without its pictures");
    }
    return 0;
}

/* 1 if what belongs to `owner` is this feed's, nobody's that is known, or may be taken over. */
static int may_change(const struct draft *draft, const char *owner)
{
    return owner[0] == '\0' || strcmp(owner, draft->owner->name) == 0 || draft->owner->may_take_over;
}

static void refuse_foreign(struct draft *draft, struct import_report *report, const char *owner)
{
    draft->kind = DRAFT_REFUSED;
    report->refused++;
    import_report_line(report, draft->entry->number,
                       "%s belongs to the site %s; this feed is %s and may not change it (import with "
                       "--take-over if it has moved)",
                       draft->record.id, owner, draft->owner->name);
}

/* What the store knows of it. */
static int compare_with_store(struct draft *draft, const struct import_options *options,
                              struct import_report *report)
{
    struct notice_record old = {0};
    struct withdrawal withdrawal;
    int found = store_notice_by_id(options->store, draft->record.id, &old);
    if (found < 0 || store_withdrawal(options->store, draft->record.id, &withdrawal) != 0) {
        notice_record_clear(&old);
        return -1;
    }
    if (found && strcmp(old.guid, draft->record.guid) != 0) {
        refuse(draft, report, "another notice has the id that comes from its guid");
    } else if (found && draft->entry->published == 0) {
        /* Of the same words nothing was understood before either. */
        int said_so = strcmp(old.source_hash, draft->record.source_hash) == 0;
        draft->record.published = old.published;
        draft->record.undated = old.undated || said_so;
    }
    draft->sets_owner = found && may_change(draft, old.owner) && strcmp(old.owner, draft->owner->name) != 0;
    if (draft->kind == DRAFT_NOTICE && found && withdrawal.moment == 0 && old.pictures_missing == 0 &&
        old.undated == draft->record.undated && strcmp(old.source_hash, draft->record.source_hash) == 0) {
        draft->kind = DRAFT_SAME;
    }
    notice_record_clear(&old);
    return 0;
}

int draft_make(struct draft *draft, const struct feed_entry *entry, const struct draft_owner *owner,
               const struct import_options *options, struct picture_import *pictures,
               struct import_report *report, char *problem)
{
    memset(draft, 0, sizeof *draft);
    draft->entry = entry;
    draft->owner = owner;
    draft->kind = entry->withdrawn ? DRAFT_WITHDRAWAL : DRAFT_NOTICE;
    if (entry->problem[0] != '\0') {
        refuse(draft, report, entry->problem);
        return 0;
    }
    draft->record.guid = copy(entry->guid);
    if (draft->record.guid == NULL || notice_id_of_guid(draft->record.guid, draft->record.id) != 0) {
        (void)snprintf(problem, 300, "out of memory");
        return -1;
    }
    (void)snprintf(draft->record.owner, NOTICE_OWNER_SIZE, "%s",
                   owner->may_say && entry->owner != NULL ? entry->owner : owner->name);
    if (entry->note[0] != '\0') {
        import_report_line(report, entry->number, "%s", entry->note);
    }
    if (draft->kind == DRAFT_WITHDRAWAL) {
        return 0;
    }
    if (fill(draft, options) != 0) {
        (void)snprintf(problem, 300, "out of memory");
        return -1;
    }
    if (compare_with_store(draft, options, report) != 0) {
        (void)snprintf(problem, 300, "%s", store_problem(options->store));
        return -1;
    }
    return draft->kind == DRAFT_NOTICE ? make_body(draft, pictures, report, problem) : 0;
}

static int apply_withdrawal(struct draft *draft, const struct import_options *options,
                            struct import_report *report)
{
    struct withdrawal withdrawal;
    struct notice_record old = {0};
    int found = store_withdrawal(options->store, draft->record.id, &withdrawal) == 0
                    ? store_notice_by_id(options->store, draft->record.id, &old)
                    : -1;
    int is_foreign = found == 1 && !may_change(draft, old.owner);
    if (is_foreign && withdrawal.moment == 0) {
        refuse_foreign(draft, report, old.owner);
    }
    notice_record_clear(&old);
    if (found < 0 || draft->kind == DRAFT_REFUSED) {
        return found < 0 ? -1 : 0;
    }
    if (withdrawal.moment != 0) {
        report->unchanged++;
        return 0;
    }
    (void)snprintf(withdrawal.owner, sizeof withdrawal.owner, "%s", draft->record.owner);
    withdrawal.moment = draft->entry->withdrawn_at != 0 ? draft->entry->withdrawn_at : options->now;
    int64_t rev = store_grow_rev(options->store);
    report->withdrawn++;
    return rev < 0 ? -1
                   : store_withdraw(options->store, draft->record.id, draft->record.guid, withdrawal, rev);
}

/* A feed that withdrew a notice may publish it again with a later date; what another site said of it counts
 * for nothing. What the operator withdrew stays so. */
static int bring_back(struct draft *draft, const struct import_options *options, struct import_report *report,
                      int *brought_back)
{
    const struct feed_entry *entry = draft->entry;
    struct withdrawal withdrawal;
    if (store_withdrawal(options->store, draft->record.id, &withdrawal) != 0) {
        return -1;
    }
    int is_foreign = !withdrawal.by_operator && !may_change(draft, withdrawal.owner);
    int64_t latest = entry->updated > entry->published ? entry->updated : entry->published;
    *brought_back =
        withdrawal.moment != 0 && !withdrawal.by_operator && (is_foreign || latest > withdrawal.moment);
    if (withdrawal.moment != 0 && !*brought_back) {
        import_report_line(report, entry->number, "%s stays withdrawn%s", draft->record.id,
                           withdrawal.by_operator ? " (by tv-hall-admin withdraw-notice)" : "");
    }
    return *brought_back ? store_restore(options->store, draft->record.id) : 0;
}

/* Once, although it may be written twice. */
static void count(struct draft *draft, int *counter)
{
    *counter += draft->is_counted ? 0 : 1;
    draft->is_counted = 1;
}

/* It agrees with what is there, but for what the feed wrote. */
static int keep(struct draft *draft, const struct notice_record *old, const struct import_options *options,
                struct import_report *report)
{
    const struct notice_record *record = &draft->record;
    int result = 0;
    count(draft, &report->unchanged);
    if (strcmp(old->source_hash, record->source_hash) != 0 ||
        old->pictures_missing != record->pictures_missing) {
        result = store_notice_set_source(options->store, record->id, record->source_hash,
                                         record->pictures_missing);
    }
    return result == 0 && draft->sets_owner
               ? store_notice_set_owner(options->store, record->id, record->owner)
               : result;
}

static int change(struct draft *draft, const struct notice_record *old, const struct import_options *options,
                  struct import_report *report)
{
    struct notice_record *record = &draft->record;
    int brought_back = 0;
    if (!draft->is_counted && bring_back(draft, options, report, &brought_back) != 0) {
        return -1;
    }
    if (old != NULL && !brought_back && notice_records_agree(old, record)) {
        return keep(draft, old, options, report);
    }
    record->rev = store_grow_rev(options->store);
    count(draft, old != NULL ? &report->changed : &report->added);
    return record->rev < 0 ? -1 : store_notice_put(options->store, record);
}

static int apply_notice(struct draft *draft, const struct import_options *options,
                        struct import_report *report)
{
    struct notice_record old = {0};
    int found = store_notice_by_id(options->store, draft->record.id, &old);
    int result = found < 0 ? -1 : 0;
    int is_foreign = found == 1 && !may_change(draft, old.owner);
    int is_same = found == 1 && strcmp(old.source_hash, draft->record.source_hash) == 0;
    if (draft->waits ? is_foreign || is_same : draft->is_counted && (is_foreign || !is_same)) {
        /* It is not known yet whether it agrees; or somebody changed it while its pictures were fetched. */
    } else if (is_foreign) {
        if (notice_records_agree(&old, &draft->record)) {
            report->unchanged++;
        } else {
            refuse_foreign(draft, report, old.owner);
        }
    } else if (found >= 0) {
        result = change(draft, found == 1 ? &old : NULL, options, report);
    }
    notice_record_clear(&old);
    return result;
}

int draft_apply(struct draft *draft, const struct import_options *options, struct import_report *report)
{
    switch (draft->kind) {
    case DRAFT_NOTICE:
        return apply_notice(draft, options, report);
    case DRAFT_WITHDRAWAL:
        return apply_withdrawal(draft, options, report);
    case DRAFT_SAME:
        count(draft, &report->unchanged);
        return draft->sets_owner
                   ? store_notice_set_owner(options->store, draft->record.id, draft->record.owner)
                   : 0;
    case DRAFT_REFUSED:
        break;
    }
    return 0;
}

int draft_add_pictures(struct draft *draft, struct picture_import *pictures, struct import_report *report,
                       char *problem)
{
    draft->waits = 0;
    draft->has_waited = 1;
    if (clean_body(draft, pictures, report, problem) != 0) {
        return -1;
    }
    if (strlen(draft->record.body) > NOTICE_BODY_BYTES_MAX) {
        draft->kind = DRAFT_SAME;
        import_report_line(report, draft->entry->number,
                           "left without pictures: with them it is longer than 512 KiB");
    }
    return 0;
}

int draft_apply_pictures(struct draft *draft, const struct import_options *options,
                         struct import_report *report)
{
    return draft->has_waited ? draft_apply(draft, options, report) : 0;
}
