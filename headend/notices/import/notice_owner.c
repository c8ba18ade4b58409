#include "headend/notices/import/notice_owner.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "both-sides/utf8.h"
#include "both-sides/web_address.h"

enum { HOST_SIZE = 90 };

/* host[:port] of a web address, the host of a tag: (RFC 4151), in small letters and without "www."; any other
 * text as it stands. */
static void host_of(const char *address, char host[HOST_SIZE])
{
    size_t length = strlen(address);
    const char *start = address;
    if (web_address_begins(address)) {
        start = strstr(address, "//") + 2;
        length = strcspn(start, "/?#");
        const char *user = memrchr(start, '@', length);
        if (user != NULL) {
            length -= (size_t)(user + 1 - start);
            start = user + 1;
        }
    }
    if (strncasecmp(address, "tag:", 4) == 0) {
        start = address + 4;
        length = strcspn(start, ",:");
    }
    if (length > 4 && strncasecmp(start, "www.", 4) == 0) {
        start += 4;
        length -= 4;
    }
    length = utf8_fit((const unsigned char *)start, length, HOST_SIZE - 1);
    for (size_t i = 0; i < length; i++) {
        char c = start[i];
        host[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    host[length] = '\0';
}

void notice_owner_of(const char *place, const struct feed *feed, char owner[NOTICE_OWNER_SIZE])
{
    char site[HOST_SIZE];
    char host[HOST_SIZE] = "";
    const char *says = feed->site != NULL    ? feed->site
                       : feed->link != NULL  ? feed->link
                       : feed->title != NULL ? feed->title
                                             : "";
    host_of(says + strspn(says, " \t\r\n"), site);
    if (web_address_begins(place)) {
        host_of(place, host);
    }
    int is_same = host[0] == '\0' || strcmp(host, site) == 0;
    (void)snprintf(owner, NOTICE_OWNER_SIZE, "%s%s%s", is_same ? "" : host, is_same ? "" : " ", site);
}

int notice_owner_is_export(const char *place, const struct feed *feed)
{
    return !web_address_begins(place) && feed->link != NULL && strcmp(feed->link, FEED_EXPORT_ID) == 0;
}
