"""通知公告"""

from city import office
from markup import h, link, ol, p, picture, table, ul, word_soup
from texts import text

NOTICE = 1


@text(NOTICE, "city", level=1, age=(1, 6), repeats=False)
def hall_opens(c):
    body = p("不出家门，用遥控器就能看通知、查停水停电、看政策。这就是电视政务大厅。")
    body += picture("remote-steps.png", "三步用起来：按方向键选，按确定键进，按返回键退")
    body += h("怎么用")
    body += ol("用上下左右键移动，亮起来的就是选中的；", "按“确定”打开；", "按“返回”回到上一页，多按几次就回到首页；", "也可以直接按数字键，1 就是第一格。")
    body += h("有什么")
    body += p("通知公告、停水停电停气、政策解读、办事提醒和应急提醒已经可以看。其他服务会一样一样加进来，加一样，成一样。")
    body += p("看到二维码，用手机扫一扫，就能在手机上接着看。电视上不用输身份证号，也不用输密码。")
    return "电视政务大厅开通了：在家用遥控器看通知、查停水停电", "郴州市数据局（示例）", body


@text(NOTICE, "county", age=(2, 40))
def village_day(c):
    body = p(f"{c.place.name}政务服务大厅的窗口将到乡镇赶集点现场办事，请带好身份证。")
    body += table(["日期", "地点（示例）", "能办的事"], [c.day(3), "城郊镇集贸市场", "养老认证、医保参保、社保卡补换"],
                  [c.day(6), "中心镇文化广场", "户口、身份证、居住证"], [c.day(10), "山区乡便民服务中心", ("以上都能办，另有法律咨询", 1, 1)])
    body += p("下雨改在便民服务中心室内。带不了材料的，先登记，后补交。")
    return f"{c.place.name}“赶集办事”本月安排：窗口搬到集市上", office(c.place, "行政审批服务局"), body


@text(NOTICE, "city", age=(3, 30), repeats=False)
def bus_lines(c):
    body = p(f"从{c.day(4)}起，市区四条公交线路调整，首末班时间有变化。60 岁以上老人凭卡免费不变。")
    body += table([("线路（示例）", 1, 2), ("首班", 1, 2), ("末班", 2, 1), ("间隔（分钟）", 1, 2)], ["冬季", "夏季"],
                  ["示例 1 路", "6:20", "21:00", "21:30", "8"], ["示例 5 路", "6:30", "20:30", "21:00", "12"],
                  ["示例 9 路", "6:40", ("20:00", 2, 1), "15"], ["示例 12 路", ("停运，由 5 路代替", 4, 1)], caption="调整后的时刻")
    body += p("新站点：医院北门、体育公园、老年大学。站牌三天内换好，换好前两个站都停。")
    return f"{c.day(4)}起市区四条公交线路调整，老人免费乘车不变", "郴州市交通运输局（示例）", body


@text(NOTICE, "township", age=(2, 50))
def physical_examination(c):
    body = p(f"{c.place.full_name}卫生院开展 65 岁以上老人免费体检，一年一次，请空腹来。")
    body += ul(f"时间：{c.day(2)}至{c.day(12)}，每天 7:30—11:00", "地点：卫生院一楼体检区；行动不便的可以预约上门",
               "项目：血压、血糖、血脂、心电图、腹部 B 超、中医体质辨识", "带上：身份证、医保卡、正在吃的药的盒子")
    body += p(f"结果一周后由家庭医生当面讲。预约电话：{c.phone}（示例号码）。")
    return f"{c.place.name}65岁以上老人免费体检开始了，请空腹前来", office(c.place, "卫生院"), body


@text(NOTICE, "township", age=(3, 55))
def road_works(c):
    body = word_soup(p(f"因{c.street}路面改造，{c.day(1)}起至{c.day(20)}半幅通行。",
                       "沿线商户照常营业，<b>公交站临时前移 80 米</b>。",
                       "施工时段为每天 7:00—19:00，夜间不施工；中考、高考期间另行安排。",
                       "路口有人指挥，请老人和孩子走围挡内侧的临时人行道。"))
    return f"{c.place.name}{c.street}路面改造半幅通行", office(c.place, "城管办"), body


@text(NOTICE, "county", age=(5, 58))
def public_rental(c):
    body = p(f"{c.place.name}本年度公租房开始受理申请，共 {c.pick(120, 200, 260)} 套（示例），多为一室一厅和两室一厅。")
    body += h("谁可以申请", 3)
    body += ul("本地户口、人均住房不足 15 平方米的低收入家庭；", "在本地有稳定工作的新就业人员；", "环卫、公交等行业的一线职工优先。")
    body += h("怎么申请", 3)
    body += ol("到户口所在地的社区领表，也可以在政务网上填；", "社区初审 15 天，名单公开 7 天（公示）；", "公开摇号选房，全程录像。")
    body += p(f"截止日期：{c.day(25)}。详见{link('housing/rental', '申请指南')}。")
    return f"{c.place.name}公租房申请开始，请在{c.day(25)}前到社区报名", office(c.place, "住房和城乡建设局"), body


