#include "headend/household/sessions.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/crypto/secret_memory.h"
#include "headend/household/slot_index.h"

struct session {
    char box[BOX_NUMBER_SIZE]; /* "": the slot is free */
    char token[TOKEN_SIZE];
    struct session_about about;
    int64_t begun_us, used_us;
    int next_free;
};

struct sessions {
    pthread_mutex_t lock;
    size_t most, used; /* slots; `used`: so many were ever in use */
    size_t count;
    int64_t idle_us, life_us;
    int first_free;
    struct session *slots;
    struct slot_index *by_box;
};

static const char *box_of(const void *owner, int slot)
{
    const struct sessions *sessions = owner;
    return sessions->slots[slot].box;
}

struct sessions *sessions_create(const struct sessions_options *options)
{
    struct sessions *sessions = calloc(1, sizeof *sessions);
    if (sessions == NULL || pthread_mutex_init(&sessions->lock, NULL) != 0) {
        free(sessions);
        return NULL;
    }
    sessions->most = options->most != 0 ? options->most : SESSIONS_MAX;
    sessions->idle_us = options->idle_us;
    sessions->life_us = options->life_us;
    sessions->first_free = SLOT_NONE;
    sessions->slots = secret_memory_new(sessions->most * sizeof *sessions->slots);
    sessions->by_box = slot_index_create(sessions->most, box_of, sessions);
    if (sessions->slots == NULL || sessions->by_box == NULL) {
        sessions_free(sessions);
        return NULL;
    }
    return sessions;
}

void sessions_free(struct sessions *sessions)
{
    if (sessions != NULL) {
        secret_memory_free(sessions->slots, sessions->most * sizeof *sessions->slots);
        slot_index_free(sessions->by_box);
        (void)pthread_mutex_destroy(&sessions->lock);
        free(sessions);
    }
}

/* --- Under the lock --- */

static void end_slot(struct sessions *sessions, int slot)
{
    struct session *session = &sessions->slots[slot];
    slot_index_remove(sessions->by_box, slot);
    explicit_bzero(session, sizeof *session);
    session->next_free = sessions->first_free;
    sessions->first_free = slot;
    sessions->count--;
}

static int take_slot(struct sessions *sessions)
{
    int slot = sessions->first_free;
    if (slot != SLOT_NONE) {
        sessions->first_free = sessions->slots[slot].next_free;
    } else if (sessions->used < sessions->most) {
        slot = (int)sessions->used++;
    }
    return slot;
}

static int has_ended(const struct sessions *sessions, const struct session *session, int64_t now_us)
{
    return now_us - session->used_us >= sessions->idle_us || now_us - session->begun_us >= sessions->life_us;
}

/* NULL: this token is none of a session that holds on this box. The token is compared in the same time
 * whatever differs. */
static struct session *find(struct sessions *sessions, const char *box, const char *token, int64_t now_us)
{
    int slot = slot_index_find(sessions->by_box, box);
    if (slot == SLOT_NONE) {
        return NULL;
    }
    struct session *session = &sessions->slots[slot];
    if (has_ended(sessions, session, now_us)) {
        end_slot(sessions, slot);
        return NULL;
    }
    return strlen(token) == TOKEN_SIZE - 1 && CRYPTO_memcmp(session->token, token, TOKEN_SIZE) == 0 ? session
                                                                                                    : NULL;
}

/* --- A session's life --- */

int sessions_begin(struct sessions *sessions, const char *box, const struct session_about *about,
                   int64_t now_us, char token[TOKEN_SIZE])
{
    if (token_make(token) != 0) {
        return -1;
    }
    (void)pthread_mutex_lock(&sessions->lock);
    int slot = slot_index_find(sessions->by_box, box);
    if (slot != SLOT_NONE) {
        end_slot(sessions, slot);
    }
    slot = take_slot(sessions);
    if (slot != SLOT_NONE) {
        struct session *session = &sessions->slots[slot];
        (void)snprintf(session->box, sizeof session->box, "%s", box);
        memcpy(session->token, token, TOKEN_SIZE);
        session->about = *about;
        session->begun_us = now_us;
        session->used_us = now_us;
        slot_index_put(sessions->by_box, slot);
        sessions->count++;
    }
    (void)pthread_mutex_unlock(&sessions->lock);
    return slot != SLOT_NONE ? 0 : -1;
}

int sessions_find(struct sessions *sessions, const char *box, const char *token, int64_t now_us,
                  struct session_person *person)
{
    (void)pthread_mutex_lock(&sessions->lock);
    struct session *session = find(sessions, box, token, now_us);
    if (session != NULL) {
        session->used_us = now_us;
        *person = session->about.person;
    }
    (void)pthread_mutex_unlock(&sessions->lock);
    return session != NULL;
}

