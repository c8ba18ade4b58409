/* Prints the C source of pinyin_letters.h's table, read from ICU. Runs while the headend is built. */

#include <stdio.h>
#include <stdlib.h>
#include <unicode/utrans.h>

#include "headend/pinyin/pinyin_letters.h"

/* Characters are handed over in chunks, a line each: one call a character would take ten times as long. */
enum { LINE = 16, CHUNK = 512, CHUNK_CAPACITY = CHUNK * 16 };

static int read_chunk(UTransliterator *transliterator, int first, char letters[CHUNK])
{
    static UChar text[CHUNK_CAPACITY];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = 0;
    for (int i = 0; i < CHUNK; i++) {
        text[length++] = (UChar)(first + i);
        text[length++] = '\n';
        letters[i] = '-';
    }
    int32_t limit = length;
    utrans_transUChars(transliterator, text, &length, CHUNK_CAPACITY, 0, &limit, &error);
    if (U_FAILURE(error)) {
        (void)fprintf(stderr, "characters from U+%04X: %s\n", (unsigned)first, u_errorName(error));
        return -1;
    }
    int line = 0;
    for (int32_t i = 0; i < length && line < CHUNK; i++) {
        int starts = i == 0 || text[i - 1] == '\n';
        if (starts && text[i] >= 'a' && text[i] <= 'z') {
            letters[line] = (char)text[i];
        }
        line += text[i] == '\n';
    }
    return line == CHUNK ? 0 : -1;
}

int main(void)
{
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator *transliterator =
        utrans_openU(u"Han-Latin; Latin-ASCII; Lower", -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    int result = EXIT_FAILURE;
    if (U_FAILURE(error)) {
        (void)fprintf(stderr, "ICU has no Han-Latin: %s\n", u_errorName(error));
        return result;
    }
    (void)puts("#include \"headend/pinyin/pinyin_letters.h\"\n\nconst char pinyin_letters[PINYIN_END - "
               "PINYIN_FIRST] = {");
    for (int first = PINYIN_FIRST; first < PINYIN_END; first += CHUNK) {
        char letters[CHUNK];
        if (read_chunk(transliterator, first, letters) != 0) {
            goto done;
        }
        for (int i = 0; i < CHUNK; i++) {
            printf("%s'%c',", i % LINE == 0 ? "\n    " : " ", letters[i]);
        }
    }
    (void)puts("\n};");
    result = fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
done:
    utrans_close(transliterator);
    return result;
}
