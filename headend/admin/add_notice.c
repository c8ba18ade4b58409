#include <errno.h>
#include <inttypes.h>
#include <libxml/entities.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/area.h"
#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/text_option.h"
#include "headend/database/revisions.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_date.h"
#include "headend/notices/store_notices.h"

/* One notice by hand: where there is an emergency and no feed. */

enum { CATEGORY_EMERGENCY = 5, LEVEL_URGENT = 2 };

static const char source[] = "tv-hall-admin";

static int is_wrong(const char *option, const char *what)
{
    (void)fprintf(stderr, "tv-hall-admin add-notice: %s: %s\n", option, what);
    return -1;
}

static int check_text(const char *option, const char *text, size_t most, int line_ends)
{
    char problem[TEXT_PROBLEM_SIZE];
    const char *why = text_problem(text, most, line_ends, problem);
    return why == NULL ? 0 : is_wrong(option, why);
}

static int check_moment(const char *option, const char *text, int64_t *moment)
{
    return text == NULL || feed_date_read(text, moment) == 0
               ? 0
               : is_wrong(option, "no moment; \"2026-12-01 18:00\", for example");
}

/* What the options mean; what is missing has its usual value. */
struct wanted {
    int category, level;
    int64_t from, until; /* 0: now; without end */
};

static int read_wanted(const struct common_options *options, struct wanted *wanted)
{
    int64_t now = wall_ms();
    *wanted = (struct wanted){
        .category = options->category != NULL ? feed_category_of(options->category) : CATEGORY_EMERGENCY,
        .level = options->level != NULL ? feed_level_of(options->level) : LEVEL_URGENT,
    };
    if (options->title == NULL) {
        return is_wrong("--title", "is missing");
    }
    if (wanted->category == 0) {
        return is_wrong("--category", "is 1 to 5 or its name");
    }
    if (wanted->level < 0) {
        return is_wrong("--level", "is 0, 1, 2 or 普通, 重要, 紧急");
    }
    if (options->area != NULL && !area_code_is_valid(options->area)) {
        return is_wrong("--area", "is 6, 9 or 12 digits");
    }
    if (check_moment("--from", options->from, &wanted->from) != 0 ||
        check_moment("--until", options->until, &wanted->until) != 0) {
        return -1;
    }
    if (wanted->until != 0 && wanted->until <= (wanted->from > now ? wanted->from : now)) {
        return is_wrong("--until", "nobody would ever see the notice: it ends before it begins, or is over");
    }
    return 0;
}

static int check(const struct common_options *options)
{
    struct wanted wanted;
    return read_wanted(options, &wanted) == 0 &&
                   check_text("--title", options->title, NOTICE_TITLE_CHARACTERS, 0) == 0 &&
                   (options->office == NULL ||
                    check_text("--office", options->office, NOTICE_OFFICE_CHARACTERS, 0) == 0)
               ? 0
               : -1;
}

/* The words, or all of standard input for "-". NULL: said why. */
static char *text_of(const char *word)
{
    char *text = strcmp(word, "-") == 0 ? malloc(NOTICE_BODY_BYTES_MAX + 1) : strdup(word);
    if (text != NULL && strcmp(word, "-") == 0) {
        size_t length = fread(text, 1, NOTICE_BODY_BYTES_MAX, stdin);
        text[length] = '\0';
        if (ferror(stdin) || strlen(text) != length) {
            (void)is_wrong("-", "standard input cannot be read as text");
            free(text);
            return NULL;
        }
    }
    if (text == NULL) {
        (void)is_wrong("TEXT", strerror(ENOMEM));
    } else if (check_text("TEXT", text, NOTICE_BODY_BYTES_MAX, 1) != 0) {
        free(text);
        text = NULL;
    }
    return text;
}

