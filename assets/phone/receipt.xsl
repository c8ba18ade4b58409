<?xml version="1.0" encoding="UTF-8"?>
<!-- What became of a payment (<receipt>, headend/payment/receipt_page.c), for the phone that scanned the television's code: 支付成功 from "paid" on,
     缴费成功 at "settled" only (docs/payment-machine.md). No scripts; the page asks anew by itself until it has come to an end. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template match="receipt[@state='paid' or @state='posting' or @state='post_unknown' or @state='refunding' or @state='refund_unknown' or @invoice='asking']" mode="refresh">
    <meta http-equiv="refresh" content="5"/>
  </xsl:template>

  <xsl:template match="receipt" mode="title">
    <xsl:choose>
      <xsl:when test="@state='settled'">缴费成功</xsl:when>
      <xsl:when test="@state='paid' or @state='posting' or @state='post_unknown'">支付成功，正在入账</xsl:when>
      <xsl:when test="@state='refunded'">没有缴成，钱已退回</xsl:when>
      <xsl:when test="@state='refund_abnormal'">没有缴成，退款需要人工处理</xsl:when>
      <xsl:when test="@state='refunding' or @state='refund_unknown'">没有缴成，正在退款</xsl:when>
      <xsl:otherwise>正在核对这笔钱</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="day">
    <xsl:param name="at"/>
    <xsl:value-of select="concat(substring($at, 1, 4), ' 年 ', number(substring($at, 5, 2)), ' 月 ', number(substring($at, 7, 2)), ' 日')"/>
  </xsl:template>

  <xsl:template name="moment">
    <xsl:param name="at"/>
    <xsl:call-template name="day"><xsl:with-param name="at" select="$at"/></xsl:call-template>
    <xsl:text> </xsl:text>
    <span class="whole"><xsl:value-of select="concat(substring($at, 9, 2), ':', substring($at, 11, 2))"/></span>
  </xsl:template>

  <xsl:template match="receipt" mode="says">
    <xsl:choose>
      <xsl:when test="@state='settled'"><p>这笔钱已经进了账，收据号在下面。</p></xsl:when>
      <xsl:when test="@state='post_unknown'"><p class="caution">入账时间比平时长。钱没有丢，请不要再付一次。</p></xsl:when>
      <xsl:when test="@state='paid' or @state='posting'"><p>钱已经付了，正在记到户头上。请不要再付一次。</p></xsl:when>
      <xsl:when test="@state='refunded'"><p>钱已经退回付款的钱包或银行卡，请在手机上查看。</p></xsl:when>
      <xsl:when test="@state='refund_abnormal'"><p class="caution">钱没有丢，但不能自动退回，工作人员会处理。请保留这一页。</p></xsl:when>
      <xsl:when test="@state='refunding' or @state='refund_unknown'"><p>钱会退回付款的钱包或银行卡，最长要几个工作日。请不要再等着重付这一笔。</p></xsl:when>
      <xsl:otherwise><p>请稍等，过几分钟再打开这一页。</p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="receipt">
    <h1><xsl:apply-templates select="." mode="title"/></h1>
    <xsl:apply-templates select="." mode="says"/>
    <p class="amount">￥<xsl:value-of select="@yuan"/></p>
    <div class="card"><dl>
      <dt>收费单位</dt><dd><xsl:value-of select="@operator"/></dd>
      <dt>交什么</dt><dd>
        <xsl:choose>
          <xsl:when test="@kind='gas'">燃气费</xsl:when>
          <xsl:when test="@kind='water'">水费</xsl:when>
          <xsl:when test="@kind='electricity'">电费</xsl:when>
        </xsl:choose>
        <xsl:if test="@bill=''">（预存）</xsl:if>
      </dd>
      <dt>户号末四位</dt><dd><xsl:value-of select="@tail"/></dd>
      <xsl:if test="@from"><dt>账期</dt><dd>
        <span class="whole"><xsl:call-template name="day"><xsl:with-param name="at" select="@from"/></xsl:call-template></span>
        <xsl:text> 到 </xsl:text>
        <span class="whole"><xsl:call-template name="day"><xsl:with-param name="at" select="@to"/></xsl:call-template></span>
      </dd></xsl:if>
      <xsl:if test="@bill!=''"><dt>账单</dt><dd><xsl:value-of select="@bill"/></dd></xsl:if>
      <dt>付款方式</dt><dd>
        <xsl:choose>
          <xsl:when test="@wallet='wechat'">微信支付</xsl:when>
          <xsl:when test="@wallet='alipay'">支付宝</xsl:when>
          <xsl:otherwise><xsl:value-of select="@wallet"/></xsl:otherwise>
        </xsl:choose>
      </dd>
      <xsl:if test="@paid"><dt>付款时间</dt><dd><xsl:call-template name="moment"><xsl:with-param name="at" select="@paid"/></xsl:call-template></dd></xsl:if>
      <xsl:if test="@state='settled'">
        <dt>入账时间</dt><dd><xsl:call-template name="moment"><xsl:with-param name="at" select="@changed"/></xsl:call-template></dd>
        <dt>收据号</dt><dd><xsl:value-of select="@number"/></dd>
        <xsl:if test="@invoice">
          <dt>电子发票</dt><dd>
            <xsl:choose>
              <xsl:when test="@invoice='none'">还没有开</xsl:when>
              <xsl:when test="@invoice='requested'">已经申请，公司正在开</xsl:when>
              <xsl:when test="@invoice='issued'">已经开好<xsl:if test="@invoice-tail!=''">，发票号末四位 <xsl:value-of select="@invoice-tail"/></xsl:if></xsl:when>
              <xsl:when test="@invoice='reversed'">已经红冲，不能再用</xsl:when>
              <xsl:when test="@invoice='asking'">正在向公司问，请稍等</xsl:when>
              <xsl:otherwise>现在问不到，过一会儿再打开这一页</xsl:otherwise>
            </xsl:choose>
          </dd>
        </xsl:if>
      </xsl:if>
      <xsl:if test="@refunded"><dt><xsl:if test="@state='settled'">付了两次，多付的</xsl:if>已经退回</dt><dd>￥<xsl:value-of select="@refunded"/></dd></xsl:if>
      <dt>订单号</dt><dd><xsl:value-of select="@order"/></dd>
    </dl></div>
    <xsl:if test="@state='settled'"><p class="soft">电子发票由收费单位开具，要开请找公司。在电视上这一户的账单里也看得到。</p></xsl:if>
  </xsl:template>
</xsl:stylesheet>
