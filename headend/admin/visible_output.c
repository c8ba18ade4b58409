#include "headend/admin/visible_output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "both-sides/printable.h"

enum { CHARACTER_BYTES_MAX = 4, PIECE = 512, ESCAPED_BYTES_MAX = 4 }; /* \xff for a byte */

struct visible_output {
    int descriptor;
    char rest[CHARACTER_BYTES_MAX]; /* the begin of a character whose end has not come yet */
    size_t rest_length;
};

static int write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return -1;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

/* How many bytes at the end are the begin of a character. */
static size_t unfinished(const char *text, size_t length)
{
    for (size_t back = 1; back < CHARACTER_BYTES_MAX && back <= length; back++) {
        unsigned char byte = (unsigned char)text[length - back];
        if (byte >= 0xC0) {
            size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return whole > back ? back : 0;
        }
        if (byte < 0x80) {
            break;
        }
    }
    return 0;
}

static int write_text(int descriptor, const char *text, size_t length)
{
    char out[(PIECE + CHARACTER_BYTES_MAX) * ESCAPED_BYTES_MAX + 1];
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        size_t span = 0;
        while (at + span < length && text[at + span] != '\n' && text[at + span] != '\t') {
            span++;
        }
        used += printable_copy(out + used, sizeof out - used, text + at, span, NULL);
        at += span;
        if (at < length) {
            out[used++] = text[at++];
        }
    }
    return write_all(descriptor, out, used);
}

static ssize_t write_visible(void *cookie, const char *bytes, size_t length)
{
    struct visible_output *output = cookie;
    char text[PIECE + CHARACTER_BYTES_MAX];
    for (size_t at = 0; at < length;) {
        size_t taken = length - at < PIECE ? length - at : PIECE;
        memcpy(text, output->rest, output->rest_length);
        memcpy(text + output->rest_length, bytes + at, taken);
        size_t whole = output->rest_length + taken;
        output->rest_length = unfinished(text, whole);
        whole -= output->rest_length;
        memcpy(output->rest, text + whole, output->rest_length);
        if (write_text(output->descriptor, text, whole) != 0) {
            return 0; /* an error, as fopencookie wants it */
        }
        at += taken;
    }
    return (ssize_t)length;
}

static int close_visible(void *cookie)
{
    struct visible_output *output = cookie;
    int result = write_text(output->descriptor, output->rest, output->rest_length);
    free(output);
    return result;
}

FILE *visible_output_open(int descriptor)
{
    struct visible_output *output = calloc(1, sizeof *output);
    if (output == NULL) {
        return NULL;
    }
    output->descriptor = descriptor;
    FILE *stream =
        fopencookie(output, "w", (cookie_io_functions_t){.write = write_visible, .close = close_visible});
    if (stream == NULL) {
        free(output);
    } else {
        (void)setvbuf(stream, NULL, _IOLBF, BUFSIZ); /* refused: it is buffered otherwise */
    }
    return stream;
}

int visible_output_begin(void)
{
    FILE *out = visible_output_open(STDOUT_FILENO);
    FILE *problems = visible_output_open(STDERR_FILENO);
    if (out == NULL || problems == NULL) {
        if (out != NULL) {
            (void)fclose(out);
        }
        if (problems != NULL) {
            (void)fclose(problems);
        }
        return -1;
    }
    stdout = out; /* glibc has them as variables for that */
    stderr = problems;
    return 0;
}
