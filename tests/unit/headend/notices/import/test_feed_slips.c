/* Slips that refuse no feed: what is read, and what the operator is told. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "headend/notices/import/feed.h"

#define BYTES(text) (text), sizeof(text) - 1
#define ITEM(title, body)                                                                                    \
    "<item><guid>g</guid><title>" title "</title><description>" body "</description></item>"
#define CHANNEL(inner)         "<rss version=\"2.0\"><channel><title>t</title>" inner "</channel></rss>"
#define LABELLED(label, inner) "<?xml version=\"1.0\" encoding=\"" label "\"?>" CHANNEL(inner)

/* GBK: 停水 CDA3CBAE, 公告 B9ABB8E6, 修 D0DE; Big5: 停水 B0B1A4F4; EUC-KR: 단수 B4DCBCF6 */
#define GBK_WATER  "\xCD\xA3\xCB\xAE"
#define GBK_PUBLIC "\xB9\xAB\xB8\xE6"
#define GBK_CUT    GBK_WATER "\xD0"

static const struct {
    const char *text;
    size_t length;
    const char *charset;
    const char *wanted; /* "title=body" of each entry, with "|" between; NULL: refused */
    const char *note;   /* a part of what is noted; "": nothing is */
} cases[] = {
    {BYTES(CHANNEL(ITEM("a", "b"))), "", "a=b", ""},
    /* Before and behind. */
    {BYTES("\n<?xml version=\"1.0\"?>" CHANNEL(ITEM("a", "b"))), "", "a=b", "declaration"},
    {BYTES(" \r\n\t" CHANNEL(ITEM("a", "b"))), "", "a=b", ""},
    {BYTES("\xEF\xBB\xBF<?xml version=\"1.0\"?>" CHANNEL(ITEM("a", "停"))), "", "a=停", ""},
    {BYTES("\xEF\xBB\xBF\xEF\xBB\xBF<?xml version=\"1.0\"?>" CHANNEL(ITEM("a", "停"))), "", "a=停", "mark"},
    {BYTES("\xEF\xBB\xBF\n\xEF\xBB\xBF<?xml version=\"1.0\"?>" CHANNEL(ITEM("a", "停"))), "", "a=停", "mark"},
    {BYTES("<br />\n<b>Notice</b>: x in y.php<br />\n<?xml version=\"1.0\"?>" CHANNEL(ITEM("a", "b"))), "",
     "a=b", "before"},
    {BYTES(CHANNEL(ITEM("a", "b")) "\n<!-- 0.2 s -->\n"), "", "a=b", ""},
    {BYTES(CHANNEL(ITEM("a", "b")) "\n0"), "", "a=b", "behind"},
    {BYTES(CHANNEL(ITEM("a", "b")) "<script>x</script>"), "", "a=b", "behind"},
    {BYTES(CHANNEL(ITEM("a", "b")) CHANNEL("<item><guid>h</guid><title>c</title></item>")), "", "a=b|c=", ""},
    {BYTES("<!DOCTYPE rss SYSTEM \"x.dtd\">" CHANNEL(ITEM("a", "b"))), "", "a=b", ""},
    /* What it is called and what it is. */
    {BYTES(LABELLED("gb2312", ITEM("停水", "通知"))), "", "停水=通知", "\"gb2312\", but is UTF-8"},
    {BYTES(LABELLED("utf-16", ITEM("停水", "通知"))), "", "停水=通知", "\"utf-16\", but is UTF-8"},
    {BYTES(LABELLED("UTF-16", ITEM("a", "b"))), "", "a=b", "\"UTF-16\", but is UTF-8"},
    {BYTES(LABELLED("big5", ITEM("停水", "通知"))), "", "停水=通知", "but is UTF-8"},
    {BYTES(LABELLED("x-unheard-of", ITEM("停水", "b"))), "", "停水=b", "not known"},
    {BYTES(LABELLED("utf-8", ITEM(GBK_PUBLIC, GBK_WATER))), "", "公告=停水", "\"utf-8\", but is GB18030"},
    {BYTES(CHANNEL(ITEM(GBK_PUBLIC, "b"))), "", "公告=b", "does not say"},
    {BYTES(CHANNEL(ITEM(GBK_WATER, "b"))), "gb2312", "停水=b", "Content-Type"},
    {BYTES(CHANNEL(ITEM("\xB0\xB1\xA4\xF4", "b"))), "big5", "停水=b", "Content-Type"},
    {BYTES(CHANNEL(ITEM("停水", "b"))), "gbk", "停水=b", ""},
    {BYTES(LABELLED("gbk", ITEM(GBK_WATER, "b"))), "utf-8", "停水=b", ""},
    {BYTES(LABELLED("euc-kr", ITEM("\xB4\xDC\xBC\xF6", "b"))), "", "단수=b", ""},
    {BYTES(LABELLED("iso-8859-1", ITEM("\xE9t\xE9", "b"))), "", "été=b", ""},
    {BYTES(LABELLED("gbk", ITEM("\x80"
                                "100",
                                "b"))),
     "", "€100=b", ""},
    {BYTES(LABELLED("gb18030", ITEM("\x81\x30\x81\x30"
                                    "a",
                                    "b"))),
     "", "a=b", "control"},
    /* Cut within a character. */
    {BYTES(LABELLED("gb2312", ITEM("a", "<![CDATA[" GBK_CUT "]]>") ITEM("c", "<![CDATA[d]]>"))), "",
     "a=停水|c=d", "half of one"},
    {BYTES(LABELLED("gb2312", ITEM("a", GBK_CUT) ITEM("c", "d"))), "", "a=停水|c=d", "half of one"},
    {BYTES(LABELLED("gbk", ITEM(GBK_CUT, "b") ITEM("c", "d"))), "", "停水=b|c=d", "half of one"},
    {BYTES(LABELLED("gbk", ITEM("a", "<![CDATA[\xD0\x5D]]>") ITEM("c", "d"))), "", "a=衇|c=d", ""},
    {BYTES(LABELLED("gb18030", ITEM("a", "<![CDATA[\x81\x35]]>") ITEM("c", "d"))), "", "a=|c=d",
     "half of one"},
    {BYTES(LABELLED("gb18030", ITEM("a", "<![CDATA[\x81\x35\xF4]]>") ITEM("c", "d"))), "", "a=|c=d",
     "half of one"},
    {BYTES(LABELLED("gbk", ITEM("a", "\xD0"
                                     "2026") ITEM("c", "d"))),
     "",
     "a=\xEF\xBF\xBD"
     "2026|c=d",
     "half of one"},
    {BYTES(LABELLED("big5", ITEM("a", "<![CDATA[\xB0\xB1\xA4]]>") ITEM("c", "d"))), "", "a=停|c=d",
     "half of one"},
    {BYTES(LABELLED("euc-kr", ITEM("a", "<![CDATA[\xB4\xDC\xBC]]>") ITEM("c", "d"))), "", "a=단|c=d",
     "half of one"},
    {BYTES(LABELLED("utf-8", ITEM("停水", "<![CDATA[停\xE6\xB0]]>") ITEM("通知", "d"))), "", "停水=停|通知=d",
     "half of one"},
    {BYTES(LABELLED("utf-8", ITEM("停水", "停水\xE6") ITEM("通知", "d"))), "", "停水=停水|通知=d",
     "half of one"},
    {BYTES(LABELLED("utf-8", ITEM("停水", "\xED\xA1\x80\xED\xB0\x80\xC0\x80通知"))), "",
     "停水=𠀀\xEF\xBF\xBD通知", "half of one"},
    {BYTES("\xFF\xFE<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0g\0u\0i\0d\0>\0g\0<\0/"
           "\0g\0u\0i\0d\0>\0<\0t\0i\0t\0l\0e\0>\0\\P4l<\0/\0t\0i\0t\0l\0e"
           "\0>\0<\0d\0e\0s\0c\0r\0i\0p\0t\0i\0o\0n\0>\0\\PP<\0/\0d\0e\0s\0c\0r\0i\0p\0t\0i\0o\0n\0>\0<\0/"
           "\0i\0t\0e\0m\0>\0"
           "<\0/\0r\0s\0s\0>\0\n"),
     "", "停水=停", "half of a character"},
    /* Characters. */
    {BYTES(CHANNEL(ITEM("a\x0B", "<![CDATA[b\x01\x00"
                                 "c]]>"))),
     "", "a=bc", "control"},
    {BYTES(CHANNEL(ITEM("a&#11;&#0;", "b"))), "", "a\xEF\xBF\xBD=b", "control"},
    {BYTES(CHANNEL(ITEM("&#xD840;&#56320;", "b"))), "", "𠀀=b", ""},
    {BYTES(CHANNEL(ITEM("水&电", "b"))), "", "水&电=b", "raw &"},
    {BYTES(CHANNEL(ITEM("a & b && c&", "?a=1&b=2"))), "", "a & b && c&=?a=1&b=2",
     "raw & is taken as it stands"},
    {BYTES(CHANNEL("<item><guid>g</guid><title>a</title><enclosure url=\"?a=1&b=2\"/></item>")), "",
     "a=", ""},
    {BYTES(CHANNEL(ITEM("a < b", "5<6"))), "", "a < b=5<6", "raw <"},
    {BYTES(CHANNEL(ITEM("<通知>", "b"))), "", "<通知>=b", "raw <"},
    {BYTES(CHANNEL(ITEM("x&mdash;&nbsp;&hearts;", "&lt;p&gt;"))), "", "x— ♥=<p>", ""},
    /* Structure. */
    {BYTES(CHANNEL(ITEM("a<br>b", "<p>c<br>d</p>"))), "", "ab=<p>c<br>d</p>", "not escaped"},
    {BYTES(CHANNEL("<item><guid>g</guid><title>a<description>b</description></item>" ITEM("c", "d"))), "",
     "a=b|c=d", "missing"},
    {BYTES(CHANNEL("<item><guid>g</guid><title>a</title><description>b</item>" ITEM("c", "d"))), "",
     "a=b|c=d", "missing"},
    {BYTES(CHANNEL("<item><guid>g</guid><title>a</title>" ITEM("c", "d"))), "", "a=|c=d", "missing"},
    {BYTES(CHANNEL("<item><guid>g</guid><title>a</title></b></item>" ITEM("c", "d"))), "", "a=|c=d",
     "without its start"},
    {BYTES(CHANNEL(ITEM("a", "<![CDATA[b") ITEM("c", "<![CDATA[d]]>"))), "", "a=b|c=d", "lost its end"},
    {BYTES(CHANNEL(ITEM("a", "<![CDATA[b]>") ITEM("c", "<![CDATA[d]]>"))), "", "a=b|c=d", "lost its end"},
    {BYTES(CHANNEL(ITEM("a", "<![CDATA[b"))), "", "a=b", "lost its end"},
    {BYTES("<rss><channel><title>t</title>" ITEM("a", "b") "<item><guid>h</guid><title>c</ti"), "", "a=b",
     "breaks off"},
    {BYTES("<rss><channel><title>t</title>" ITEM("a", "b") "<item><guid>h</guid><description><![CDATA[c"), "",
     "a=b", "breaks off"},
    {BYTES("<rss><channel><title>t</title>" ITEM("a", "b")), "", "a=b", ""},
    {BYTES("<rss><channel><title>t</title><item><guid>h</guid>"), "", NULL, ""},
    {BYTES(CHANNEL("<ITEM><GUID isPermaLink=false>g</GUID><Title>a</Title></ITEM>")), "", "a=", ""},
    {BYTES(CHANNEL("<item x=1 x=2 y><guid>g</guid><title>a</title></item>")), "", "a=", ""},
    /* Namespaces. */
    {BYTES("<rss xmlns=\"http://backend.userland.com/rss2\"><channel>" ITEM("a", "b") "</channel></rss>"), "",
     "a=b", "default namespace"},
    {BYTES("<rss xmlns=\"http://www.w3.org/2005/Atom\"><channel>" ITEM("a", "b") "</channel></rss>"), "",
     "a=b", "default namespace"},
    {BYTES("<rss><channel xmlns=\"urn:x\">" ITEM("a", "b") "</channel></rss>"), "", "a=b", ""},
    {BYTES("<rss><channel><title>t</title></channel>" ITEM("a", "b") "</rss>"), "", "a=b",
     "beside <channel>"},
    {BYTES("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
           "xmlns=\"http://purl.org/rss/1.0/\"><channel>"
           "<title>t</title></channel><item><link>http://a/1</link><title>a</title><description>b</"
           "description></item></rdf:RDF>"),
     "", "a=b", ""},
    {BYTES("<feed><entry><id>g</id><title>a</title><content>b</content></entry></feed>"), "", "a=b", ""},
    {BYTES("<feed xmlns=\"http://purl.org/atom/ns#\"><entry><id>g</id><title>a</title></entry></feed>"), "",
     "a=", ""},
    {BYTES("<a:feed "
           "xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>g</a:id><a:title>a</a:title></a:entry></"
           "a:feed>"),
     "", "a=", ""},
    {BYTES(CHANNEL("<item><guid>g</guid><dc:title>a</dc:title><content:encoded>b</content:encoded></item>")),
     "", "a=b", ""},
    /* Several at once. */
    {BYTES("\n<?xml version=\"1.0\" encoding=\"gb2312\"?><rss "
           "xmlns=\"urn:x\"><channel><title>t</title></channel>" ITEM(
               GBK_WATER "&" GBK_CUT, "<![CDATA[\x80\x01" GBK_CUT "]]>") ITEM("c<br>", "d<p>") "</rss>x"),
     "", "停水&停水=€停水|c=d<p>", "between"},
};

