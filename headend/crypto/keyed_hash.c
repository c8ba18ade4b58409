#include "headend/crypto/keyed_hash.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 200, PATH_SIZE = 500 };

static int failed(char problem[HASH_PROBLEM_SIZE], const char *path, const char *why)
{
    (void)snprintf(problem, HASH_PROBLEM_SIZE, "%.200s: %s", path, why);
    return -1;
}

/* The folder's own list of files, so that the key outlives a power cut together with what is hashed with it.
 */
static int sync_folder(const char *path)
{
    char folder[PATH_SIZE] = ".";
    const char *slash = strrchr(path, '/');
    if (slash != NULL) {
        /* With the slash: of "/key" the folder is "/". */
        (void)snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
    }
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int good = directory >= 0 && fsync(directory) == 0;
    return directory >= 0 && close(directory) == 0 && good ? 0 : -1;
}

static int write_key(int file, const unsigned char key[HASH_KEY_BYTES])
{
    int good = write(file, key, HASH_KEY_BYTES) == HASH_KEY_BYTES && fsync(file) == 0;
    return close(file) == 0 && good ? 0 : -1;
}

/* Whole or not at all, whatever happens meanwhile: written under another name (mode 0600), then given its
 * own, unless another headend was first. 0: there is a key. */
static int make_key(const char *path, char problem[HASH_PROBLEM_SIZE])
{
    unsigned char key[HASH_KEY_BYTES];
    char made[PATH_SIZE];
    int length = snprintf(made, sizeof made, "%s.XXXXXX", path);
    int file = length > 0 && (size_t)length < sizeof made ? mkostemp(made, O_CLOEXEC) : -1;
    if (file < 0) {
        return failed(problem, path, "the key cannot be made beside it");
    }
    int good = getrandom(key, sizeof key, 0) == HASH_KEY_BYTES;
    good = write_key(file, key) == 0 && good;
    explicit_bzero(key, sizeof key);
    good = good && (link(made, path) == 0 || errno == EEXIST);
    good = unlink(made) == 0 && good;
    return good && sync_folder(path) == 0 ? 0 : failed(problem, path, "the key cannot be written");
}

static int read_key(int file, const char *path, unsigned char key[HASH_KEY_BYTES],
                    char problem[HASH_PROBLEM_SIZE])
{
    struct stat about;
    if (fstat(file, &about) != 0 || (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failed(problem, path, "others than its owner may use it: chmod 600");
    }
    if (about.st_size != HASH_KEY_BYTES || read(file, key, HASH_KEY_BYTES) != HASH_KEY_BYTES) {
        return failed(problem, path, "it is not a key of 32 bytes");
    }
    return 0;
}

int keyed_hash_load(struct keyed_hash *hash, const char *path, char problem[HASH_PROBLEM_SIZE])
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        if (make_key(path, problem) != 0) {
            return -1;
        }
        file = open(path, O_RDONLY | O_CLOEXEC);
    }
    if (file < 0) {
        return failed(problem, path, strerror(errno));
    }
    int result = read_key(file, path, hash->key, problem);
    (void)close(file);
    return result;
}

void keyed_hash_wipe(struct keyed_hash *hash)
{
    explicit_bzero(hash, sizeof *hash);
}

int keyed_hash_of(const struct keyed_hash *hash, const char *purpose, const char *first, const char *second,
                  struct hash *out)
{
    char message[MESSAGE_SIZE];
    unsigned int size = 0;
    int length = snprintf(message, sizeof message, "%s|%s|%s", purpose, first, second);
    int good = length > 0 && (size_t)length < sizeof message &&
               HMAC(EVP_sha256(), hash->key, HASH_KEY_BYTES, (const unsigned char *)message, (size_t)length,
                    out->bytes, &size) != NULL &&
               size == HASH_BYTES;
    explicit_bzero(message, sizeof message);
    return good ? 0 : -1;
}

int hash_equals(const struct hash *one, const struct hash *other)
{
    return CRYPTO_memcmp(one->bytes, other->bytes, HASH_BYTES) == 0;
}
