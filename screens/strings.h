#ifndef SCREENS_STRINGS_H
#define SCREENS_STRINGS_H

#include <stddef.h>

/* Every word that a person sees on the television, by language: assets/strings/LANGUAGE.xml. */

/* id, name in the file */
#define STRING_IDS(X)                                                                                        \
    X(WEEKDAYS, "date.weekdays")                                                                             \
    X(HEADER_DATE, "date.header")                                                                            \
    X(KEY_OK, "key.ok")                                                                                      \
    X(KEY_BACK, "key.back")                                                                                  \
    X(KEY_HOME, "key.home")                                                                                  \
    X(KEY_DIGITS, "key.digits")                                                                              \
    X(KEY_ARROWS, "key.arrows")                                                                              \
    X(KEY_LEFT_RIGHT, "key.left-right")                                                                      \
    X(KEY_UP_DOWN, "key.up-down")                                                                            \
    X(KEY_PAGE, "key.page")                                                                                  \
    X(HINT_MOVE, "hint.move")                                                                                \
    X(HINT_OPEN, "hint.open")                                                                                \
    X(HINT_OPEN_BY_NUMBER, "hint.open-by-number")                                                            \
    X(HINT_BACK, "hint.back")                                                                                \
    X(HINT_LEAVE, "hint.leave")                                                                              \
    X(HINT_CATEGORY, "hint.category")                                                                        \
    X(HINT_PAGE, "hint.page")                                                                                \
    X(HINT_SCROLL, "hint.scroll")                                                                            \
    X(HINT_LINKS, "hint.links")                                                                              \
    X(HINT_CLOSE, "hint.close")                                                                              \
    X(HINT_RETRY, "hint.retry")                                                                              \
    X(HINT_CHOOSE, "hint.choose")                                                                            \
    X(STATUS_LOADING, "status.loading")                                                                      \
    X(STATUS_STALE_UNREACHABLE, "status.stale-unreachable")                                                  \
    X(STATUS_STALE_FAULT, "status.stale-fault")                                                              \
    X(STATUS_CONFIGURED, "status.configured")                                                                \
    X(AGE_NOW, "age.now")                                                                                    \
    X(AGE_MINUTES, "age.minutes")                                                                            \
    X(AGE_HOURS, "age.hours")                                                                                \
    X(AGE_DAYS, "age.days")                                                                                  \
    X(MESSAGE_LOADING, "message.loading")                                                                    \
    X(MESSAGE_UNREACHABLE, "message.unreachable")                                                            \
    X(MESSAGE_UNREACHABLE_DO, "message.unreachable-do")                                                      \
    X(MESSAGE_FAULT, "message.fault")                                                                        \
    X(MESSAGE_FAULT_DO, "message.fault-do")                                                                  \
    X(MESSAGE_GONE, "message.gone")                                                                          \
    X(MESSAGE_GONE_DO, "message.gone-do")                                                                    \
    X(MESSAGE_NO_NOTICES, "message.no-notices")                                                              \
    X(MESSAGE_NO_NOTICES_DO, "message.no-notices-do")                                                        \
    X(NOTICES_ALL, "notices.all")                                                                            \
    X(NOTICES_CATEGORY_1, "notices.category-1")                                                              \
    X(NOTICES_CATEGORY_2, "notices.category-2")                                                              \
    X(NOTICES_CATEGORY_3, "notices.category-3")                                                              \
    X(NOTICES_CATEGORY_4, "notices.category-4")                                                              \
    X(NOTICES_CATEGORY_5, "notices.category-5")                                                              \
    X(NOTICES_COUNT, "notices.count")                                                                        \
    X(LEVEL_IMPORTANT, "level.important")                                                                    \
    X(LEVEL_URGENT, "level.urgent")                                                                          \
    X(ARTICLE_PUBLISHED, "article.published")                                                                \
    X(ARTICLE_VALID_TO, "article.valid-to")                                                                  \
    X(ARTICLE_SCAN, "article.scan")                                                                          \
    X(ARTICLE_LINK_COUNT, "article.link-count")                                                              \
    X(ARTICLE_PICTURE, "article.picture")                                                                    \
    X(ARTICLE_CUT, "article.cut")                                                                            \
    X(LINKS_TITLE, "links.title")                                                                            \
    X(LINKS_SCAN, "links.scan")                                                                              \
    X(HELP_TITLE, "help.title")                                                                              \
    X(HELP_KEYS_TITLE, "help.keys-title")                                                                    \
    X(HELP_ARROWS, "help.arrows")                                                                            \
    X(HELP_OK, "help.ok")                                                                                    \
    X(HELP_BACK, "help.back")                                                                                \
    X(HELP_HOME, "help.home")                                                                                \
    X(HELP_DIGITS, "help.digits")                                                                            \
    X(HELP_PAGE, "help.page")                                                                                \
    X(HELP_ABOUT_TITLE, "help.about-title")                                                                  \
    X(HELP_ABOUT, "help.about")                                                                              \
    X(HELP_STATE_TITLE, "help.state-title")                                                                  \
    X(HELP_STATE_GOOD, "help.state-good")                                                                    \
    X(HELP_STATE_BAD, "help.state-bad")                                                                      \
    X(KEY_RED, "key.red")                                                                                    \
    X(KEY_GREEN, "key.green")                                                                                \
    X(KEY_LEFT, "key.left")                                                                                  \
    X(KEY_RIGHT, "key.right")                                                                                \
    X(HINT_DELETE, "hint.delete")                                                                            \
    X(HINT_PAD, "hint.pad")                                                                                  \
    X(HINT_RESULTS, "hint.results")                                                                          \
    X(HINT_PRESS, "hint.press")                                                                              \
    X(SEARCH_EMPTY, "search.empty")                                                                          \
    X(SEARCH_HOW, "search.how")                                                                              \
    X(SEARCH_EXAMPLE, "search.example")                                                                      \
    X(SEARCH_NONE, "search.none")                                                                            \
    X(SEARCH_NONE_DO, "search.none-do")                                                                      \
    X(SEARCH_COUNT, "search.count")                                                                          \
    X(SEARCH_DELETE, "search.delete")                                                                        \
    X(SEARCH_CLEAR, "search.clear")                                                                          \
    X(SEARCH_TILE, "search.tile")                                                                            \
    X(SEARCH_ANY, "search.any")                                                                              \
    X(KEY_CHANNEL, "key.channel")                                                                            \
    X(KEY_VOLUME, "key.volume")                                                                              \
    X(HINT_TEACH, "hint.teach")                                                                              \
    X(BACK_ELEMENT, "back.element")                                                                          \
    X(LEARNING_TITLE, "learning.title")                                                                      \
    X(LEARNING_UP, "learning.up")                                                                            \
    X(LEARNING_DOWN, "learning.down")                                                                        \
    X(LEARNING_LEFT, "learning.left")                                                                        \
    X(LEARNING_RIGHT, "learning.right")                                                                      \
    X(LEARNING_OK, "learning.ok")                                                                            \
    X(LEARNING_BACK, "learning.back")                                                                        \
    X(LEARNING_HOME, "learning.home")                                                                        \
    X(LEARNING_PAGE_UP, "learning.page-up")                                                                  \
    X(LEARNING_PAGE_DOWN, "learning.page-down")                                                              \
    X(LEARNING_DIGIT, "learning.digit")                                                                      \
    X(LEARNING_PRESS, "learning.press")                                                                      \
    X(LEARNING_SKIP, "learning.skip")                                                                        \
    X(LEARNING_FIRST_WAIT, "learning.first-wait")                                                            \
    X(LEARNING_GOT, "learning.got")                                                                          \
    X(LEARNING_TAKEN, "learning.taken")                                                                      \
    X(LEARNING_SKIPPED, "learning.skipped")                                                                  \
    X(LEARNING_CONFIRM, "learning.confirm")                                                                  \
    X(LEARNING_CONFIRM_ANY, "learning.confirm-any")                                                          \
    X(LEARNING_CONFIRM_WAIT, "learning.confirm-wait")                                                        \
    X(LEARNING_KEPT, "learning.kept")                                                                        \
    X(LEARNING_UNCHANGED, "learning.unchanged")                                                              \
    X(LEARNING_FORGOTTEN, "learning.forgotten")                                                              \
    X(LEARNING_NOT_WRITTEN, "learning.not-written")                                                          \
    X(LEARNING_NOT_KEPT, "learning.not-kept")                                                                \
    X(LEARNING_DONE_DO, "learning.done-do")                                                                  \
    X(LEARNING_AGAIN, "learning.again")                                                                      \
    X(LEARNING_FORGET, "learning.forget")                                                                    \
    X(LEARNING_UNKNOWN_KEY, "learning.unknown-key")                                                          \
    X(HELP_TEACH, "help.teach")                                                                              \
    X(HINT_MATTERS, "hint.matters")                                                                          \
    X(HINT_THEMES, "hint.themes")                                                                            \
    X(HINT_SECTIONS, "hint.sections")                                                                        \
    X(HINT_DETAIL, "hint.detail")                                                                            \
    X(HINT_FIELDS, "hint.fields")                                                                            \
    X(HINT_FIELD, "hint.field")                                                                              \
    X(HINT_NEIGHBOUR, "hint.neighbour")                                                                      \
    X(HINT_QUESTIONS, "hint.questions")                                                                      \
    X(HINT_START, "hint.start")                                                                              \
    X(GUIDES_OTHER, "guides.other")                                                                          \
    X(GUIDES_BRIEF, "guides.brief")                                                                          \
    X(GUIDES_COUNT, "guides.count")                                                                          \
    X(GUIDES_NONE, "guides.none")                                                                            \
    X(GUIDES_NONE_DO, "guides.none-do")                                                                      \
    X(GUIDE_OVERVIEW, "guide.overview")                                                                      \
    X(GUIDE_STEPS, "guide.steps")                                                                            \
    X(GUIDE_MATERIALS, "guide.materials")                                                                    \
    X(GUIDE_FORMS, "guide.forms")                                                                            \
    X(GUIDE_FAQ, "guide.faq")                                                                                \
    X(GUIDE_QUESTIONS, "guide.questions")                                                                    \
    X(GUIDE_STATIONS, "guide.stations")                                                                      \
    X(GUIDE_PHONE, "guide.phone")                                                                            \
    X(GUIDE_GONE, "guide.gone")                                                                              \
    X(GUIDE_GONE_DO, "guide.gone-do")                                                                        \
    X(GUIDE_SAMPLE, "guide.sample")                                                                          \
    X(GUIDE_BRIEF, "guide.brief")                                                                            \
    X(GUIDE_PROMISE, "guide.promise")                                                                        \
    X(GUIDE_STATUTORY, "guide.statutory")                                                                    \
    X(GUIDE_VISITS, "guide.visits")                                                                          \
    X(GUIDE_VISITS_NONE, "guide.visits-none")                                                                \
    X(GUIDE_VISITS_ONE, "guide.visits-one")                                                                  \
    X(GUIDE_VISITS_COUNT, "guide.visits-count")                                                              \
    X(GUIDE_FEE, "guide.fee")                                                                                \
    X(GUIDE_FEE_NONE, "guide.fee-none")                                                                      \
    X(GUIDE_FEE_COUNT, "guide.fee-count")                                                                    \
    X(GUIDE_SOURCE, "guide.source")                                                                          \
    X(GUIDE_WHO, "guide.who")                                                                                \
    X(GUIDE_WHERE, "guide.where")                                                                            \
    X(GUIDE_MEMBERS, "guide.members")                                                                        \
    X(GUIDE_MEMBER_SKIP, "guide.member-skip")                                                                \
    X(GUIDE_RESULT, "guide.result")                                                                          \
    X(GUIDE_ASK, "guide.ask")                                                                                \
    X(GUIDE_COMPLAIN, "guide.complain")                                                                      \
    X(GUIDE_FAQ_QUESTION, "guide.faq-question")                                                              \
    X(GUIDE_FAQ_ANSWER, "guide.faq-answer")                                                                  \
    X(GUIDE_FORM_FIELDS, "guide.form-fields")                                                                \
    X(GUIDE_FORM_PHONE, "guide.form-phone")                                                                  \
    X(GUIDE_STEPS_END, "guide.steps-end")                                                                    \
    X(GUIDE_COUNT, "guide.count")                                                                            \
    X(GUIDE_QUESTIONS_SAYS, "guide.questions-says")                                                          \
    X(GUIDE_QUESTIONS_DO, "guide.questions-do")                                                              \
    X(GUIDE_STATIONS_SAYS, "guide.stations-says")                                                            \
    X(GUIDE_STATIONS_DO, "guide.stations-do")                                                                \
    X(GUIDE_PHONE_SCAN, "guide.phone-scan")                                                                  \
    X(GUIDE_PHONE_NONE, "guide.phone-none")                                                                  \
    X(TERM_AT_ONCE, "term.at-once")                                                                          \
    X(TERM_WORKDAY, "term.workday")                                                                          \
    X(TERM_WORKDAYS, "term.workdays")                                                                        \
    X(TERM_DAY, "term.day")                                                                                  \
    X(TERM_DAYS, "term.days")                                                                                \
    X(TERM_HOUR, "term.hour")                                                                                \
    X(TERM_HOURS, "term.hours")                                                                              \
    X(NEED_NECESSARY, "need.necessary")                                                                      \
    X(NEED_OPTIONAL, "need.optional")                                                                        \
    X(NEED_LATER, "need.later")                                                                              \
    X(PIECE_ORIGINAL, "piece.original")                                                                      \
    X(PIECE_COPY, "piece.copy")                                                                              \
    X(PIECE_BOTH, "piece.both")                                                                              \
    X(PIECE_ONE, "piece.one")                                                                                \
    X(PIECE_MANY, "piece.many")                                                                              \
    X(FORMAT_PAPER, "format.paper")                                                                          \
    X(FORMAT_ELECTRONIC, "format.electronic")                                                                \
    X(FORMAT_EITHER, "format.either")                                                                        \
    X(KIND_CERTIFICATE, "kind.certificate")                                                                  \
    X(KIND_FORM, "kind.form")                                                                                \
    X(KIND_OTHER, "kind.other")                                                                              \
    X(MATERIAL_PIECE, "material.piece")                                                                      \
    X(MATERIAL_FORMAT, "material.format")                                                                    \
    X(MATERIAL_KIND, "material.kind")                                                                        \
    X(MATERIAL_SOURCE, "material.source")                                                                    \
    X(MATERIAL_EXPLAIN, "material.explain")                                                                  \
    X(MATERIAL_ACCEPT, "material.accept")                                                                    \
    X(MATERIAL_MEMBERS, "material.members")                                                                  \
    X(MATERIAL_FORM, "material.form")                                                                        \
    X(FORM_BLANK, "form.blank")                                                                              \
    X(FORM_BLANK_SCAN, "form.blank-scan")                                                                    \
    X(FORM_MEANING, "form.meaning")                                                                          \
    X(FORM_EXAMPLE, "form.example")                                                                          \
    X(FORM_MISTAKE, "form.mistake")                                                                          \
    X(FORM_COUNT, "form.count")

enum string_id {
#define STRING_ENUM(id, name) STRING_##id,
    STRING_IDS(STRING_ENUM)
#undef STRING_ENUM
        STRING_COUNT
};

struct strings;

/* NULL: the log names the file and what is wrong. A string that the file lacks is logged and shown as its
 * name. */
struct strings *strings_read(const char *path);
void strings_free(struct strings *strings);
const char *string_get(const struct strings *strings, enum string_id id);

/* Puts values into the places {0} … {3} of a string. Always ends in NUL; cut at a whole character. Returns
 * `out`. */
char *string_format(char *out, size_t size, const struct strings *strings, enum string_id id,
                    const char *const *values, size_t count);

#endif
