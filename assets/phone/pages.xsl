<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages behind the television's QR codes: words and looks. The headend (headend/phone_page.c) hands over one record of
     docs/content.md in <page>, with what it needs around it, or why there is none (<missing/>, <wrong/>, <changed/>, <later/>); pages of a household are in household.xsl; items and exempt are a 0 or 1
     for each item of a flow's list. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="household.xsl"/>
  <xsl:include href="receipt.xsl"/>
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
  <xsl:param name="form"/>
  <xsl:param name="revision"/>
  <xsl:param name="outcome"/>
  <xsl:param name="items"/>
  <xsl:param name="exempt"/>
  <xsl:key name="matter" match="matter" use="@id"/>

  <xsl:template match="page">
    <html lang="zh-CN">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <xsl:apply-templates select="binding|account|receipt" mode="refresh"/>
        <title><xsl:apply-templates select="guide|flow|policy|station|binding|account|receipt|missing|wrong|changed|later" mode="title"/></title>
        <style>
          :root { color-scheme: light dark; --ink: #1b2733; --soft: #56636f; --ground: #f5f3ee; --card: #ffffff; --line: #d5d9de; --accent: #a15c00; }
          @media (prefers-color-scheme: dark) {
            :root { --ink: #f2efe8; --soft: #b3bec9; --ground: #15202b; --card: #22323f; --line: #3a4c5b; --accent: #f2b84b; }
          }
          * { box-sizing: border-box; }
          body { margin: 0; background: var(--ground); color: var(--ink); font: 18px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
                 overflow-wrap: anywhere; }
          main { max-width: 720px; margin: 0 auto; padding: 20px 16px 40px; }
          h1 { font-size: 26px; line-height: 1.3; margin: 0 0 8px; }
          h2 { font-size: 20px; color: var(--accent); margin: 28px 0 8px; }
          p { margin: 0 0 8px; }
          .soft { color: var(--soft); font-size: 16px; }
          .sample { display: inline-block; border: 1px solid var(--accent); color: var(--accent); border-radius: 6px; padding: 0 8px; font-size: 15px;
                    margin-bottom: 8px; }
          .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px 14px; margin: 0 0 10px; }
          .card b { font-size: 18px; }
          dl { margin: 0; display: grid; grid-template-columns: 6.5em 1fr; gap: 6px 10px; }
          dt { color: var(--soft); } dd { margin: 0; font-weight: 600; }
          ol { margin: 0; padding-left: 1.6em; } li { margin-bottom: 8px; }
          label { display: flex; gap: 12px; align-items: flex-start; }
          input[type=checkbox] { width: 24px; height: 24px; margin-top: 3px; flex: none; accent-color: var(--accent); }
          a { color: var(--accent); } .button { display: block; text-align: center; border: 1px solid var(--accent); border-radius: 10px; padding: 12px;
              margin: 10px 0; text-decoration: none; font-weight: 600; }
          button, input[type=text] { display: block; width: 100%; min-height: 56px; margin: 12px 0; padding: 10px 14px; border-radius: 10px; font: inherit; font-size: 20px;
              border: 2px solid var(--accent); background: var(--card); color: var(--ink); }
          button { font-weight: 600; } .field { display: block; margin-top: 16px; } .card > h2:first-child { margin-top: 0; } .small { min-height: 44px; font-size: 18px; } form { margin: 0; }
          .amount { font-size: 44px; line-height: 1.3; font-weight: 700; margin: 8px 0 16px; }
          .number { font-size: 72px; line-height: 1.2; letter-spacing: 16px; text-align: center; font-weight: 700; margin: 12px 0; padding-left: 16px; }
          .caution { border-left: 6px solid var(--accent); padding: 4px 0 4px 12px; margin: 0 0 12px; }
          .whole { white-space: nowrap; }
          .tag { border-radius: 6px; border: 1px solid var(--line); padding: 0 6px; font-size: 15px; white-space: nowrap; }
          table { width: 100%; border-collapse: collapse; margin-bottom: 8px; table-layout: fixed; }
          td { border: 1px solid var(--soft); padding: 8px; vertical-align: top; } td:first-child { width: 38%; color: var(--soft); }
          .blank { height: 2.6em; }
          footer { margin-top: 32px; border-top: 1px solid var(--line); padding-top: 10px; color: var(--soft); font-size: 15px; }
          @media print {
            :root { --ink: #000; --soft: #333; --ground: #fff; --card: #fff; --line: #888; --accent: #000; }
            body { font-size: 12pt; } .button { display: none; } .card, tr { break-inside: avoid; }
          }
        </style>
      </head>
      <body>
        <main>
          <xsl:apply-templates select="guide|flow|policy|station|binding|account|receipt|missing|wrong|changed|later"/>
          <footer>来自电视政务大厅。有疑问请打 12345。</footer>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="*" mode="title"><xsl:value-of select="name|title"/></xsl:template>
  <xsl:template match="guide" mode="title">
    <xsl:choose>
      <xsl:when test="$form != ''"><xsl:value-of select="form[@id=$form]/name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="sample">
    <xsl:if test="@sample='true'"><div class="sample">示例，不是正式内容</div></xsl:if>
  </xsl:template>

  <!-- A heading and its text, where there is any. -->
  <xsl:template name="part">
    <xsl:param name="title"/>
    <xsl:param name="text"/>
    <xsl:if test="$text != ''"><h2><xsl:value-of select="$title"/></h2><p><xsl:value-of select="$text"/></p></xsl:if>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="label"/>
    <xsl:param name="text"/>
    <xsl:if test="$text != ''"><dt><xsl:value-of select="$label"/></dt><dd><xsl:value-of select="$text"/></dd></xsl:if>
  </xsl:template>

  <xsl:template match="promise|statutory">
    <xsl:choose>
      <xsl:when test="@count='0'">当场办结</xsl:when>
      <xsl:when test="@unit='workday'"><xsl:value-of select="@count"/> 个工作日</xsl:when>
      <xsl:when test="@unit='hour'"><xsl:value-of select="@count"/> 小时</xsl:when>
      <xsl:otherwise><xsl:value-of select="@count"/> 天</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="need">
    <xsl:param name="need"/>
    <span class="tag">
      <xsl:choose>
        <xsl:when test="$need='optional'">可选</xsl:when>
        <xsl:when test="$need='later'">可后补</xsl:when>
        <xsl:otherwise>必要</xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <xsl:template name="piece">
    <xsl:choose>
      <xsl:when test="@piece='original'">原件</xsl:when>
      <xsl:when test="@piece='copy'">复印件</xsl:when>
      <xsl:when test="@piece='both'">原件和复印件</xsl:when>
    </xsl:choose>
    <xsl:if test="@copies &gt; 0"><xsl:text> </xsl:text><xsl:value-of select="@copies"/> 份</xsl:if>
  </xsl:template>

  <!-- Guides -->

  <xsl:template match="guide">
    <xsl:choose>
      <xsl:when test="$form != ''"><xsl:apply-templates select="form[@id=$form]" mode="whole"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="whole"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="guide" mode="whole">
    <h1><xsl:value-of select="name"/></h1>
    <xsl:call-template name="sample"/>
    <p class="soft"><xsl:value-of select="summary"/></p>
    <div class="card"><dl>
      <xsl:call-template name="fact"><xsl:with-param name="label">承诺办结</xsl:with-param><xsl:with-param name="text"><xsl:apply-templates select="promise"/></xsl:with-param></xsl:call-template>
      <xsl:call-template name="fact"><xsl:with-param name="label">法定期限</xsl:with-param><xsl:with-param name="text"><xsl:apply-templates select="statutory"/></xsl:with-param></xsl:call-template>
      <xsl:if test="visits">
        <dt>到现场</dt>
        <dd><xsl:choose><xsl:when test="visits/@count='0'">一次不用跑</xsl:when><xsl:otherwise>最多跑 <xsl:value-of select="visits/@count"/> 次</xsl:otherwise></xsl:choose></dd>
      </xsl:if>
      <xsl:if test="not(fee) and not(@brief='true')"><dt>收费</dt><dd>不收费</dd></xsl:if>
    </dl></div>
    <xsl:call-template name="part"><xsl:with-param name="title">谁能办</xsl:with-param><xsl:with-param name="text" select="accept-condition"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">到哪里办</xsl:with-param><xsl:with-param name="text" select="handle-area"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">到现场做什么</xsl:with-param><xsl:with-param name="text" select="visits"/></xsl:call-template>
    <xsl:if test="fee">
      <h2>收费</h2>
      <xsl:for-each select="fee"><div class="card"><b><xsl:value-of select="@name"/></b><p><xsl:value-of select="@standard"/></p>
        <p class="soft"><xsl:value-of select="@by-law"/><xsl:text> </xsl:text><xsl:value-of select="@reduction"/></p></div></xsl:for-each>
    </xsl:if>
    <xsl:if test="member">
      <h2>一次办好这些事</h2>
      <ol><xsl:for-each select="member"><li><xsl:value-of select="@name"/><div class="soft"><xsl:value-of select="@org-name"/>
        <xsl:if test="@skip">。不用办的情形：<xsl:value-of select="@skip"/></xsl:if></div></li></xsl:for-each></ol>
    </xsl:if>
    <xsl:if test="step">
      <h2>怎么走</h2>
      <ol><xsl:for-each select="step"><li><b><xsl:value-of select="@name"/></b><xsl:text> </xsl:text>
        <xsl:if test="@takes"><span class="tag"><xsl:value-of select="@takes"/></span></xsl:if>
        <div><xsl:value-of select="."/></div>
        <div class="soft"><xsl:value-of select="@org-name"/><xsl:if test="@output">，拿到：<xsl:value-of select="@output"/></xsl:if></div></li></xsl:for-each></ol>
    </xsl:if>
    <xsl:if test="material">
      <h2>要带的材料</h2>
      <xsl:for-each select="material"><div class="card"><label><input type="checkbox"/><span><b><xsl:value-of select="name"/></b><xsl:text> </xsl:text>
        <xsl:call-template name="need"><xsl:with-param name="need" select="@need"/></xsl:call-template>
        <span class="soft"><br/><xsl:call-template name="piece"/><xsl:if test="@source"><xsl:text>　来自：</xsl:text><xsl:value-of select="@source"/></xsl:if></span>
        <xsl:if test="explain != ''"><span class="soft"><br/><xsl:value-of select="explain"/></span></xsl:if></span></label></div></xsl:for-each>
    </xsl:if>
    <xsl:if test="form">
      <h2>表格</h2>
      <xsl:for-each select="form"><a class="button" href="{../@id}/forms/{@id}"><xsl:value-of select="name"/>：空表和样表</a></xsl:for-each>
    </xsl:if>
    <xsl:if test="faq">
      <h2>常见问题</h2>
      <xsl:for-each select="faq"><div class="card"><b><xsl:value-of select="question"/></b><p><xsl:value-of select="answer"/></p></div></xsl:for-each>
    </xsl:if>
    <xsl:call-template name="part"><xsl:with-param name="title">办好后拿到</xsl:with-param><xsl:with-param name="text" select="result-name"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">咨询</xsl:with-param><xsl:with-param name="text" select="link-way"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">监督投诉</xsl:with-param><xsl:with-param name="text" select="supervise-way"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="form" mode="whole">
    <h1><xsl:value-of select="name"/></h1>
    <p class="soft"><xsl:value-of select="../name"/></p>
    <xsl:for-each select=".."><xsl:call-template name="sample"/></xsl:for-each>
    <h2>空表（可以打印）</h2>
    <table><xsl:for-each select="field"><tr><td><xsl:value-of select="label"/></td><td class="blank"></td></tr></xsl:for-each></table>
    <h2>样表（照着填）</h2>
    <table><xsl:for-each select="field"><tr><td><xsl:value-of select="label"/></td><td><xsl:value-of select="example"/></td></tr></xsl:for-each></table>
    <h2>一栏一栏怎么填</h2>
    <xsl:for-each select="field"><div class="card"><b><xsl:value-of select="label"/></b><p><xsl:value-of select="meaning"/></p>
      <xsl:if test="mistake != ''"><p class="soft">容易填错：<xsl:value-of select="mistake"/></p></xsl:if></div></xsl:for-each>
  </xsl:template>

  <!-- Checklists -->

  <xsl:template match="flow">
    <xsl:variable name="end" select="node[@id=$outcome]"/>
    <h1><xsl:value-of select="$end/text"/></h1>
    <p class="soft"><xsl:value-of select="title"/></p>
    <h2>要带的</h2>
    <xsl:for-each select="item">
      <xsl:if test="substring($items, position(), 1) = '1'">
        <div class="card"><label><input type="checkbox"/><span><b><xsl:value-of select="name"/></b><xsl:text> </xsl:text>
          <xsl:call-template name="need"><xsl:with-param name="need" select="@need"/></xsl:call-template>
          <xsl:if test="detail != ''"><span class="soft"><br/><xsl:value-of select="detail"/></span></xsl:if></span></label></div>
      </xsl:if>
    </xsl:for-each>
    <xsl:if test="contains($exempt, '1')">
      <h2>这些不用带</h2>
      <xsl:for-each select="item">
        <xsl:if test="substring($exempt, position(), 1) = '1'">
          <div class="card"><b><xsl:value-of select="name"/></b><p class="soft"><xsl:for-each select="exempt"><xsl:if test="position() &gt; 1">；或者：</xsl:if><xsl:value-of select="@why"/></xsl:for-each></p></div>
        </xsl:if>
      </xsl:for-each>
    </xsl:if>
    <xsl:call-template name="part"><xsl:with-param name="title">到哪里办</xsl:with-param><xsl:with-param name="text" select="$end/@where"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">要多久</xsl:with-param><xsl:with-param name="text" select="$end/@takes"/></xsl:call-template>
    <xsl:if test="@guide">
      <!-- flows/ID/REVISION lies a step deeper than flows/ID -->
      <xsl:variable name="up"><xsl:if test="$revision != ''">../</xsl:if>../</xsl:variable>
      <a class="button" href="{$up}guides/{@guide}">看完整的办事指南</a>
    </xsl:if>
  </xsl:template>

  <!-- Policies -->

  <xsl:template match="policy">
    <h1><xsl:value-of select="name"/></h1>
    <xsl:call-template name="sample"/>
    <p class="soft"><xsl:value-of select="org-name"/></p>
    <xsl:call-template name="part"><xsl:with-param name="title">谁能享受</xsl:with-param><xsl:with-param name="text" select="who"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">能得到什么</xsl:with-param><xsl:with-param name="text" select="benefit"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">怎么申请</xsl:with-param><xsl:with-param name="text" select="how"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">要什么材料</xsl:with-param><xsl:with-param name="text" select="materials"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">咨询</xsl:with-param><xsl:with-param name="text" select="link-way"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="title">依据</xsl:with-param><xsl:with-param name="text" select="basis"/></xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="title">有效期</xsl:with-param>
      <xsl:with-param name="text">
        <xsl:choose>
          <xsl:when test="@valid-to">到 <xsl:value-of select="concat(substring(@valid-to,1,4),'-',substring(@valid-to,5,2),'-',substring(@valid-to,7,2))"/> 为止</xsl:when>
          <xsl:otherwise>没有规定结束日期</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="@guide"><a class="button" href="../guides/{@guide}">看办事指南</a></xsl:if>
  </xsl:template>

  <!-- Halls -->

  <xsl:template match="station">
    <h1><xsl:value-of select="name"/></h1>
    <xsl:call-template name="sample"/>
    <div class="card"><dl>
      <xsl:call-template name="fact"><xsl:with-param name="label">地址</xsl:with-param><xsl:with-param name="text" select="address"/></xsl:call-template>
      <xsl:if test="@phone"><dt>电话</dt><dd><a href="tel:{@phone}"><xsl:value-of select="@phone"/></a></dd></xsl:if>
      <xsl:if test="../hours"><dt>上班时间</dt><dd><xsl:call-template name="spans"><xsl:with-param name="left" select="../hours/@spans"/></xsl:call-template>
        <div class="soft"><xsl:value-of select="../hours/@note"/></div></dd></xsl:if>
      <xsl:if test="@windows &gt; 0"><dt>窗口</dt><dd><xsl:value-of select="@windows"/> 个</dd></xsl:if>
    </dl></div>
    <xsl:if test="@lat and @lon"><a class="button" href="geo:{@lat div 1000000},{@lon div 1000000}">在手机地图里打开</a></xsl:if>
    <xsl:if test="starts-with(@booking, 'https://')"><a class="button" href="{@booking}">预约时间</a></xsl:if>
    <xsl:if test="../set/@direct"><h2>在这里直接办</h2><p><xsl:call-template name="matters"><xsl:with-param name="left" select="../set/@direct"/></xsl:call-template></p></xsl:if>
    <xsl:if test="../set/@relay"><h2>在这里交材料，工作人员替您去办（帮代办）</h2><p><xsl:call-template name="matters"><xsl:with-param name="left" select="../set/@relay"/></xsl:call-template></p></xsl:if>
  </xsl:template>

  <!-- "12345:0900-1200,1330-1700;6:0900-1200", a part a line. -->
  <xsl:template name="spans">
    <xsl:param name="left"/>
    <xsl:variable name="part" select="substring-before(concat($left, ';'), ';')"/>
    <xsl:call-template name="days">
      <xsl:with-param name="days" select="substring-before($part, ':')"/>
      <xsl:with-param name="times" select="substring-after($part, ':')"/>
    </xsl:call-template>
    <xsl:if test="contains($left, ';')">
      <xsl:call-template name="spans"><xsl:with-param name="left" select="substring-after($left, ';')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
  <!-- "周一至周五" as on the television: a line for each run of days. -->
  <xsl:template name="days">
    <xsl:param name="days"/>
    <xsl:param name="times"/>
    <xsl:param name="from" select="1"/>
    <xsl:if test="contains($days, $from) and not(contains($days, $from - 1))">
      <xsl:variable name="to"><xsl:call-template name="last-day"><xsl:with-param name="days" select="$days"/><xsl:with-param name="at" select="$from"/></xsl:call-template></xsl:variable>
      <div>
        <xsl:text>周</xsl:text><xsl:value-of select="translate($from, '1234567', '一二三四五六日')"/>
        <xsl:if test="$to != $from"><xsl:text>至周</xsl:text><xsl:value-of select="translate($to, '1234567', '一二三四五六日')"/></xsl:if>
        <xsl:text> </xsl:text>
        <xsl:call-template name="times"><xsl:with-param name="left" select="$times"/></xsl:call-template>
      </div>
    </xsl:if>
    <xsl:if test="$from &lt; 7">
      <xsl:call-template name="days">
        <xsl:with-param name="days" select="$days"/>
        <xsl:with-param name="times" select="$times"/>
        <xsl:with-param name="from" select="$from + 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template name="last-day">
    <xsl:param name="days"/>
    <xsl:param name="at"/>
    <xsl:choose>
      <xsl:when test="contains($days, $at + 1)"><xsl:call-template name="last-day"><xsl:with-param name="days" select="$days"/><xsl:with-param name="at" select="$at + 1"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:value-of select="$at"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="times">
    <xsl:param name="left"/>
    <span class="whole"><xsl:value-of select="concat(substring($left, 1, 2), ':', substring($left, 3, 2), '–', substring($left, 6, 2), ':', substring($left, 8, 2))"/></span>
    <xsl:if test="contains($left, ',')">
      <xsl:text>、</xsl:text>
      <xsl:call-template name="times"><xsl:with-param name="left" select="substring-after($left, ',')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Names of guides, those that are not there left out. -->
  <xsl:template name="matters">
    <xsl:param name="left"/>
    <xsl:param name="after"/>
    <xsl:variable name="id" select="substring-before(concat($left, ' '), ' ')"/>
    <xsl:variable name="name" select="key('matter', $id)"/>
    <xsl:if test="$name"><xsl:value-of select="$after"/><a href="../guides/{$id}"><xsl:value-of select="$name"/></a></xsl:if>
    <xsl:if test="contains($left, ' ')">
      <xsl:call-template name="matters">
        <xsl:with-param name="left" select="substring-after($left, ' ')"/>
        <xsl:with-param name="after"><xsl:choose><xsl:when test="$name or $after != ''">、</xsl:when></xsl:choose></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Why there is no such page -->

  <xsl:template match="missing" mode="title">没有找到这一页</xsl:template>
  <xsl:template match="wrong" mode="title">打不开这份清单</xsl:template>
  <xsl:template match="changed" mode="title">清单已经更新</xsl:template>
  <xsl:template match="later" mode="title">暂时打不开</xsl:template>

  <xsl:template match="missing|wrong|changed|later">
    <h1><xsl:apply-templates select="." mode="title"/></h1>
    <p><xsl:apply-templates select="." mode="advice"/></p>
  </xsl:template>

  <xsl:template match="missing" mode="advice">这里的内容已经撤下，或者换了地方。请回到电视上重新打开，再扫一次码。</xsl:template>
  <xsl:template match="wrong" mode="advice">地址不完整。请回到电视上，再扫一次码。</xsl:template>
  <xsl:template match="changed" mode="advice">这份清单后来改过，原来的结果不能再用。请在电视上重新回答一遍，再扫新的码。</xsl:template>
  <xsl:template match="later" mode="advice">系统现在没有应答。请过几分钟再试。</xsl:template>
</xsl:stylesheet>
