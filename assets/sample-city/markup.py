"""Small pieces of HTML, clean or as a content system of an office would leave it."""

import html
import re


def p(*texts):
    return "".join(f"<p>{text}</p>\n" for text in texts)


def h(text, level=2):
    return f"<h{level}>{text}</h{level}>\n"


def ol(*items):
    return "<ol>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ol>\n"


def ul(*items):
    return "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"


def picture(name, alt):
    return f'<p style="text-align:center"><img src="pictures/{name}" alt="{alt}" /></p>\n'


def link(address, text):
    return f'<a href="https://www.example.com/{address}" target="_blank">{text}</a>'


def table(head, *rows, caption="", chart="", unit=""):
    """A cell is text or (text, colspan, rowspan). `chart`: "line" or "bars", to be drawn as one."""

    def cell(tag, content):
        text, columns, lines = content if isinstance(content, tuple) else (content, 1, 1)
        spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{lines}"' if lines > 1 else "")
        return f"<{tag}{spans}>{text}</{tag}>"

    mark = (f' data-chart="{chart}"' if chart else "") + (f' data-unit="{unit}"' if unit else "")
    out = f'<table border="1" cellspacing="0" width="100%"{mark}>\n'
    if caption:
        out += f"<caption>{caption}</caption>\n"
    out += "<thead><tr>" + "".join(cell("th", c) for c in head) + "</tr></thead>\n<tbody>\n"
    for row in rows:
        out += "<tr>" + "".join(cell("td", c) for c in row) + "</tr>\n"
    return out + "</tbody></table>\n"


def word_soup(clean):
    """The same text as pasted from a word processor: wrapped, coloured, badly nested, with things that must not be shown."""
    soup = re.sub(r"<p>", '<p class="MsoNormal" style="margin:0cm;text-indent:32.0pt;line-height:150%"><span lang="EN-US" '
                          'style="font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:Calibri">&nbsp;&nbsp;', clean)
    soup = soup.replace("</p>", "</span><o:p></o:p></p>")
    soup = soup.replace("<b>", '<font color="#c00000"><b><i>').replace("</b>", "</b></i></font>")
    return (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
        "<style type=\"text/css\">p.MsoNormal{mso-style-parent:\"\";color:red}</style>\n"
        '<div class="TRS_Editor" id="zoom" onclick="return false"><div style="float:left;width:980px">\n'
        + soup
        + "<script>document.write('<p>脚本里的文字不应显示</p>');</script>\n"
        '<p style="display:none">&nbsp;</p><p>&nbsp;</p>\n</div>\n'  # one </div> is missing, as it often is
    )


def plain(markup):
    """The words of a piece of HTML."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.S | re.I)
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(text)).strip()
