"""停水停电停气"""

from city import office
from markup import h, ol, p, picture, table, ul, word_soup
from texts import text

OUTAGE = 3


@text(OUTAGE, "township", age=(0, 4), holds=(2, 6))
def water_pipe_works(c):
    start = c.day(c.pick(1, 2))
    body = p(f"为更换老旧供水管道，{c.place.full_name}{c.community}一带将计划停水，请提前储水。")
    body += ul(f"<b>停水时间：</b>{start} 08:30 至 18:30", f"<b>停水范围：</b>{c.street}沿线及{c.community}全部楼栋",
               "<b>恢复供水：</b>当日 18:30 起陆续恢复，高层住户稍晚")
    body += p("恢复供水初期，水可能短时发黄，放水几分钟即可变清。停水期间请关好水龙头，外出时尤其要检查。",
              f"给您带来不便，敬请谅解。咨询电话：{c.phone}（示例号码）。")
    return f"{c.place.name}{start}计划停水通知", office(c.place, "供水服务站"), body


@text(OUTAGE, "township", age=(0, 4), holds=(2, 7))
def power_maintenance(c):
    day = c.pick(1, 2, 3)
    body = p(f"因配电线路检修，{c.place.full_name}部分区域计划停电，请相关用户提前做好准备。")
    body += table(["线路（示例）", "停电时间", "影响范围"],
                  [("10千伏城郊线", 1, 2), f"{c.day(day)} 07:00—12:00", f"{c.street}以东、{c.community}"],
                  [f"{c.day(day)} 13:30—18:00", f"{c.street}以西、集贸市场周边"],
                  ["10千伏新村线", f"{c.day(day + 1)} 08:00—17:00", "各村民小组（以现场张贴为准）"])
    body += p("如遇大雨等天气，检修顺延。检修提前完成的，提前送电，停电期间请一律视线路带电，不要触碰。",
              "家中有制氧机、呼吸机等设备的住户，请提前备好电源，并拨打服务电话登记。")
    return f"{c.place.name}{c.day(day)}至{c.day(day + 1)}分片停电检修安排", office(c.place, "供电服务站"), body


@text(OUTAGE, "county", age=(0, 3), holds=(2, 5))
def gas_pressure(c):
    day = c.day(c.pick(1, 2))
    body = p(f"{c.place.name}城区中压燃气管道将进行带气作业，作业期间部分小区停止供气。")
    body += h("请您这样做", 3)
    body += ol("停气前关好灶具开关和表前阀门；", "停气期间不要反复试火；", "恢复供气后，先开窗，再用肥皂水查一查接口，确认不漏再点火；",
               "闻到燃气气味，不要开关电器，不要打电话，到室外再报修。")
    body += p(f"停气时间：{day} 09:00 至 21:00。为保证安全，夜间 21:00 至次日 6:00 不恢复供气。")
    return f"{c.place.name}城区{day}管道作业停气通知", office(c.place, "燃气服务中心"), body


@text(OUTAGE, "county", level=2, age=(0, 0), holds=(1, 2), round_the_clock=True, repeats=False)
def gas_emergency(c):
    body = p(f"<b>今日，{c.place.name}{c.street}一处燃气管道被施工挖断（示例），正在抢修，周边小区紧急停气。</b>")
    body += h("请附近居民马上做到")
    body += ol("关闭燃气灶、热水器和表前阀门；", "打开门窗，不要开灯、不要关灯，不要使用明火；",
               "听从社区工作人员安排，不要到现场围观；", "老人、行动不便者由社区上门通知。")
    body += picture("gas-valve.png", "燃气表前阀门：与管道垂直是关，与管道平行是开")
    body += p("预计抢修 6 小时，恢复供气前会逐户检查。恢复时间以本页更新为准。")
    return f"紧急：{c.place.name}{c.street}燃气抢修，周边小区已停气", office(c.place, "城市管理局"), body


@text(OUTAGE, "city", level=1, age=(1, 3), holds=(5, 7), repeats=False)
def reservoir(c):
    start = c.day(3)
    body = p(f"市自来水厂主供水管将进行迁改，{start} 22:00 至次日 10:00，城区南片将出现停水或水压偏低。")
    body += picture("water-map.png", "停水范围示意图：城区南片停水，西片水压偏低，其余不受影响")
    body += table([("片区", 1, 2), ("影响", 2, 1)], ["停水", "水压低"], ["南片（示例）", "22:00—10:00", "10:00—12:00"],
                  ["西片（示例）", "—", "22:00—10:00"], ["北片、东片", ("不受影响", 2, 1)], caption="分片影响一览")
    body += p("请提前储备一天的生活用水；医院、学校和养老机构由供水车保障。", "送水点：各社区服务中心门口，凭桶取水，每户每次不超过 40 升。")
    return f"市区供水主管迁改：{start}夜间南片停水、西片水压偏低", "郴州市住房和城乡建设局（示例）", body


@text(OUTAGE, "township", age=(0, 5), holds=(3, 8))
def water_tank(c):
    body = word_soup(
        p(f"各位居民：{c.community}二次供水水箱半年清洗消毒时间已定，现将有关事项通知如下。",
          f"一、清洗时间：{c.day(2)} 9:00 至 16:00，<b>七层以上停水，六层以下正常</b>。",
          "二、清洗结束后将取水样检测，结果张贴在单元门口。",
          "三、请不要在清洗期间使用太阳能热水器上水，以免空烧。"))
    return f"{c.place.name}{c.community}二次供水水箱清洗通知", office(c.place, "便民服务中心"), body


@text(OUTAGE, "county", age=(2, 5), holds=(9, 12))
def season_power(c):
    body = p(f"为保障用电高峰，{c.place.name}将对城乡台区分批检修，每处停电不超过 4 小时。")
    body += table(["批次", "日期", "乡镇街道（示例）"], ["第一批", c.day(2), "城区各街道"], ["第二批", c.day(4), "城郊各镇"],
                  ["第三批", c.day(6), "山区各乡"])
    body += p("具体时段在停电前 24 小时由村（社区）逐户通知。")
    return f"{c.place.name}{c.pick('冬季', '季节性')}用电高峰前台区检修分批停电安排", office(c.place, "供电公司"), body


@text(OUTAGE, "township", age=(9, 12), state="expired", repeats=False)
def finished_works(c):
    body = p(f"{c.place.full_name}{c.street}供水管道抢修已按时结束。这条通知已经过期，只应保存在后台，不再显示。")
    return f"{c.place.name}供水管道抢修通知（已过期）", office(c.place, "供水服务站"), body


@text(OUTAGE, "township", age=(1, 2), holds=(4, 6), state="withdrawn", repeats=False)
def withdrawn_works(c):
    body = p(f"{c.place.full_name}原定的停电检修因天气取消。这条通知已经撤回，不再显示。")
    return f"{c.place.name}停电检修通知（已撤回）", office(c.place, "供电服务站"), body
