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
    X(HELP_TEACH, "help.teach")

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
