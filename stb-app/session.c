#include "stb-app/session.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "backend-client/hall_client.h"
#include "both-sides/log.h"

enum { PAGE_SIZE = 4096, SECOND_US = 1000000 };

static const char where[] = "session";

int session_open(struct session *session)
{
    void *page = mmap(NULL, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *session = (struct session){.token = NULL};
    if (page == MAP_FAILED) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for a session: nobody can sign in");
        return -1;
    }
    if (mlock(page, PAGE_SIZE) != 0 || madvise(page, PAGE_SIZE, MADV_DONTDUMP) != 0) {
        /* Nothing is swapped on a box without swap, and core files are forbidden (core_files.h). */
        log_line(LOG_LEVEL_NOTICE, where, "the page of the session's token is not locked: %s",
                 strerror(errno));
    }
    session->token = page;
    return 0;
}

void session_close(struct session *session)
{
    if (session->token != NULL) {
        session_end(session);
        (void)munmap(session->token, PAGE_SIZE);
        session->token = NULL;
    }
}

int session_holds(const struct session *session)
{
    return session->token != NULL && session->token[0] != '\0';
}

int session_begin(struct session *session, const char *token, int64_t now_us)
{
    size_t length = strlen(token);
    if (session->token == NULL || length != CREDENTIAL_SIZE - 1) {
        return -1;
    }
    session_end(session);
    memcpy(session->token, token, length + 1);
    session->began_us = session->touched_us = session->kept_us = now_us;
    return 0;
}

void session_end(struct session *session)
{
    if (session->token != NULL) {
        explicit_bzero(session->token, PAGE_SIZE);
    }
}

int session_touch(struct session *session, int64_t now_us)
{
    if (!session_holds(session)) {
        return 0;
    }
    session->touched_us = now_us;
    if (now_us - session->kept_us < SESSION_KEEP_US) {
        return 0;
    }
    session->kept_us = now_us;
    return 1;
}

static int64_t idle_end_us(const struct session *session)
{
    return session->touched_us + SESSION_IDLE_US;
}

static int64_t hard_end_us(const struct session *session)
{
    return session->began_us + SESSION_HARD_US;
}

static int64_t end_us(const struct session *session)
{
    int64_t idle = idle_end_us(session);
    int64_t hard = hard_end_us(session);
    return idle < hard ? idle : hard;
}

int session_is_over(const struct session *session, int64_t now_us)
{
    return session_holds(session) && now_us >= end_us(session);
}

enum session_warning session_warning(const struct session *session, int64_t now_us)
{
    if (!session_holds(session) || now_us < end_us(session) - SESSION_WARN_US) {
        return SESSION_NO_WARNING;
    }
    return now_us >= hard_end_us(session) - SESSION_WARN_US ? SESSION_ENDS_HARD : SESSION_ENDS_IDLE;
}

int session_seconds_left(const struct session *session, int64_t now_us)
{
    int64_t left_us = end_us(session) - now_us;
    return left_us > 0 ? (int)((left_us + SECOND_US - 1) / SECOND_US) : 0;
}

int64_t session_deadline(const struct session *session, int64_t now_us)
{
    if (!session_holds(session)) {
        return INT64_MAX;
    }
    int64_t warn_us = end_us(session) - SESSION_WARN_US;
    if (now_us < warn_us) {
        return warn_us;
    }
    /* The seconds are counted down. */
    int64_t left = session_seconds_left(session, now_us);
    return end_us(session) - (left - 1) * SECOND_US;
}
