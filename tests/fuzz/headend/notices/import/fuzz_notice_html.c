/* The HTML of notices: any bytes. No picture but ours stays, nothing that runs, and cleaning again changes no
 * more pictures. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headend/notices/import/notice_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct asked {
    size_t pictures, foreign;
};

static int take(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    struct asked *asked = context;
    asked->pictures++;
    asked->foreign += strcmp(source, "/v1/pictures/a.png") == 0 ? 0U : 1U;
    if (source[0] == 'x') {
        return -1;
    }
    (void)snprintf(address, PICTURE_SOURCE_SIZE, "/v1/pictures/a.png");
    return 0;
}

/* 1 if an element of this name begins somewhere; <scripts> is none of that. */
static int has_element(const char *html, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strchr(html, '<'); at != NULL; at = strchr(at + 1, '<')) {
        if (strncasecmp(at + 1, name, length) == 0 && strchr(" \t\r\n/>", at[1 + length]) != NULL) {
            return 1;
        }
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *html = malloc(size + 1);
    struct asked asked = {0};
    const struct notice_html_pictures pictures = {.take = take, .context = &asked};
    if (html == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(html, data, size);
    }
    html[size] = '\0';
    char *once =
        notice_html_clean(html, size % 2 == 0 ? NULL : "https://www.example.com/a/b.html", &pictures, NULL);
    free(html);
    if (once == NULL) {
        return 0;
    }
    asked = (struct asked){0};
    char *twice = notice_html_clean(once, NULL, &pictures, NULL);
    if (asked.foreign > 0 || has_element(once, "script") || has_element(once, "iframe")) {
        abort();
    }
    if (twice != NULL && strcmp(once, twice) != 0 && strstr(once, " data-chart=") != NULL &&
        strstr(twice, " data-chart=") == NULL) {
        abort(); /* what is marked is a chart */
    }
    free(once);
    free(twice);
    return 0;
}
