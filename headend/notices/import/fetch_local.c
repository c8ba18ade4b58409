#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/memory/memory_failures.h"
#include "headend/notices/import/fetch.h"

static int read_whole(int file, size_t length, struct fetched *out)
{
    out->bytes = memory_counted(malloc(length + 1));
    while (out->bytes != NULL && out->length < length) {
        ssize_t got = read(file, out->bytes + out->length, length - out->length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            free(out->bytes);
            out->bytes = NULL;
            errno = got == 0 ? EIO : errno;
            break;
        }
        out->length += (size_t)got;
    }
    if (out->bytes == NULL) {
        return -1;
    }
    out->bytes[length] = '\0';
    return 0;
}

int fetch_file(const char *path, size_t limit, struct fetched *out, char problem[FETCH_PROBLEM_SIZE])
{
    struct stat there;
    int result = -1;
    memset(out, 0, sizeof *out);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int opened = file >= 0 && fstat(file, &there) == 0;
    if (!opened) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it cannot be opened: %s", strerror(errno));
    } else if (!S_ISREG(there.st_mode)) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is not a file");
    } else if ((size_t)there.st_size > limit) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is larger than %zu bytes", limit);
    } else if (read_whole(file, (size_t)there.st_size, out) != 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it cannot be read: %s", strerror(errno));
    } else {
        result = 0;
    }
    if (file >= 0) {
        (void)close(file);
    }
    return result;
}

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

/* Decodes %XX and ends at the query or fragment. -1: does not fit, or a NUL in it. */
static int decode_path(const char *address, char *out, size_t size)
{
    size_t used = 0;
    for (; *address != '\0' && *address != '?' && *address != '#'; address++) {
        int high = address[0] == '%' ? hex_value(address[1]) : -1;
        int low = high >= 0 ? hex_value(address[2]) : -1;
        char c = *address;
        if (low >= 0) {
            c = (char)(high * 16 + low);
            address += 2;
        }
        if (c == '\0' || used + 1 >= size) {
            return -1;
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return used > 0 ? 0 : -1;
}

int fetch_below(const char *folder, const char *address, size_t limit, struct fetched *out,
                char problem[FETCH_PROBLEM_SIZE])
{
    char relative[PATH_MAX];
    char joined[PATH_MAX];
    int result = -1;
    memset(out, 0, sizeof *out);
    char *root = realpath(folder, NULL);
    int length = decode_path(address, relative, sizeof relative) == 0
                     ? snprintf(joined, sizeof joined, "%s/%s", folder, relative)
                     : -1;
    char *real = root != NULL && length > 0 && (size_t)length < sizeof joined ? realpath(joined, NULL) : NULL;
    size_t root_length = root != NULL ? strlen(root) : 0;
    if (real == NULL) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "there is no such file beside the feed");
    } else if (strncmp(real, root, root_length) != 0 || (real[root_length] != '/' && root_length > 1)) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is not below the folder of the feed");
    } else {
        result = fetch_file(real, limit, out, problem);
    }
    free(root);
    free(real);
    return result;
}

/* data:[type][;base64],… — only base64 makes sense for pictures. */
int fetch_data_address(const char *address, size_t limit, struct fetched *out,
                       char problem[FETCH_PROBLEM_SIZE])
{
    memset(out, 0, sizeof *out);
    const char *comma = strchr(address, ',');
    if (strncasecmp(address, "data:", 5) != 0 || comma == NULL || comma - address < 12 ||
        comma - address > 200 || strncasecmp(comma - 7, ";base64", 7) != 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is not a data address in base64");
        return -1;
    }
    const char *text = comma + 1;
    size_t length = strlen(text);
    if (length / 4 * 3 > limit + 2) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is larger than %zu bytes", limit);
        return -1;
    }
    out->bytes = memory_counted(malloc(length / 4 * 3 + 4));
    EVP_ENCODE_CTX *decoder = EVP_ENCODE_CTX_new();
    int taken = 0;
    int rest = 0;
    int failed = out->bytes == NULL || decoder == NULL;
    if (!failed) {
        EVP_DecodeInit(decoder);
        failed =
            EVP_DecodeUpdate(decoder, out->bytes, &taken, (const unsigned char *)text, (int)length) < 0 ||
            EVP_DecodeFinal(decoder, out->bytes + taken, &rest) < 0;
    }
    EVP_ENCODE_CTX_free(decoder);
    out->length = failed ? 0 : (size_t)taken + (size_t)rest;
    if (failed || out->length == 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "its base64 is broken");
        free(out->bytes);
        memset(out, 0, sizeof *out);
        return -1;
    }
    out->bytes[out->length] = '\0';
    return 0;
}
