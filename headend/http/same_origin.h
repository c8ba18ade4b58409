#ifndef HEADEND_HTTP_SAME_ORIGIN_H
#define HEADEND_HTTP_SAME_ORIGIN_H

/* Whether a page of this headend made the browser send a request; arguments are headers, NULL where there is
 * none. What Sec-Fetch-Site says decides; Origin must name our Host, or, where a browser has neither,
 * Referer. Who sends none of them is refused. Of the scheme nothing can be said: TLS ends at a proxy (which
 * must pass Host on). */
struct origin_headers {
    const char *host, *fetch_site, *origin, *referer;
};

int is_same_origin(const struct origin_headers *headers);

#endif
