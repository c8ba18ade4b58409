/* Feeds as offices publish them, well or badly. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/notices/import/feed.h"

#define RSS(inner)                                                                                           \
    "<rss version=\"2.0\" xmlns:hall=\"urn:tv-hall:notice:1\" "                                              \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                            \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>某局</title><link>https://a.example/</" \
    "link>" inner "</channel></rss>"
#define ATOM(inner)                                                                                          \
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:hall=\"urn:tv-hall:notice:1\" "                       \
    "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\"><title>某局</title><id>urn:a</id>" inner "</feed>"

static void put(char *out, size_t size, const char *name, const char *text)
{
    size_t used = strlen(out);
    if (text != NULL && used < size) {
        (void)snprintf(out + used, size - used, "%s=%s;", name, text);
    }
}

/* An entry in a short notation: what it says, in the order of the structure. */
static void describe(const struct feed_entry *entry, char *out, size_t size)
{
    char numbers[100];
    out[0] = '\0';
    if (entry->problem[0] != '\0') {
        (void)snprintf(out, size, "refused");
        return;
    }
    put(out, size, "guid", entry->guid);
    put(out, size, "title", entry->title);
    put(out, size, "org", entry->org_name);
    put(out, size, "link", entry->link);
    put(out, size, "body", entry->body);
    put(out, size, "speech", entry->speech);
    put(out, size, "area", entry->area_code[0] != '\0' ? entry->area_code : NULL);
    (void)snprintf(numbers, sizeof numbers, "%d/%d%s%s", entry->category, entry->level,
                   entry->withdrawn ? " withdrawn" : "", entry->note[0] != '\0' ? " odd" : "");
    put(out, size, "is", numbers);
}

static void entries(void **state)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {RSS("<item><guid>g</guid><title>t</title></item>"), "guid=g;title=t;org=某局;is=0/0;"},
        {RSS("<item><guid>7</guid><title>t</title></item>"),
         "guid=https://a.example/#7;title=t;org=某局;is=0/0;"}, /* a number is one of its site only */
        {RSS("<item><link>https://a.example/1</link><title>t</title></item>"),
         "guid=https://a.example/1;title=t;org=某局;link=https://a.example/1;is=0/0;"},
        {RSS("<item><guid>g</guid><title> a\n <b>b</b>  c </title></item>"),
         "guid=g;title=a b c;org=某局;is=0/0;"},
        {RSS("<item><guid>g</guid><title>&lt;b&gt;a&lt;/b&gt; &amp;amp; b</title></item>"),
         "guid=g;title=a & b;org=某局;is=0/0;"},
        {RSS("<item><guid>g</guid><title>t</title><description>d</description>"
             "<content:encoded><![CDATA[<p>c</p>]]></content:encoded></item>"),
         "guid=g;title=t;org=某局;body=<p>c</p>;is=0/0;"},
        {RSS("<item><guid>g</guid><title>t</title><description><p>a<br/>b</p> &amp;amp; "
             "c</description></item>"),
         "guid=g;title=t;org=某局;body=<p>a<br />b</p> &amp;amp; c;is=0/0;"},
        {RSS("<item><guid>g</guid><title>t</title><description>d</description></item>"),
         "guid=g;title=t;org=某局;body=d;is=0/0;"},
        {RSS("<item><guid>g</guid><title>t</title><dc:creator>某科</dc:creator><category>停电通知</category>"
             "</item>"),
         "guid=g;title=t;org=某科;is=3/0;"},
        {RSS("<item><guid>g</guid><title>t</title><author>a@b.example (某人民政府)</author></item>"),
         "guid=g;title=t;org=某人民政府;is=0/0;"},
        {RSS("<item><guid>g</guid><title>t</title><category>通知公告</category><category>应急</category></"
             "item>"),
         "guid=g;title=t;org=某局;is=5/0;"}, /* the column that says most */
        {RSS("<item><guid>g</guid><title>t</title><hall:level>2</hall:level><hall:category>4</hall:category>"
             "<hall:area>431003</hall:area><hall:speech>s</hall:speech></item>"),
         "guid=g;title=t;org=某局;speech=s;area=431003;is=4/2;"},
        {RSS("<item><guid>g</guid><title>t</title><hall:level>9</hall:level></item>"),
         "guid=g;title=t;org=某局;is=0/0 odd;"},
        {RSS("<item><guid>g</guid><title>t</title><pubDate>some day</pubDate></item>"),
         "guid=g;title=t;org=某局;is=0/0 odd;"},
        {RSS("<item><guid>g</guid><title>t</title><hall:area>12</hall:area></item>"), "refused"},
        /* HTML's names outside CDATA, "&" alone, and what was escaped twice */
        {RSS("<item><guid>g</guid><title>停水&mdash;&mdash;12月5&ndash;8日&nbsp;水&电 &nosuch;</title>"
             "<description>&yen;99, 3&deg;C &le;0.2 "
             "&lt;p&gt;&NotEqualTilde;&#151;&quot</description></item>"),
         "guid=g;title=停水——12月5–8日 水&电 &nosuch;;org=某局;"
         "body=¥99, 3°C ≤0.2 <p>\xE2\x89\x82\xCC\xB8—&quot;is=0/0;"},
        {RSS("<item><guid>g</guid><title>a&amp;mdash;b &amp;amp;mdash; c</title>"
             "<hall:speech lang='&lt;&eacute;&'>&hellip;</hall:speech>"
             "<description><![CDATA[&ndash;&x]]><!-- &ndash; --></description></item>"),
         "guid=g;title=a—b &mdash; c;org=某局;body=&ndash;&x;speech=…;is=0/0;"},
        {RSS("<item><guid>g</guid></item>"), "refused"},
        {RSS("<item><title>t</title></item>"), "refused"},
        {RSS("<item><guid> </guid><title>t</title></item>"), "refused"},
        {RSS("<item><guid>g</guid><title>t</title><link>javascript:x()</link></item>"),
         "guid=g;title=t;org=某局;is=0/0;"},
        {RSS("<item><guid>g</guid><hall:withdrawn/></item>"), "guid=g;org=某局;is=0/0 withdrawn;"},
        {RSS("<hall:withdrawn ref=\"g\"/>"), "guid=g;org=某局;is=0/0 withdrawn;"},
        {ATOM("<entry><id>g</id><title>t</title><author><name>某科</name></author>"
              "<content type=\"html\">&lt;p&gt;c&lt;/p&gt;</content></entry>"),
         "guid=g;title=t;org=某科;body=<p>c</p>;is=0/0;"},
        {ATOM("<entry><id>g</id><title>t</title><content type=\"text\">1 &lt; 2</content></entry>"),
         "guid=g;title=t;org=某局;body=1 &lt; 2;is=0/0;"},
        {ATOM("<entry><id>g</id><title>t</title><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/"
              "xhtml\"><p/>a<br/><title/>b</div></content></entry>"),
         "guid=g;title=t;org=某局;body=<div xmlns=\"http://www.w3.org/1999/xhtml\"><p></p>a<br "
         "/><title></title>b"
         "</div>;is=0/0;"},
        {ATOM("<entry><id>g</id><title>t</title><summary>s</summary></entry>"),
         "guid=g;title=t;org=某局;body=s;is=0/0;"},
        {ATOM("<author><name>市局</name></author><entry><id>g</id><title>t</title></entry>"),
         "guid=g;title=t;org=市局;is=0/0;"},
        {ATOM("<at:deleted-entry ref=\"g\" when=\"2026-03-05T00:00:00Z\"/>"),
         "guid=g;org=某局;is=0/0 withdrawn;"},
        {ATOM("<entry><id>g</id></entry>"), "refused"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct feed feed;
        char problem[FEED_PROBLEM_SIZE];
        char got[1000] = "(no entry)";
        int read = feed_read(cases[i].text, strlen(cases[i].text), "", &feed, problem);
        if (read == 0 && feed.count == 1) {
            describe(&feed.entries[0], got, sizeof got);
        }
        feed_clear(&feed);
        if (strcmp(got, cases[i].wanted) != 0) {
            fail_msg("%s\nwanted %s\ngot    %s", cases[i].text, cases[i].wanted, got);
        }
    }
}

