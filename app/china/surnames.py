"""Surnames that are read otherwise than their hanzi is as a word, for pinyin.py."""

SURNAMES: dict[str, str] = {
    # one hanzi: the reading as a name, with its tone
    "单": "shan4", "仇": "qiu2", "曾": "zeng1", "查": "zha1", "朴": "piao2", "区": "ou1", "解": "xie4",
    "尉": "wei4", "任": "ren2", "盖": "ge3", "华": "hua4", "纪": "ji3", "乐": "yue4", "缪": "miao4",
    "逄": "pang2", "冼": "xian3", "洗": "xian3", "繁": "po2", "柏": "bai3", "卜": "bu3", "谌": "chen2",
    "召": "shao4", "句": "gou1", "过": "guo1", "哈": "ha3", "撒": "sa4", "应": "ying1", "燕": "yan1",
    "要": "yao1", "祭": "zhai4", "隗": "wei3", "乜": "nie4", "种": "chong2", "折": "she2", "覃": "qin2",
    "黑": "he4", "员": "yun4", "贠": "yun4", "郧": "yun2", "翟": "zhai2", "宁": "ning4", "宓": "mi4",
    "秘": "bi4", "能": "nai4", "都": "du1", "干": "gan1", "那": "na1", "曲": "qu1", "少": "shao4",
    "适": "kuo4", "於": "yu1", "降": "jiang4", "宿": "su4", "盛": "sheng4", "石": "shi2", "沈": "shen3",
    "车": "che1", "阚": "kan4", "仉": "zhang3", "晁": "chao2", "郇": "xun2", "殷": "yin1", "长": "chang2",
    "重": "chong2", "藏": "zang1", "相": "xiang4", "行": "xing2", "曷": "he2", "会": "gui4", "佴": "nai4",
    "麴": "qu1", "郗": "xi1", "笮": "ze2", "啜": "chuai4", "钭": "tou3", "晟": "cheng2", "呙": "guo1",
    "冯": "feng2", "褚": "chu3", "芮": "rui4", "牟": "mou4", "俞": "yu2", "葛": "ge3", "薄": "bo2",
    "强": "qiang2", "弗": "fu2", "令": "ling2", "车正": "che1 zheng4",
    # compound surnames
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "单于": "chan2 yu2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2",
    "令狐": "ling2 hu2", "皇甫": "huang2 fu3", "宰父": "zai3 fu3", "鲜于": "xian1 yu2", "拓跋": "tuo4 ba2",
    "亓官": "qi2 guan1", "赫连": "he4 lian2", "夏侯": "xia4 hou2", "百里": "bai3 li3", "呼延": "hu1 yan2",
    "濮阳": "pu2 yang2", "公冶": "gong1 ye3", "宗政": "zong1 zheng4", "闾丘": "lv2 qiu1", "乐正": "yue4 zheng4",
    "漆雕": "qi1 diao1", "子车": "zi3 ju1", "颛孙": "zhuan1 sun1", "巫马": "wu1 ma3", "仆固": "pu2 gu4",
    "谷浑": "yu4 hun2", "吐谷浑": "tu3 yu4 hun2", "哥舒": "ge1 shu1", "欧阳": "ou1 yang2", "上官": "shang4 guan1",
    "司马": "si1 ma3", "诸葛": "zhu1 ge3", "司徒": "si1 tu2", "司空": "si1 kong1", "慕容": "mu4 rong2",
    "独孤": "du2 gu1", "东方": "dong1 fang1", "南宫": "nan2 gong1", "西门": "xi1 men2", "公孙": "gong1 sun1",
    "轩辕": "xuan1 yuan2", "端木": "duan1 mu4", "宇文": "yu3 wen2", "钟离": "zhong1 li2", "太史": "tai4 shi3",
}  # fmt: skip
