"""办事提醒"""

from city import office
from markup import h, link, ol, p, picture, table, ul, word_soup
from texts import text

REMINDER = 4


@text(REMINDER, "city", level=1, age=(1, 8), repeats=False)
def pension_check(c):
    body = p("领养老金的老人，每 12 个月要做一次领取资格认证，就是确认本人健在。到期没认证的，会暂停发放，补认证后一起补发，一分不少。")
    body += h("四种办法，挑最方便的一种")
    body += ol("<b>不用做。</b>近期坐过公交（刷卡）、看过病、打过疫苗的，系统自动认证，可以先查一下。", "<b>子女帮忙。</b>在手机上打开“社保认证”，对着老人刷脸，一分钟。",
               "<b>到村（社区）。</b>带身份证，帮办员当场做。", "<b>上门。</b>卧床的老人，打电话给社区，约时间上门。")
    body += p("在外地的一样做。<b>认证不收钱，也不会让您转账。</b>接到要钱的电话，挂掉。")
    return "养老金领取资格认证：先查一下，多数老人不用跑", "郴州市社会保险服务中心（示例）", body


@text(REMINDER, "county", level=1, age=(2, 12), holds=(60, 90), repeats=False)
def medical_deadline(c):
    body = p(f"{c.place.name}居民医保集中缴费期到 {c.year(1)} 年 2 月底结束，还没有交的请抓紧。晚了要等三个月才能报销。")
    body += ul("手机：搜“医保缴费”，可替家人交；", "村里：找帮办员，带身份证；", "银行：农商行、邮储网点。")
    return f"{c.place.name}居民医保还没交的请抓紧：2月底截止", office(c.place, "医疗保障局"), body


@text(REMINDER, "township", age=(1, 40))
def identity_cards(c):
    body = p(f"{c.place.full_name}有一批居民的身份证将在三个月内到期，请提前换领，到期后买票、取钱都不方便。")
    body += p("带旧身份证到派出所或便民服务中心，现场照相，20 天寄到家。70 岁以上、行动不便的，可以预约上门照相。换证 20 元，丢失补办 40 元。")
    return f"{c.place.name}身份证到期换领提醒", office(c.place, "派出所"), body


@text(REMINDER, "county", age=(2, 45))
def vehicle_check(c):
    body = p(f"{c.place.name}本月有一批私家车、摩托车检验到期。6 年以内的小车，网上领标志，不用上线。")
    body += table(["车龄", "多久检一次", "要不要上线"], ["6 年以内", "两年", "不用，领标志"], ["6 至 10 年", "两年", "要"], ["10 年以上", "一年", "要"],
                  caption="小型私家车")
    body += p("逾期未检上路，扣 3 分、罚 200 元。检车前先处理完违章。")
    return f"{c.place.name}车辆检验到期提醒：六年内小车网上领标志", office(c.place, "交警大队"), body


@text(REMINDER, "city", age=(3, 30), repeats=False)
def water_meter_freeze(c):
    body = p("天冷了，水表水管怕冻。晚上睡觉前花两分钟，省得大冬天没水用。")
    body += ol("室外的水表和水管，用旧棉衣、泡沫包好；", "夜里把最远的水龙头开一条线，细细地流；", "几天不住人的，关总阀，放空水；", "冻住了用温水（不超过 40 度）慢慢浇，不要用火烤、用开水烫。")
    return "防冻提醒：睡前两分钟，水管不冻裂", "郴州市自来水公司（示例）", body


@text(REMINDER, "township", age=(3, 55))
def vaccination(c):
    body = p(f"{c.place.full_name}卫生院流感疫苗到货，60 岁以上老人免费打一针。")
    body += p(f"每周一、三、五上午。发烧的、对鸡蛋严重过敏的不打。打完坐 30 分钟再走。电话：{c.phone}（示例号码）。")
    return f"{c.place.name}60岁以上老人可免费接种流感疫苗", office(c.place, "卫生院"), body


