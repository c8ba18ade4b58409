#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headend/notice_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    (void)context;
    memcpy(address, "/v1/pictures/x.png", sizeof "/v1/pictures/x.png");
    return source[0] == 'n' ? -1 : 0;
}

/* No script comes through, whatever the bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct notice_html_pictures pictures = {.take = take};
    char *html = malloc(size + 1);
    if (html == NULL) {
        return 0;
    }
    memcpy(html, data, size);
    html[size] = '\0';
    char *cleaned = notice_html_clean(html, "https://www.example.org/d/", &pictures);
    if (cleaned == NULL ? notice_html_problem(html) == NULL
                        : strcasestr(cleaned, "<script") != NULL || strcasestr(cleaned, "<iframe") != NULL) {
        abort();
    }
    free(cleaned);
    free(html);
    return 0;
}