static void put_entries(const struct feed *feed, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < feed->count && used < size; i++) {
        const struct feed_entry *entry = &feed->entries[i];
        int length =
            snprintf(out + used, size - used, "%s%s=%s", i > 0 ? "|" : "",
                     entry->title != NULL ? entry->title : "", entry->body != NULL ? entry->body : "");
        used += length > 0 ? (size_t)length : 0;
    }
}

static void put_notes(const struct feed *feed, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < feed->notes.count && used < size; i++) {
        char note[FEED_NOTE_LINE_SIZE];
        feed_note_write(&feed->notes.notes[i], note);
        int length = snprintf(out + used, size - used, "%s\n", note);
        used += length > 0 ? (size_t)length : 0;
    }
}

static void slips(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct feed feed;
        char problem[FEED_PROBLEM_SIZE];
        char got[1000];
        char notes[3000];
        char *exact = malloc(cases[i].length); /* of its own size, so that a read beyond it is seen */
        assert_non_null(exact);
        memcpy(exact, cases[i].text, cases[i].length);
        int result = feed_read(exact, cases[i].length, cases[i].charset, &feed, problem);
        put_entries(&feed, got, sizeof got);
        put_notes(&feed, notes, sizeof notes);
        const char *wanted = cases[i].wanted != NULL ? cases[i].wanted : "";
        int right =
            (result == 0) == (cases[i].wanted != NULL) && strcmp(got, wanted) == 0 &&
            (cases[i].note == NULL || (cases[i].note[0] == '\0') || strstr(notes, cases[i].note) != NULL);
        if (!right) {
            print_error("case %zu: %.*s\nwanted %s with a note of \"%s\"\ngot    %s (%s)\nnotes: %s\n", i,
                        (int)(cases[i].length < 300 ? cases[i].length : 300), cases[i].text, wanted,
                        cases[i].note, got, problem, notes);
            failed++;
        }
        feed_clear(&feed);
        free(exact);
    }
    assert_int_equal(failed, 0);
}