static void no_feeds(void **state)
{
    static const char *const cases[] = {
        "",
        "no XML",
        "<html><body><p>404</p></body></html>",
        "<rss version=\"2.0\"/>",
        "<feed/>",
        "<rss version=\"2.0\"><channel><title>t</title><item><guid>g</guid>",
        "<!DOCTYPE rss [<!ENTITY a \"b\">]>" RSS("<item><guid>g</guid><title>&a;</title></item>"),
        "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" RSS("<item><title>&a;</title></item>"),
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
        "{\"version\": \"https://jsonfeed.org/version/1\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct feed feed;
        char problem[FEED_PROBLEM_SIZE] = "";
        int result = feed_read(cases[i], strlen(cases[i]), "", &feed, problem);
        size_t count = feed.count;
        feed_clear(&feed);
        if (result == 0 || problem[0] == '\0') {
            fail_msg("%s\nwanted a refusal with a reason, got %zu entries", cases[i], count);
        }
    }
}

static void many_entries(void **state)
{
    enum { TOO_MANY = FEED_ENTRIES_MAX + 1 };
    static const char head[] = "<rss version=\"2.0\"><channel>";
    static const char item[] = "<item/>";
    static const char tail[] = "</channel></rss>";
    size_t size = sizeof head + (size_t)TOO_MANY * (sizeof item - 1) + sizeof tail;
    char *text = malloc(size);
    struct feed feed;
    char problem[FEED_PROBLEM_SIZE];
    (void)state;
    assert_non_null(text);
    memcpy(text, head, sizeof head);
    size_t used = sizeof head - 1;
    for (size_t i = 0; i < TOO_MANY; i++, used += sizeof item - 1) {
        memcpy(text + used, item, sizeof item);
    }
    memcpy(text + used, tail, sizeof tail);
    assert_int_equal(feed_read(text, used + sizeof tail - 1, "", &feed, problem), -1);
    feed_clear(&feed);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries),
        cmocka_unit_test(no_feeds),
        cmocka_unit_test(many_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
