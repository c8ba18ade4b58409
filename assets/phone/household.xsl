<?xml version="1.0" encoding="UTF-8"?>
<!-- Pages of a phone that binds its holder to a television (<binding>) or looks after what was agreed to (<account>): words and looks. What they are made
     of is written by headend/household/bind_page.c and my_page.c. No scripts; nobody has to read small letters; refusing stands first and is as large. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!-- Pages that go on by themselves. -->
  <xsl:template match="*" mode="refresh"/>
  <xsl:template match="*[@step='checking']" mode="refresh"><meta http-equiv="refresh" content="2"/></xsl:template>
  <xsl:template match="binding[@step='number']" mode="refresh"><meta http-equiv="refresh" content="3"/></xsl:template>
  <xsl:template match="*[@step='login' and @provider != '']" mode="refresh"><meta http-equiv="refresh" content="0;url={@provider}"/></xsl:template>

  <xsl:template match="scope" mode="name">
    <xsl:choose>
      <xsl:when test="@word='social-security'">社保</xsl:when>
      <xsl:when test="@word='housing-fund'">公积金</xsl:when>
      <xsl:when test="@word='cases'">我的办件</xsl:when>
      <xsl:otherwise><xsl:value-of select="@word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="scopes">
    <xsl:for-each select="scope">
      <xsl:if test="position() &gt; 1">、</xsl:if>
      <xsl:apply-templates select="." mode="name"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="television">
    <div class="card"><dl>
      <dt>电视</dt><dd><xsl:value-of select="@box"/></dd>
      <dt>地区</dt><dd><xsl:value-of select="@region"/><xsl:if test="@area != ''"><xsl:text> </xsl:text><xsl:value-of select="@area"/></xsl:if></dd>
    </dl></div>
  </xsl:template>

  <xsl:template name="checking">
    <h1>正在核对身份</h1>
    <p>请等一等，这一页会自己更新。</p>
    <p><a class="button" href="">没有变化？点这里</a></p>
  </xsl:template>

  <xsl:template name="send-on">
    <h1>去登录</h1>
    <xsl:choose>
      <xsl:when test="@provider != ''">
        <p>马上打开身份认证的页面。登录以后会自己回到这里。</p>
        <p><a class="button" href="{@provider}">没有打开？点这里</a></p>
      </xsl:when>
      <xsl:otherwise>
        <p class="caution">身份认证现在没有应答。不是您的问题，请过一两分钟再试。</p>
        <p><a class="button" href="">再试一次</a></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="no-cookies">
    <h1>手机没有记住这一步</h1>
    <p>浏览器不让我们存一个小记号（Cookie），所以认不出还是这部手机。</p>
    <p>请关掉“无痕浏览”，或者换一个浏览器，再扫一次电视上的码。</p>
  </xsl:template>

  <xsl:template name="type-code">
    <p>请输入电视上显示的八个字母，大写小写都行。</p>
    <form method="post" action="/bind" autocomplete="off">
      <label class="field">八个字母 <input type="text" name="code" maxlength="40" autocapitalize="characters" autocorrect="off" spellcheck="false" aria-label="电视上的八个字母"/></label>
      <button type="submit" name="do" value="code">下一步</button>
    </form>
  </xsl:template>

  <xsl:template name="other-code"><p><a class="button" href="/bind?new=1">输入电视上的码</a></p></xsl:template>

  <!-- Binding -->

  <xsl:template match="binding" mode="title">
    <xsl:choose>
      <xsl:when test="@step='number'">在电视上输入三个数字</xsl:when>
      <xsl:when test="@step='over' and @end='done'">好了</xsl:when>
      <xsl:otherwise>在电视上登录</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="binding[@step='typed']">
    <h1>在电视上登录</h1>
    <xsl:if test="@say='code'"><p class="caution">这不是八个字母的码。请看清楚电视上的字母，再输一次。</p></xsl:if>
    <xsl:call-template name="type-code"/>
    <p class="soft">码只在您自己家的电视上。别人发给您的码，请不要输入。</p>
    <p><a class="button" href="/my">我在哪些电视上登录过</a></p>
  </xsl:template>

  <xsl:template match="binding[@step='asked']">
    <h1>这台电视请您登录</h1>
    <xsl:choose>
      <xsl:when test="@failure='refused'"><p class="caution">您没有完成登录。要继续，请再试一次。</p></xsl:when>
      <xsl:when test="@failure='incomplete'"><p class="caution">认证平台没有给出您的姓名或者身份证号，不能查询。请先在认证平台上完成实名。</p></xsl:when>
      <xsl:when test="@failure='down'"><p class="caution">身份认证现在没有应答。不是您的问题，请过一两分钟再试。</p></xsl:when>
      <xsl:when test="@failure='not-believed'"><p class="caution">认证平台的回答不可信，我们没有采用。请过一会儿再试；还是这样，请打 12345。</p></xsl:when>
      <xsl:when test="@failure != ''"><p class="caution">这次登录已经失效。请再试一次。</p></xsl:when>
    </xsl:choose>
    <xsl:call-template name="television"/>
    <p>登录以后，这台电视上可以看您的：<b><xsl:call-template name="scopes"/></b>。</p>
    <p class="caution">只有您现在就在这台电视前面，才点“继续”。码是别人发来的，请点“拒绝”。</p>
    <form method="post" action="/bind">
      <button type="submit" name="do" value="refuse">拒绝</button>
      <button type="submit" name="do" value="continue">继续</button>
    </form>
  </xsl:template>

  <xsl:template match="binding[@step='login']"><xsl:call-template name="send-on"/></xsl:template>
  <xsl:template match="binding[@step='checking']"><xsl:call-template name="checking"/></xsl:template>

  <xsl:template match="binding[@step='consent']">
    <h1><xsl:value-of select="@name"/>，请您同意</h1>
    <xsl:if test="@say='nothing'"><p class="caution">一项也没有勾选。请至少勾一项，或者点“拒绝”。</p></xsl:if>
    <xsl:if test="@say='alias'"><p class="caution">称呼最多八个字。请改短一些。</p></xsl:if>
    <xsl:call-template name="television"/>
    <p>同意哪一项就勾哪一项。以后随时可以收回。</p>
    <form method="post" action="/bind" autocomplete="off">
      <xsl:for-each select="consent">
        <div class="card">
          <label><input type="checkbox" name="{@scope}" value="1"/><b><xsl:value-of select="title"/></b></label>
          <xsl:for-each select="text"><p><xsl:value-of select="."/></p></xsl:for-each>
          <p class="soft">说明第 <xsl:value-of select="@version"/> 版</p>
        </div>
      </xsl:for-each>
      <xsl:if test="@help='1'">
        <div class="card">
          <label><input type="checkbox" name="relative" value="1"/><b>我替家人办理</b></label>
          <p class="soft">未满 18 岁或者年满 60 岁的家人，可以由您在这里代办。</p>
        </div>
      </xsl:if>
      <label class="field">电视上的称呼（可以不填） <input type="text" name="alias" maxlength="8" aria-label="电视上的称呼"/></label>
      <button type="submit" name="do" value="refuse">拒绝</button>
      <button type="submit" name="do" value="consent">同意勾选的几项</button>
    </form>
  </xsl:template>

  <xsl:template match="binding[@step='number']">
    <h1>在电视上输入三个数字</h1>
    <p class="number"><xsl:value-of select="@number"/></p>
    <p>请用遥控器，把这三个数字输进“<xsl:value-of select="@box"/>”。输好以后，这一页会自己变。</p>
    <xsl:if test="@tries='1'"><p class="caution">刚才输错了一次。还可以再输一次。</p></xsl:if>
    <p class="caution">不要把这三个数字告诉电话里或者微信里的人。</p>
    <p><a class="button" href="">已经输好了？点这里</a></p>
    <form method="post" action="/bind"><button type="submit" name="do" value="refuse">不登录了</button></form>
  </xsl:template>

  <xsl:template match="binding[@step='over']">
    <xsl:choose>
      <xsl:when test="@end='done'">
        <h1>好了，请看电视</h1>
        <xsl:call-template name="television"/>
        <p>这台电视上现在可以看：<b><xsl:call-template name="scopes"/></b>。</p>
        <p>人走开三分钟，或者回到首页，电视上就看不到了。最长十五分钟。</p>
        <h2>不是您要的？</h2>
        <p>24 小时以内，在电视的“家庭成员”里可以撤销。什么时候都可以在这里解除、收回：</p>
        <p><a class="button" href="/my">我在哪些电视上登录过</a></p>
      </xsl:when>
      <xsl:when test="@end='refused'"><h1>已经拒绝</h1><p>电视上什么也看不到。可以关掉这一页。</p></xsl:when>
      <xsl:when test="@end='wrong-number'"><h1>没有登录</h1><p class="caution">电视上两次输的数字都不对，这次登录已经停止。</p><p>要是您没有输过，就是有人想用您的身份登录，他没有成功。</p></xsl:when>
      <xsl:when test="@end='second-phone'"><h1>没有登录</h1><p class="caution">另一部手机也打开了这个码。为了安全，这次登录已经停止。</p><p>请在电视上重新打开登录页，只用一部手机扫。</p></xsl:when>
      <xsl:when test="@end='too-many'"><h1>没有登录</h1><p>这台电视今天登录的人太多，或者家庭成员已经满了。</p></xsl:when>
      <xsl:otherwise><h1>时间到了</h1><p>这次登录已经过时。请在电视上重新打开登录页，再扫一次码。</p></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@end != 'done'"><xsl:call-template name="other-code"/></xsl:if>
  </xsl:template>

  <xsl:template match="binding[@step='lost']">
    <h1>这次登录已经结束</h1>
    <p>电视已经换了新的码，或者时间过了。请看电视，再扫一次。</p>
    <xsl:call-template name="other-code"/>
  </xsl:template>

  <xsl:template match="binding[@step='cookies']"><xsl:call-template name="no-cookies"/></xsl:template>

  <xsl:template match="binding[@step='unknown']">
    <h1>这个码不能用</h1>
    <p>码输错了，或者已经过时、用过了。请看电视上现在的码，再扫一次或者再输一次。</p>
    <xsl:call-template name="type-code"/>
  </xsl:template>

  <xsl:template match="binding[@step='second']">
    <h1>另一部手机已经在用这个码</h1>
    <p class="caution">为了安全，这个码两部手机都不能再用了。</p>
    <p>请在电视上重新打开登录页，只用一部手机扫。</p>
  </xsl:template>

  <xsl:template match="binding[@step='too-many-codes']">
    <h1>输错的次数太多</h1>
    <p>请过十分钟再试。</p>
  </xsl:template>

  <xsl:template match="binding">
    <h1>暂时打不开</h1>
    <p>系统现在没有应答。请过几分钟再试。</p>
  </xsl:template>

  <!-- What I agreed to -->

  <xsl:template match="account" mode="title">我在哪些电视上登录过</xsl:template>

  <xsl:template name="log-in">
    <form method="post" action="/my"><button type="submit" name="do" value="login">登录</button></form>
  </xsl:template>

  <xsl:template match="account[@step='entry']">
    <h1>我在哪些电视上登录过</h1>
    <p>登录以后，可以看到您在哪些电视上登录过、同意过什么，也可以收回或者解除。</p>
    <xsl:call-template name="log-in"/>
  </xsl:template>

  <xsl:template match="account[@step='cookies']"><xsl:call-template name="no-cookies"/></xsl:template>
  <xsl:template match="account[@step='login']"><xsl:call-template name="send-on"/></xsl:template>
  <xsl:template match="account[@step='checking']"><xsl:call-template name="checking"/></xsl:template>
  <xsl:template match="account[@step='down']">
    <h1>没有登录</h1>
    <p class="caution">身份认证现在没有应答。不是您的问题，请过一两分钟再试。</p>
    <xsl:call-template name="log-in"/>
  </xsl:template>
  <xsl:template match="account[@step='failed']">
    <h1>没有登录</h1>
    <p class="caution">这次登录没有完成。请再试一次。</p>
    <xsl:call-template name="log-in"/>
  </xsl:template>

  <xsl:template match="account[@step='list']">
    <h1><xsl:value-of select="@name"/></h1>
    <xsl:choose>
      <xsl:when test="@say='unbound'"><p class="caution">已经解除。那台电视上关于您的都删掉了。</p></xsl:when>
      <xsl:when test="@say='withdrawn'"><p class="caution">已经收回。那台电视上看不到这一项了。</p></xsl:when>
      <xsl:when test="@say='pin'"><p class="caution">家庭密码已经清除。请在电视上设一个新的。</p></xsl:when>
      <xsl:when test="@say='nothing'"><p class="caution">没有要改的，也许已经改过了。</p></xsl:when>
    </xsl:choose>
    <xsl:if test="not(membership)"><p>您没有在电视上登录过，或者都已经解除。</p></xsl:if>
    <xsl:apply-templates select="membership"/>
    <form method="post" action="/my"><button type="submit" name="do" value="leave">退出</button></form>
  </xsl:template>

  <xsl:template match="membership">
    <div class="card">
      <h2><xsl:choose><xsl:when test="@box != ''"><xsl:value-of select="@box"/></xsl:when><xsl:otherwise>一台电视</xsl:otherwise></xsl:choose></h2>
      <p>称呼：<xsl:value-of select="@alias"/>；<xsl:value-of select="concat(substring(@day, 1, 4), ' 年 ', number(substring(@day, 5, 2)), ' 月 ', number(substring(@day, 7, 2)), ' 日')"/>起</p>
      <xsl:choose>
        <xsl:when test="@asked='1'">
          <p class="caution">解除以后，这台电视上关于您的都会删掉。以后可以再扫码登录。</p>
          <form method="post" action="/my">
            <input type="hidden" name="member" value="{@id}"/>
            <button type="submit" name="do" value="keep">不解除</button>
            <button type="submit" name="do" value="unbind">解除</button>
          </form>
        </xsl:when>
        <xsl:otherwise>
          <xsl:if test="not(scope)"><p>没有同意过的项目。</p></xsl:if>
          <xsl:for-each select="scope">
            <form method="post" action="/my">
              <input type="hidden" name="member" value="{../@id}"/>
              <input type="hidden" name="scope" value="{@word}"/>
              <button class="small" type="submit" name="do" value="withdraw">收回：<xsl:apply-templates select="." mode="name"/></button>
            </form>
          </xsl:for-each>
          <a class="button" href="/my?unbind={@id}">解除这台电视</a>
          <form method="post" action="/my">
            <input type="hidden" name="member" value="{@id}"/>
            <button class="small" type="submit" name="do" value="reset-pin">忘了家庭密码？清除它</button>
          </form>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>
</xsl:stylesheet>
