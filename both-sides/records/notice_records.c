#include "both-sides/records/notice_records.h"

#include "both-sides/records/record_lines.h"

#define SUMMARY_FIELDS                                                                                       \
    CHARS("id", 1, NOTICE_ID_SIZE - 1, FORM_NOTICE_ID, notice_summary, id, REQUIRED),                        \
        TEXT("title", 1, NOTICE_TITLE_CHARACTERS, notice_summary, title, REQUIRED),                          \
        INITIALS(notice_summary, initials),                                                                  \
        INT("category", NOTICE_CATEGORY_MIN, NOTICE_CATEGORY_MAX, notice_summary, category, REQUIRED,        \
            ABOUT("1 notices, 2 policies explained, 3 water, power and gas off, 4 how to, 5 emergency")),    \
        INT("level", 0, NOTICE_URGENT, notice_summary, level, REQUIRED,                                      \
            ABOUT("0 normal, 1 important, 2 urgent")),                                                       \
        CHARS("area_code", 0, 12, FORM_AREA_CODE, notice_summary, area_code, REQUIRED),                      \
        TEXT("org_name", 0, NOTICE_OFFICE_CHARACTERS, notice_summary, org_name, REQUIRED),                   \
        MOMENT("published", notice_summary, published, REQUIRED),                                            \
        FLAG("undated", notice_summary, undated, OPTIONAL,                                                   \
             ABOUT("when it was published is not known; `published` only says where it stands in lists")),   \
        MOMENT("valid_from", notice_summary, valid_from, OPTIONAL),                                          \
        MOMENT("valid_to", notice_summary, valid_to, OPTIONAL,                                               \
               ABOUT("exclusive; 0 or missing is without end")),                                             \
        INT64("rev", notice_summary, rev, REQUIRED)

static const struct record_field summary_fields[] = {SUMMARY_FIELDS};
static const struct record_table summary_table = {.name = "notice",
                                                  .schema = "NoticeSummary",
                                                  FIELDS(summary_fields),
                                                  .size = sizeof(struct notice_summary)};

static const struct record_field list_fields[] = {
    INT64("rev", notice_list, rev, REQUIRED),
    LIFE(notice_list),
    TEXT("source", 0, NOTICE_SOURCE_CHARACTERS, notice_list, source, OPTIONAL),
    INT64("total", notice_list, total, REQUIRED),
    CHARS("next", 0, CURSOR_SIZE - 1, FORM_ANY, notice_list, next, OPTIONAL,
          ABOUT("empty or missing on the last page")),
    RECORDS("notices", NOTICE_LIST_MAX, summary_table, notice_list, items, count, REQUIRED),
    CHARS_LIST("withdrawn", NOTICE_LIST_MAX, FORM_NOTICE_ID, notice_list, withdrawn, withdrawn_count,
               OPTIONAL, ALWAYS, ABOUT("Ids withdrawn in the last 90 days; a box forgets them")),
    MOMENT("as_of", notice_list, as_of,
           REQUIRED), /* the last: what is before it says whether a page is new */
};
const struct record_table notice_list_table = {
    .name = "notice list", .schema = "NoticeList", FIELDS(list_fields), .size = sizeof(struct notice_list)};

_Static_assert(offsetof(struct notice, summary) == 0, "a notice begins with its summary: they share lines");

static const struct record_field notice_fields[] = {
    SUMMARY_FIELDS,
    TEXT("body", 0, NOTICE_BODY_BYTES_MAX, notice, body, REQUIRED,
         ABOUT("HTML as the office published it; pictures point to /v1/pictures; a table with data-chart is "
               "to be drawn as a chart (docs/operators.md)")),
    TEXT("speech", 0, NOTICE_SPEECH_BYTES_MAX, notice, speech, OPTIONAL, UNREAD),
    TEXT("qr_link", 0, NOTICE_LINK_BYTES_MAX, notice, qr_link, OPTIONAL, .form = FORM_WEB_ADDRESS,
         ABOUT("an http or https address for a phone")),
    FLAG("withdrawn", notice, withdrawn, OPTIONAL),
    TEXT("source", 0, NOTICE_SOURCE_CHARACTERS, notice, source, OPTIONAL),
    MOMENT("as_of", notice, as_of, OPTIONAL),
};
const struct record_table notice_table = {.name = "notice",
                                          .schema = "Notice",
                                          FIELDS(notice_fields),
                                          .size = sizeof(struct notice),
                                          .begin = &summary_table};
