#include "headend/social-security/upstream_social_security.h"

#include <stdio.h>
#include <string.h>

#include "headend/upstream/json_call.h"

enum { QUESTION_SIZE = 400, PAGES_MAX = CONTRIBUTION_ROWS_MAX / CONTRIBUTION_PAGE_ROWS };

/* --- The person --- */

struct person_question {
    const char *id_number;
    struct person_facts *facts;
};

static int take_person(void *context, const struct json_value *answer)
{
    const struct person_question *question = context;
    return person_facts_read(answer, question->id_number, question->facts) == PERSON_NONSENSE ? -1 : 0;
}

static int ask_person(struct job_worker *worker, const struct job *job, const char *id_number,
                      struct person_facts *facts)
{
    char text[QUESTION_SIZE];
    struct person_question question = {id_number, facts};
    (void)snprintf(text, sizeof text, "{\"aac002\":\"%s\"}", id_number);
    int result = json_call_ask(
        worker, job, &(struct json_call){"/social-security/v1/person", text, take_person, &question});
    explicit_bzero(text, sizeof text);
    return result;
}

/* --- Rows --- */

struct page_question {
    struct contribution_rows *rows;
    int account;
    size_t total;
};

static int take_page(void *context, const struct json_value *answer)
{
    struct page_question *question = context;
    return contribution_rows_add(question->rows, answer, question->account, &question->total);
}

/* The number of an account came from outside. -1: it has characters that no number has. */
static int write_page_question(char text[QUESTION_SIZE], const char *account, int page)
{
    if (strspn(account, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_") !=
        strlen(account)) {
        return -1;
    }
    (void)snprintf(text, QUESTION_SIZE, "{\"aac001\":\"%s\",\"page\":%d,\"page_size\":%d}", account, page,
                   CONTRIBUTION_PAGE_ROWS);
    return 0;
}

static int ask_account(struct job_worker *worker, const struct job *job, const char *number, int account,
                       struct contribution_rows *rows)
{
    char text[QUESTION_SIZE];
    struct page_question question = {rows, account, 0};
    size_t before = rows->count;
    int result = 0;
    for (int page = 1; page <= PAGES_MAX && result == 0; page++) {
        size_t last = rows->count;
        result = write_page_question(text, number, page);
        if (result == 0) {
            result = json_call_ask(
                worker, job,
                &(struct json_call){"/social-security/v1/contributions", text, take_page, &question});
        }
        /* A page without rows is the end, whatever the total says. */
        if (rows->count - before >= question.total || rows->count == last) {
            break;
        }
    }
    explicit_bzero(text, sizeof text);
    return result;
}

int upstream_social_security_find(struct job_worker *worker, const struct job *job, const char *id_number,
                                  int now, struct person_facts *facts)
{
    struct contribution_rows rows = {0};
    memset(facts, 0, sizeof *facts);
    int result = ask_person(worker, job, id_number, facts);
    for (size_t i = 0; i < facts->account_count && result == 0; i++) {
        result = ask_account(worker, job, facts->accounts[i], (int)i + 1, &rows);
    }
    if (result == 0) {
        result = person_facts_add_rows(facts, &rows, now);
    }
    contribution_rows_wipe(&rows);
    return result;
}
