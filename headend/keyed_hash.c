#include "headend/keyed_hash.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 200 };

static int failed(char problem[HASH_PROBLEM_SIZE], const char *path, const char *why)
{
    (void)snprintf(problem, HASH_PROBLEM_SIZE, "%.200s: %s", path, why);
    return -1;
}

static int make_key(const char *path, unsigned char key[HASH_KEY_BYTES], char problem[HASH_PROBLEM_SIZE])
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return failed(problem, path, strerror(errno));
    }
    int good = getrandom(key, HASH_KEY_BYTES, 0) == HASH_KEY_BYTES &&
               write(file, key, HASH_KEY_BYTES) == HASH_KEY_BYTES && fsync(file) == 0;
    if (close(file) != 0 || !good) {
        (void)unlink(path);
        return failed(problem, path, "the key cannot be written");
    }
    return 0;
}

int keyed_hash_load(struct keyed_hash *hash, const char *path, char problem[HASH_PROBLEM_SIZE])
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return errno == ENOENT ? make_key(path, hash->key, problem) : failed(problem, path, strerror(errno));
    }
    int result = 0;
    if (fstat(file, &about) != 0 || (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        result = failed(problem, path, "others than its owner may use it: chmod 600");
    } else if (about.st_size != HASH_KEY_BYTES || read(file, hash->key, HASH_KEY_BYTES) != HASH_KEY_BYTES) {
        result = failed(problem, path, "it is not a key of 32 bytes");
    }
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