@text(REMINDER, "city", age=(5, 50), repeats=False)
def retire_one_thing(c):
    body = p("明年就要退休的人，现在可以做三件事，到时候就不慌。")
    body += h("第一件：看档案")
    body += p("出生年月以档案里最早的记载为准。和身份证不一样的，提前半年到人社窗口核对。特殊工种、下乡、参军的经历，看看档案里有没有材料，没有的抓紧补。")
    body += h("第二件：查缴费")
    body += ul("养老保险：累计满最低年限没有？差多少，可以延长缴费；", "医保：男满 30 年、女满 25 年（示例年限），退休后不用再交；不够的，可以一次补足；", "有没有在外地交过？转回来合在一起算。")
    body += h("第三件：办手续")
    body += picture("one-visit-flow.png", "退休一件事流程：一张表、一个窗口、一起办、一次取")
    body += ol("到龄前一个月，单位或者本人在“退休一件事”里提交申请；", "一张表同时办：养老金核定、医保退休待遇、公积金销户提取、独生子女奖励；",
               "带身份证、户口簿、社保卡、一寸照片两张，档案由部门之间调取；", "15 个工作日办完，次月发养老金，从到龄的次月算起，晚了补发。")
    body += h("材料清单", 3)
    body += table(["材料", "要不要", "哪里来"], ["身份证", "必要", "本人"], ["社保卡（已激活金融功能）", "必要", "本人"], ["档案", "必要", "部门之间调取"],
                  ["独生子女证", "有就带", "本人，可容缺后补"], ["照片", "可不带", "现场照"])
    body += p(f"不清楚的，到村（社区）找帮办员，或看{link('guide/retirement', '退休一件事指南（示例）')}。")
    return "明年退休的人，现在先做三件事：看档案、查缴费、办手续", "郴州市人力资源和社会保障局（示例）", body


@text(REMINDER, "county", age=(4, 58))
def low_income_review(c):
    body = word_soup(p(f"{c.place.name}低保、特困人员年度复核开始，社区工作人员会上门，请准备身份证和银行流水。",
                       "<b>家里收入、人口有变化的，请如实说明。</b>", "复核期间照常发放，不会停。",
                       "对结果有意见的，可以在名单公开期间（公示期）向乡镇（街道）提出，也可以拨打监督电话。"))
    return f"{c.place.name}低保年度复核提醒：期间照常发放", office(c.place, "民政局"), body


@text(REMINDER, "township", age=(2, 50))
def gas_meter(c):
    body = p(f"{c.community}的燃气用户请留意：工作人员将上门安检，每户一年一次，不收费，不卖东西。")
    body += p(f"上门时间：{c.day(2)}至{c.day(6)} 18:00—20:30。请查看工作证，可以拨打 {c.phone}（示例号码）核实。推销燃气配件的不是我们的人。")
    return f"{c.place.name}燃气入户安检：不收费、不卖东西", office(c.place, "燃气服务站"), body


@text(REMINDER, "county", age=(6, 58))
def social_card(c):
    body = p(f"{c.place.name}第一代社保卡将陆续停用，请换第三代。换卡不收费，立等可取，旧卡里的钱先转出来。")
    body += ul("能做什么：看病、领养老金、坐公交、借书、进公园；", "在哪换：合作银行网点，或乡镇便民服务中心；", "带什么：身份证。代办的带双方身份证。")
    return f"{c.place.name}第三代社保卡换发提醒", office(c.place, "人力资源和社会保障局"), body


@text(REMINDER, "city", age=(8, 55), repeats=False)
def flexible_employment(c):
    body = p("灵活就业人员养老保险，今年的请在 12 月底前交，过了年就不能补交当年的了。按月、按季、按年都行，档次自己选，第二年可以换。")
    body += table(["档次（示例）", "每月", "每年"], ["60%", "850 元", "10,200 元"], ["80%", "1,133 元", "13,596 元"], ["100%", "1,416 元", "16,992 元"])
    return "灵活就业养老保险：今年的请在12月底前交", "郴州市社会保险服务中心（示例）", body


@text(REMINDER, "township", age=(1, 45))
def short_card_ready(c):
    body = p(f"在{c.place.full_name}便民服务中心补办社保卡、身份证的居民，证件已到，请带受理回执来取。")
    return f"{c.place.name}一批证件已到，请带回执来取", office(c.place, "便民服务中心"), body