int sessions_look(struct sessions *sessions, const char *box, const char *token, int is_used, int64_t now_us,
                  struct session_about *about, struct session_left *left)
{
    (void)pthread_mutex_lock(&sessions->lock);
    struct session *session = find(sessions, box, token, now_us);
    if (session != NULL) {
        session->used_us = is_used ? now_us : session->used_us;
        *about = session->about;
        left->idle_us = session->used_us + sessions->idle_us - now_us;
        left->life_us = session->begun_us + sessions->life_us - now_us;
    }
    (void)pthread_mutex_unlock(&sessions->lock);
    return session != NULL;
}

void sessions_end(struct sessions *sessions, const char *box, const char *token)
{
    (void)pthread_mutex_lock(&sessions->lock);
    int slot = slot_index_find(sessions->by_box, box);
    if (slot != SLOT_NONE && strlen(token) == TOKEN_SIZE - 1 &&
        CRYPTO_memcmp(sessions->slots[slot].token, token, TOKEN_SIZE) == 0) {
        end_slot(sessions, slot);
    }
    (void)pthread_mutex_unlock(&sessions->lock);
}

/* --- What happens to members --- */

enum change { CHANGE_END, CHANGE_NARROW, CHANGE_RENAME };

/* A member belongs to one household, and that to one box: it has one session at most. Members change seldom,
 * so they have no index of their own. */
static void change_member(struct sessions *sessions, const char *member, enum change change, unsigned scopes,
                          const char *alias)
{
    (void)pthread_mutex_lock(&sessions->lock);
    for (size_t i = 0; i < sessions->used; i++) {
        struct session *session = &sessions->slots[i];
        if (session->box[0] == '\0' || strcmp(session->about.person.member, member) != 0) {
            continue;
        }
        switch (change) {
        case CHANGE_END:
            end_slot(sessions, (int)i);
            break;
        case CHANGE_NARROW:
            session->about.person.scopes &= scopes;
            break;
        case CHANGE_RENAME:
            (void)snprintf(session->about.alias, sizeof session->about.alias, "%s", alias);
            break;
        }
        break;
    }
    (void)pthread_mutex_unlock(&sessions->lock);
}

void sessions_end_member(struct sessions *sessions, const char *member)
{
    change_member(sessions, member, CHANGE_END, 0, "");
}

void sessions_rename_member(struct sessions *sessions, const char *member, const char *alias)
{
    change_member(sessions, member, CHANGE_RENAME, 0, alias);
}

void sessions_narrow_member(struct sessions *sessions, const char *member, unsigned scopes)
{
    change_member(sessions, member, CHANGE_NARROW, scopes, "");
}

/* Unless somebody else has signed in there meanwhile. */
static void end_on_box(struct sessions *sessions, const char *box, const char *member)
{
    (void)pthread_mutex_lock(&sessions->lock);
    int slot = slot_index_find(sessions->by_box, box);
    if (slot != SLOT_NONE && strcmp(sessions->slots[slot].about.person.member, member) == 0) {
        end_slot(sessions, slot);
    }
    (void)pthread_mutex_unlock(&sessions->lock);
}

void sessions_check(struct sessions *sessions,
                    int (*scopes_of)(void *context, const char *box, const char *member, unsigned *scopes),
                    void *context)
{
    char box[BOX_NUMBER_SIZE];
    char member[MEMBER_ID_SIZE];
    (void)pthread_mutex_lock(&sessions->lock);
    size_t used = sessions->used;
    (void)pthread_mutex_unlock(&sessions->lock);
    for (size_t i = 0; i < used; i++) {
        (void)pthread_mutex_lock(&sessions->lock);
        memcpy(box, sessions->slots[i].box, sizeof box);
        memcpy(member, sessions->slots[i].about.person.member, sizeof member);
        (void)pthread_mutex_unlock(&sessions->lock);
        unsigned scopes = 0;
        int said = box[0] != '\0' ? scopes_of(context, box, member, &scopes) : 1;
        if (said < 0) {
            end_on_box(sessions, box, member);
        } else if (said == 0 && member[0] != '\0') {
            sessions_narrow_member(sessions, member, scopes);
        }
    }
}

void sessions_tidy(struct sessions *sessions, int64_t now_us)
{
    (void)pthread_mutex_lock(&sessions->lock);
    for (size_t i = 0; i < sessions->used; i++) {
        if (sessions->slots[i].box[0] != '\0' && has_ended(sessions, &sessions->slots[i], now_us)) {
            end_slot(sessions, (int)i);
        }
    }
    (void)pthread_mutex_unlock(&sessions->lock);
}

size_t sessions_count(struct sessions *sessions)
{
    (void)pthread_mutex_lock(&sessions->lock);
    size_t count = sessions->count;
    (void)pthread_mutex_unlock(&sessions->lock);
    return count;
}