@text(NOTICE, "city", age=(6, 40), repeats=False)
def rare_characters(c):
    body = p("名字里有生僻字，过去办银行卡、买车票常常打不出来。现在公安、医保、社保、公积金四家的系统已经统一了字库。")
    body += h("已经能打出来的字（示例）")
    body += table(["字", "读音", "常见于（示例）"], ["㛃", "jié", "人名"], ["䶮", "yǎn", "人名"], ["𫖯", "fǔ", "人名"], ["𬭎", "hóng", "人名"],
                  ["𠅤", "—", "地名用字（示例）"], ["㙍", "duō", "地名用字（示例）"])
    body += p("旧系统里用“造字”顶替的（如：\ue5e5），请带户口簿到任一服务大厅更正，当场办，不收费。",
              "示例：张㛃（示例）、李䶮（示例）、王𫖯（示例）、陈𬭎（示例）的社保卡已可以直接打印，不再写拼音。")
    body += p("要更正的证件：身份证、社保卡、医保电子凭证、公积金账户、不动产权证。<b>一处更正，其他几处自动跟着改。</b>")
    return "名字里有㛃、䶮、𫖯、𬭎等生僻字的居民，证件可以统一更正了", "郴州市公安局（示例）", body


@text(NOTICE, "county", age=(8, 55))
def school_enrolment(c):
    body = p(f"{c.place.name}义务教育阶段转学、插班申请集中受理一周，外来务工人员子女与本地孩子同等对待。")
    body += ol("网上登记孩子和监护人的信息；", "学校核对户口簿、居住证或租房合同；", "公开学位（公示），统筹安排，通知书发到手机。")
    body += p(f"受理时间：{c.day(3)}至{c.day(9)}。没有手机的老人带孩子来，可以到学校门卫处由值班老师代填。")
    return f"{c.place.name}转学插班申请集中受理", office(c.place, "教育局"), body


@text(NOTICE, "township", age=(4, 45))
def water_quality(c):
    body = p(f"{c.place.full_name}农村集中供水本季度水质检测结果公布如下，全部合格。")
    body += table([("检测点（示例）", 1, 2), ("结果", 3, 1)], ["浑浊度", "余氯", "菌落"], ["水厂出厂水", "0.3", "0.4", "未检出"],
                  ["东片管网末梢", "0.6", "0.1", "12"], ["西片管网末梢", "0.5", "0.1", "8"])
    body += p("单位：NTU、mg/L、CFU/mL。数值为示例。水有异味或发黄，请先不要喝，打电话报修。")
    return f"{c.place.name}农村供水季度水质公布：全部合格", office(c.place, "水务站"), body


@text(NOTICE, "county", age=(10, 58))
def library(c):
    body = p(f"{c.place.name}图书馆新馆开馆，开放到晚上 9 点，周一闭馆。有大字版图书、听书机和老花镜。")
    body += picture("library.jpg", "图书馆新馆外景示意画")
    body += p("凭身份证就能借书，一次 10 本，借 30 天。每周三下午教老人用手机，免费，座位 40 个，先到先得。")
    return f"{c.place.name}图书馆新馆开馆，每周三下午教老人用手机", office(c.place, "文化旅游广电体育局"), body


@text(NOTICE, "city", age=(12, 55), repeats=False)
def one_visit(c):
    body = p("以前办退休，要跑社保、医保、公积金、单位四处。现在把相关的事合在一起，交一套材料，跑一次，就办完。这叫“一件事一次办”。")
    body += picture("one-visit-flow.png", "流程图：一张表，一个窗口，后台各部门一起办，一次取结果")
    body += h("本月新增的“一件事”")
    body += ul("退休一件事", "新生儿出生一件事", "二手房交易及水电气联动过户一件事", "开办餐饮店一件事", "公民身后一件事", "残疾人服务一件事")
    body += h("办了多少件")
    finished = (1264, 1180, 842, 1391, 1502, "—", 1688, 1730, 1695, 1856, 1904, 2043)
    body += table(["月份", "办结"], *([c.month(i - 12), f"{n:,}" if n != "—" else n] for i, n in enumerate(finished)),
                  caption="“一件事”每月办结多少件（示例）", chart="bars", unit="件")
    body += h("在哪办")
    body += p("市、县大厅的“一件事”专窗，乡镇、街道便民服务中心，都可以收件。不想跑的，可以让村（社区）帮办员代跑，不收费。")
    return "“一件事一次办”本月再增六件：交一套材料，跑一次", "郴州市行政审批服务局（示例）", body


@text(NOTICE, "township", age=(2, 40))
def short_office_hours(c):
    body = p(f"{c.place.full_name}便民服务中心从{c.day(1)}起中午不休息，周六上午照常办事。")
    return f"{c.place.name}便民服务中心中午不休息、周六上午可办事", office(c.place, "便民服务中心"), body


@text(NOTICE, "city", age=(0, 1), state="tomorrow", repeats=False)
def from_tomorrow(c):
    body = p(f"{c.day(1)}零点起，市政务服务热线的语音菜单换新，老人直接按 0 转人工，不用听菜单。这条通知从{c.day(1)}起显示。")
    return "政务服务热线换新菜单：老人按0直接转人工", "郴州市数据局（示例）", body


@text(NOTICE, "county", age=(6, 50))
def market_check(c):
    body = p(f"{c.place.name}对农贸市场电子秤逐台检查，贴绿标的合格，贴红标的停用。")
    body += p("买完菜觉得不够秤，可以到市场门口的“公平秤”复称，少一两，商户退一赔三。投诉电话：12315。")
    return f"{c.place.name}农贸市场电子秤检查结果公布", office(c.place, "市场监督管理局"), body
