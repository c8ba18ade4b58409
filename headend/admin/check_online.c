#include "headend/admin/check_online.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "headend/admin/command.h"
#include "headend/providers/providers.h"
#include "headend/utilities/utilities.h"

enum { TIMEOUT_MS = 10 * 1000, LONG_AGO = 20200101 };

struct findings {
    int wrong, later;
};

enum finding { FINDING_OK, FINDING_WRONG, FINDING_LATER };

static void tell(struct findings *findings, enum finding finding, const char *who, const char *what)
{
    static const char *const words[] = {"ok", "wrong", "later"};
    findings->wrong += finding == FINDING_WRONG;
    findings->later += finding == FINDING_LATER;
    (void)printf("%s\t%s\t%s\n", words[finding], who, what);
}

/* --- Key files --- */

static void check_secret(struct findings *findings, const char *who, const char *path)
{
    char what[CONFIG_PATH_SIZE + 80];
    struct stat about;
    if (path[0] == '\0') {
        return;
    }
    if (stat(path, &about) != 0) {
        (void)snprintf(what, sizeof what, "%.*s: %s", CONFIG_PATH_SIZE, path, strerror(errno));
        tell(findings, FINDING_WRONG, who, what);
        return;
    }
    int is_own = S_ISREG(about.st_mode) && (about.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    (void)snprintf(what, sizeof what, "%.*s: %s", CONFIG_PATH_SIZE, path,
                   is_own ? "its owner's alone" : "others than its owner may use it: chmod 600");
    tell(findings, is_own ? FINDING_OK : FINDING_WRONG, who, what);
}

static void check_secrets(struct findings *findings, enum payment_provider_kind kind,
                          const struct payment_config *config)
{
    const char *who = payment_provider_name(kind);
    if (kind == PAYMENT_PROVIDER_WECHAT) {
        check_secret(findings, who, config->wechat.merchant_key);
        check_secret(findings, who, config->wechat.api_key);
    } else {
        check_secret(findings, who, config->alipay.app_key);
    }
}

/* --- Providers --- */

/* Silence, and what is over by itself, are not the operator's fault. */
static int is_for_later(enum provider_outcome outcome, const struct provider_word *word)
{
    return outcome == PROVIDER_LATER || strcmp(word->text, "no answer") == 0 ||
           strcmp(word->text, "SYSTEM_ERROR") == 0 || strcmp(word->text, "ACQ.SYSTEM_ERROR") == 0;
}

static void check_provider(struct findings *findings, enum payment_provider_kind kind,
                           const struct payment_config *config)
{
    char problem[OWN_SECRET_PROBLEM_SIZE];
    char what[PROVIDER_WORD_SIZE + 80];
    struct provider_word word = {.text = ""};
    const char *who = payment_provider_name(kind);
    struct payment_provider *provider = payment_provider_open(kind, config, problem);
    if (provider == NULL) {
        tell(findings, FINDING_WRONG, who, problem);
        return;
    }
    enum provider_outcome outcome = provider->calls->self_test(provider, TIMEOUT_MS, &word);
    provider->calls->free(provider);
    if (outcome == PROVIDER_DONE) {
        tell(findings, FINDING_OK, who, "the keys of both sides fit");
        return;
    }
    (void)snprintf(what, sizeof what, "the self-test ended with: %s", word.text);
    tell(findings, is_for_later(outcome, &word) ? FINDING_LATER : FINDING_WRONG, who, what);
}

/* --- Utilities --- */

/* A day long ago: of nobody, and short. A refusal is an answer, too. */
static void check_utility(struct findings *findings, struct utility *utility)
{
    char what[120];
    struct utility_day day = {.count = 0};
    struct utility_said said = utility->calls->day(utility, LONG_AGO, TIMEOUT_MS, &day);
    const char *code = said.answer != NULL ? said.answer->code : "";
    switch (said.outcome) {
    case UTILITY_DONE:
        utility_day_free(&day);
        tell(findings, FINDING_OK, utility->config->operator_id, "it answers");
        return;
    case UTILITY_REFUSED:
        (void)snprintf(what, sizeof what, "it answers (%.40s)", code);
        tell(findings, FINDING_OK, utility->config->operator_id, what);
        return;
    case UTILITY_UNKNOWN:
        break;
    }
    (void)snprintf(what, sizeof what, "no answer, or none as agreed%s%.40s", code[0] != '\0' ? ": " : "",
                   code);
    tell(findings, FINDING_LATER, utility->config->operator_id, what);
}

int check_online(const struct server_config *server)
{
    struct findings findings = {.wrong = 0};
    for (int kind = 0; kind < PAYMENT_PROVIDER_COUNT; kind++) {
        enum payment_provider_kind which = (enum payment_provider_kind)kind;
        if (payment_provider_is_configured(which, &server->payment)) {
            check_secrets(&findings, which, &server->payment);
            check_provider(&findings, which, &server->payment);
        }
    }
    struct utilities *utilities = utilities_open(server, NULL, NULL);
    if (utilities == NULL) {
        tell(&findings, FINDING_WRONG, "utilities", "their tables of answers cannot be read");
    }
    for (size_t i = 0; utilities != NULL && i < utilities_count(utilities); i++) {
        check_utility(&findings, utilities_at(utilities, i));
    }
    utilities_close(utilities);
    return findings.wrong > 0 ? ADMIN_REFUSED : findings.later > 0 ? ADMIN_LATER : ADMIN_DONE;
}
