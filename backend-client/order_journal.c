#include "backend-client/order_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/durable_file.h"
#include "both-sides/log.h"

static const char where[] = "orders";
static const char first_line[] = "tv-hall orders 1\n";
static const char unknown_order[] = "-";

enum { KEY_LEAST = 22, ORDER_LEAST = 6, RANDOM_BYTES = (IDEMPOTENCY_KEY_SIZE - 1) / 2 };

/* --- The file's lines --- */

static int is_word(const char *word, size_t length, size_t least, size_t size)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t good = 0;
    while (good < length && word[good] != '\0' && strchr(signs, word[good]) != NULL) {
        good++;
    }
    return length >= least && length < size && good == length;
}

static int parse_line(struct journal_entry *entry, const char *line, size_t length)
{
    const char *blank = memchr(line, ' ', length);
    if (blank == NULL) {
        return -1;
    }
    size_t key = (size_t)(blank - line);
    const char *order = blank + 1;
    size_t rest = length - key - 1;
    int is_known = rest != 1 || order[0] != unknown_order[0];
    if (!is_word(line, key, KEY_LEAST, sizeof entry->key) ||
        (is_known && !is_word(order, rest, ORDER_LEAST, sizeof entry->order))) {
        return -1;
    }
    *entry = (struct journal_entry){.order = ""};
    memcpy(entry->key, line, key);
    if (is_known) {
        memcpy(entry->order, order, rest);
    }
    return 0;
}

int order_journal_parse(struct order_journal *journal, const char *bytes, size_t length)
{
    size_t at = sizeof first_line - 1;
    int wrong = 0;
    journal->count = 0;
    if (length < at || memcmp(bytes, first_line, at) != 0) {
        return -1;
    }
    while (at < length) {
        struct journal_entry entry;
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t line = end != NULL ? (size_t)(end - bytes) - at : length - at;
        /* One that has no end was cut. */
        if (end == NULL || parse_line(&entry, bytes + at, line) != 0 ||
            order_journal_find(journal, entry.key) != NULL || journal->count == ORDER_JOURNAL_MAX) {
            wrong++;
        } else {
            journal->entries[journal->count++] = entry;
        }
        at += line + 1;
    }
    return wrong;
}

/* 0, or the errno of what failed; a file that is too large is not a journal (EFBIG). */
static int read_file(const char *path, char bytes[ORDER_JOURNAL_BYTES_MAX + 1], size_t *length)
{
    *length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) {
        return errno;
    }
    struct stat status;
    int problem = fstat(file, &status) != 0 ? errno : S_ISREG(status.st_mode) ? 0 : EINVAL;
    while (problem == 0 && *length <= ORDER_JOURNAL_BYTES_MAX) {
        ssize_t got = read(file, bytes + *length, ORDER_JOURNAL_BYTES_MAX + 1 - *length);
        if (got == 0) {
            break;
        }
        if (got > 0) {
            *length += (size_t)got;
        } else if (errno != EINTR) {
            problem = errno;
        }
    }
    (void)close(file); /* opened for reading */
    return problem == 0 && *length > ORDER_JOURNAL_BYTES_MAX ? EFBIG : problem;
}

void order_journal_open(struct order_journal *journal, const char *path)
{
    char bytes[ORDER_JOURNAL_BYTES_MAX + 1];
    size_t length;
    *journal = (struct order_journal){.path = "", .last_wallet = WALLET_COUNT};
    if (path == NULL || strlen(path) >= sizeof journal->path) {
        return;
    }
    memcpy(journal->path, path, strlen(path) + 1);
    int problem = read_file(path, bytes, &length);
    if (problem == ENOENT) {
        return;
    }
    int wrong = problem == 0 ? order_journal_parse(journal, bytes, length) : -1;
    if (wrong != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s: what became of an order may not be told", path,
                 problem != 0 ? strerror(problem)
                 : wrong < 0  ? "no journal of orders"
                              : "some lines are broken");
    }
}

/* --- What changes it --- */

static int write_file(const struct order_journal *journal)
{
    char bytes[ORDER_JOURNAL_BYTES_MAX];
    size_t used = sizeof first_line - 1;
    if (journal->path[0] == '\0') {
        return ENOENT;
    }
    memcpy(bytes, first_line, used);
    for (size_t i = 0; i < journal->count; i++) {
        const struct journal_entry *entry = &journal->entries[i];
        int written = snprintf(bytes + used, sizeof bytes - used, "%s %s\n", entry->key,
                               entry->order[0] != '\0' ? entry->order : unknown_order);
        if (written < 0 || (size_t)written >= sizeof bytes - used) {
            return EOVERFLOW; /* not reached: all entries fit */
        }
        used += (size_t)written;
    }
    int problem = durable_file_make_folder(journal->path);
    return problem != 0 ? problem : durable_file_write(journal->path, 0600, bytes, used);
}

static void say(const struct order_journal *journal, int problem)
{
    log_line(LOG_LEVEL_ERROR, where, "%s is not written: %s",
             journal->path[0] != '\0' ? journal->path : "a journal without a state directory",
             strerror(problem));
}

static void take_out(struct order_journal *journal, size_t place)
{
    journal->count--;
    memmove(&journal->entries[place], &journal->entries[place + 1],
            (journal->count - place) * sizeof *journal->entries);
}

/* SIZE_MAX: not found. */
static size_t place_of(const struct order_journal *journal, const char *key)
{
    for (size_t i = 0; i < journal->count; i++) {
        if (strcmp(journal->entries[i].key, key) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* 0 or an errno. Hexadecimal: a key of the contract's form. */
static int make_key(char key[IDEMPOTENCY_KEY_SIZE])
{
    unsigned char random[RANDOM_BYTES];
    ssize_t got = getrandom(random, sizeof random, GRND_NONBLOCK);
    if (got != (ssize_t)sizeof random) {
        return got < 0 ? errno : EAGAIN;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        (void)snprintf(key + 2 * i, 3, "%02x", random[i]);
    }
    return 0;
}

int order_journal_begin(struct order_journal *journal, char key[IDEMPOTENCY_KEY_SIZE])
{
    struct journal_entry entry = {.order = ""};
    struct order_journal before = *journal;
    int problem = make_key(entry.key);
    if (problem == 0) {
        if (journal->count == ORDER_JOURNAL_MAX) {
            take_out(journal, 0);
        }
        journal->entries[journal->count++] = entry;
        problem = write_file(journal);
    }
    if (problem != 0) {
        *journal = before;
        entry.key[0] = '\0';
        say(journal, problem);
    }
    memcpy(key, entry.key, sizeof entry.key);
    return problem;
}

void order_journal_name(struct order_journal *journal, const char *key, const char *order)
{
    size_t place = place_of(journal, key);
    size_t length = strlen(order);
    if (place == SIZE_MAX || !is_word(order, length, ORDER_LEAST, ORDER_ID_SIZE) ||
        strcmp(journal->entries[place].order, order) == 0) {
        return;
    }
    memcpy(journal->entries[place].order, order, length + 1);
    int problem = write_file(journal);
    if (problem != 0) {
        say(journal, problem);
    }
}

void order_journal_end(struct order_journal *journal, const char *key)
{
    size_t place = place_of(journal, key);
    if (place == SIZE_MAX) {
        return;
    }
    take_out(journal, place);
    int problem = write_file(journal);
    if (problem != 0) {
        say(journal, problem);
    }
}

const struct journal_entry *order_journal_find(const struct order_journal *journal, const char *key)
{
    size_t place = place_of(journal, key);
    return place != SIZE_MAX ? &journal->entries[place] : NULL;
}