/* What costs a parser the square of its length is bounded before. */
static void many(const char *head, const char *piece, size_t times, const char *tail, const char *what)
{
    size_t size = strlen(head) + strlen(piece) * times + strlen(tail) + 1 + times * 8;
    char *text = malloc(size);
    struct feed feed;
    char problem[FEED_PROBLEM_SIZE];
    assert_non_null(text);
    size_t used = (size_t)snprintf(text, size, "%s", head);
    for (size_t i = 0; i < times; i++) {
        for (const char *at = piece; *at != '\0'; at++) { /* "@" is a number, another each time */
            if (*at == '@') {
                used += (size_t)snprintf(text + used, size - used, "%zu", i);
            } else {
                text[used++] = *at;
            }
        }
    }
    used += (size_t)snprintf(text + used, size - used, "%s", tail);
    clock_t began = clock();
    (void)feed_read(text, used, "", &feed, problem);
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    feed_clear(&feed);
    free(text);
    if (seconds > 2) {
        fail_msg("%s: %.1f s", what, seconds);
    }
}

static void costs_are_bounded(void **state)
{
    (void)state;
    many("<rss><channel><item", " a@=\"\"", 200000, "><guid>g</guid></item></channel></rss>",
         "attributes of an element");
    many("<rss", " xmlns:a@=\"u\"", 200000, "><channel/></rss>", "namespaces of an element");
    many("<rss><channel>", "<a xmlns:a@=\"u\">", 100000, "</channel></rss>", "namespaces around an element");
    many("<rss><channel><title>", "<a x='", 200000, "</title></channel></rss>", "tags that do not end");
    many("<rss><channel><title>", "<![CDATA[", 200000, "", "sections that do not end");
    many("<rss><channel><description><![CDATA[", "</description><b>", 100000,
         "]]></description></channel></rss>", "ends in a section");
    many("<rss><channel><description><![CDATA[", "</description><a b='' c='", 60000, "",
         "tags that do not end in a section");
    many("<rss><channel><description><![CDATA[", "</description><a b='' c='>", 60000,
         "'>]]></description></channel></rss>", "tags within tags in a section");
    many("<rss><channel>", "<title><![CDATA[x</title><guid>", 60000, "", "sections that have lost their end");
    many("<rss><channel>", "<title><![CDATA[x</title><guid>", 60000, "]]>",
         "sections that have lost their end, but for one");
    many("<rss><channel>", "<!--", 300000, "", "comments that do not end");
    many("<rss/>", "<b>", 300000, "", "tags behind the end");
    many("", "<b>", 300000, "<rss/>", "tags before the beginning");
    many("<rss><channel><title>", "\x01\xFF<&", 150000, "</title></channel></rss>", "slips");
    many("<rss><channel><title>", "&#55296;", 200000, "</title></channel></rss>", "half pairs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(slips), cmocka_unit_test(costs_are_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
