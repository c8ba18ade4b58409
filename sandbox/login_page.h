#ifndef SANDBOX_LOGIN_PAGE_H
#define SANDBOX_LOGIN_PAGE_H

#include "sandbox/login_fault.h"
#include "sandbox/sample_persons.h"
#include "sandbox/upstream.h"

/* What a phone sees of a provider: the page on which a sample person is picked, and the way back. */

enum { LOGIN_PAGE_PROBLEM_SIZE = 200, SAID_SIZE = 128 };

/* The page's frame, malloc'ed. NULL: `problem`. */
char *login_page_read(const char *path, char problem[LOGIN_PAGE_PROBLEM_SIZE]);

/* A link for each person and one to refuse, each to `path` with the request's own parameters of these names
 * (NULL at the end) behind it. -1: out of memory. */
int login_page_write(const char *frame, const char *path, const char *const *names,
                     const struct upstream_request *request, struct upstream_reply *reply);

/* 302. -1: the address is too long. */
int login_send_to(struct upstream_reply *reply, const char *address);
/* A reply with a JSON or other text that was malloc'ed; NULL: out of memory. */
int login_answer(struct upstream_reply *reply, unsigned status, char *text);
int login_answer_text(struct upstream_reply *reply, unsigned status, const char *text);

/* What is said of a person under a fault. */
const char *login_name_of(const struct sample_person *person, enum login_fault fault, char out[SAID_SIZE]);
const char *login_id_number_of(const struct sample_person *person, enum login_fault fault,
                               char out[SAID_SIZE]);

#endif