/* Every line a paragraph; malloc'ed. NULL: it is too long, or memory is short. */
static char *body_of(const char *text)
{
    static const char open[] = "<p>", close[] = "</p>";
    char *body = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&body, &size);
    xmlChar *escaped = xmlEncodeSpecialChars(NULL, BAD_CAST text);
    int failed = out == NULL || escaped == NULL;
    for (const char *line = (const char *)escaped; !failed && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (strspn(line, " ") < length) {
            failed = fprintf(out, "%s%.*s%s", open, (int)length, line, close) < 0;
        }
        line += length + (line[length] == '\n');
    }
    xmlFree(escaped);
    failed = (out != NULL && fclose(out) != 0) || failed;
    if (failed || size > NOTICE_BODY_BYTES_MAX) {
        (void)is_wrong("TEXT", failed ? strerror(ENOMEM) : "it is too long");
        free(body);
        body = NULL;
    }
    return body;
}

/* A name that nobody had before: the moment, and chance. */
static int make_guid(char guid[NOTICE_ID_SIZE], int64_t now)
{
    uint32_t chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance) {
        return -1;
    }
    (void)snprintf(guid, NOTICE_ID_SIZE, "hand-%" PRId64 "-%08" PRIx32, now / 1000, chance);
    return 0;
}

static int put(struct store *store, struct notice_record *record)
{
    int result = store_begin_write(store);
    if (result == 0) {
        record->rev = store_grow_rev(store);
        result = record->rev < 0 || store_notice_put(store, record) != 0 || store_commit(store) != 0 ? -1 : 0;
    }
    if (result != 0) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
    }
    store_end(store);
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct wanted wanted;
    char guid[NOTICE_ID_SIZE];
    int64_t now = wall_ms();
    char *text = text_of(options->rest[0]);
    char *body = text != NULL ? body_of(text) : NULL;
    int status = ADMIN_REFUSED;
    if (body != NULL && read_wanted(options, &wanted) == 0 && make_guid(guid, now) == 0) {
        /* The strings stay ours: the record is not cleared. */
        struct notice_record record = {
            .guid = guid,
            .owner = NOTICE_OWNER_OPERATOR,
            .title = (char *)options->title,
            .category = wanted.category,
            .level = wanted.level,
            .org_name = options->office != NULL ? (char *)options->office : (char *)config->box.hall_name.zh,
            .published = now,
            .valid_from = wanted.from,
            .valid_to = wanted.until,
            .body = body,
            .speech = "",
            .qr_link = "",
            .source = (char *)source,
            .changed = now,
        };
        (void)snprintf(record.area_code, sizeof record.area_code, "%s",
                       options->area != NULL ? options->area : config->box.area_code);
        (void)snprintf(record.id, sizeof record.id, "%s", guid);
        status = put(store, &record);
        if (status == ADMIN_DONE) {
            (void)printf("%s: is listed; withdraw-notice %s takes it back\n", guid, guid);
        }
    }
    free(body);
    free(text);
    return status;
}

const struct command command_add_notice = {
    .name = "add-notice",
    .summary = "publish one notice at once: an emergency, where there is no feed",
    .help =
        "Usage: tv-hall-admin add-notice [--config headend.xml] --title TITLE [options] TEXT|-\n"
        "A running headend shows it within half a second, boxes when they next ask. TEXT is plain: every "
        "line "
        "becomes\n"
        "a paragraph; - reads it from standard input. Prints the notice's id; withdraw-notice ID takes it "
        "back.\n\n"
        "  --title TITLE    at most 80 characters\n"
        "  --level WORD     0, 1, 2 or 普通, 重要, 紧急 (紧急)\n"
        "  --category WORD  1 to 5 or 通知公告, 政策解读, 停水停电停气, 办事提醒, 应急 (应急)\n"
        "  --area CODE      whom it concerns (the configuration's region)\n"
        "  --from MOMENT    from when it is shown (now)\n"
        "  --until MOMENT   until when: \"2026-12-01 18:00\" (without end)\n"
        "  --office NAME    who says it (the hall's name)\n"
        "  --config FILE    the headend's configuration (headend.xml)\n"
        "  --schema FILE    headend.rng, where it is not at its usual place\n\n"
        "Exit codes: 0 done, 1 text or configuration wrong, 2 usage, 3 store cannot be written.\n",
    .least_rest = 1,
    .most_rest = 1,
    .check = check,
    .run_with_store = run,
    .mode = STORE_CREATE,
};
