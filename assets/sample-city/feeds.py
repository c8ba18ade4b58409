"""Notices as RSS 2.0 and Atom, with the fields of a notice that neither has in the namespace urn:tv-hall:notice:1.

hall:level 0|1|2 · hall:category 1..5 · hall:area (area code) · hall:valid-from, hall:valid-to (RFC 3339) · hall:speech ·
hall:withdrawn true. Picture addresses are relative to the feed's own address: pictures/NAME.
"""

import email.utils
from xml.sax.saxutils import escape

HALL = "urn:tv-hall:notice:1"
CATEGORIES = {1: "通知公告", 2: "政策解读", 3: "停水停电停气", 4: "办事提醒", 5: "应急提醒"}
SITE = "https://www.example.org"


def _cdata(markup):
    return "<![CDATA[" + markup.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _extension(notice):
    out = [f"<hall:category>{notice.category}</hall:category>", f"<hall:level>{notice.level}</hall:level>",
           f"<hall:area>{notice.area}</hall:area>"]
    if notice.valid_from:
        out.append(f"<hall:valid-from>{notice.valid_from.isoformat()}</hall:valid-from>")
    if notice.valid_to:
        out.append(f"<hall:valid-to>{notice.valid_to.isoformat()}</hall:valid-to>")
    out.append(f"<hall:speech>{escape(notice.speech)}</hall:speech>")
    if notice.withdrawn:
        out.append("<hall:withdrawn>true</hall:withdrawn>")
    return "\n  ".join(out)


def rss(title, notices, now):
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
           f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:hall="{HALL}">', "<channel>",
           f"<title>{escape(title)}</title>", f"<link>{SITE}/</link>", f"<description>{escape(title)}</description>",
           "<language>zh-CN</language>", f"<lastBuildDate>{email.utils.format_datetime(now)}</lastBuildDate>"]
    for notice in notices:
        out.append(f"""<item>
  <guid isPermaLink="false">{notice.id}</guid>
  <title>{escape(notice.title)}</title>
  <link>{SITE}/notice/{notice.id}</link>
  <dc:creator>{escape(notice.office)}</dc:creator>
  <category>{CATEGORIES[notice.category]}</category>
  <pubDate>{email.utils.format_datetime(notice.published)}</pubDate>
  <description>{escape(notice.summary)}</description>
  <content:encoded>{_cdata(notice.body)}</content:encoded>
  {_extension(notice)}
</item>""")
    return "\n".join(out + ["</channel>", "</rss>", ""])


def atom(title, name, notices, now):
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:hall="{HALL}" xml:lang="zh-CN">', f"<title>{escape(title)}</title>",
           f"<id>{SITE}/{name}</id>", f'<link rel="self" href="{SITE}/{name}"/>', f"<updated>{now.isoformat()}</updated>"]
    for notice in notices:
        out.append(f"""<entry>
  <id>{SITE}/notice/{notice.id}</id>
  <title>{escape(notice.title)}</title>
  <link rel="alternate" href="{SITE}/notice/{notice.id}"/>
  <author><name>{escape(notice.office)}</name></author>
  <category term="{CATEGORIES[notice.category]}"/>
  <published>{notice.published.isoformat()}</published>
  <updated>{notice.published.isoformat()}</updated>
  <summary>{escape(notice.summary)}</summary>
  <content type="html">{escape(notice.body)}</content>
  {_extension(notice)}
</entry>""")
    return "\n".join(out + ["</feed>", ""])
