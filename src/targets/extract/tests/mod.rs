use super::super::{Comparator, Target};
use super::from_text;

/// A target as `value measure comparator subject raw`.
fn shown(target: &Target) -> String {
    let comparator = match target.comparator {
        Comparator::Eq => "eq",
        Comparator::Ge => "ge",
        Comparator::Le => "le",
        Comparator::About => "about",
    };
    format!("{} {} {comparator} {} {}", target.value, target.measure, target.subject, target.raw)
}

#[track_caller]
fn states(text: &str, expected: &[&str]) {
    let targets: Vec<String> = from_text(text).iter().map(shown).collect();
    assert_eq!(targets, expected, "{text}");
}
#[test]
fn a_bound_is_read_from_the_words_around_the_number() {
    states("生产总值增长6%左右。", &["6 % about 生产总值增长 6%左右"]);
    states("城镇登记失业率控制在4%以内。", &["4 % le 城镇登记失业率 控制在4%以内"]);
    states("贫困地区义务教育巩固率达到92.8%。", &["92.8 % ge 贫困地区义务教育巩固率 达到92.8%"]);
    states("新增高速公路通车里程200公里以上。", &["200 公里 ge 新增高速公路通车里程 200公里以上"]);
    states(
        "森林覆盖率不低于11.3%，垃圾处理率超过90%，万元生产总值用水量不超过120立方米。",
        &[
            "11.3 % ge 森林覆盖率 不低于11.3%",
            "90 % ge 垃圾处理率 超过90%",
            "120 立方米 le 万元生产总值用水量 不超过120立方米",
        ],
    );
    states(
        "优良天数比率稳定在80%以上，培训农民约3万人次，接待游客近100万人次。",
        &[
            "80 % ge 优良天数比率 稳定在80%以上",
            "3 万人次 about 培训农民 约3万人次",
            "100 万人次 about 接待游客 近100万人次",
        ],
    );
    states("争取新建戈壁生态农业6万亩。", &["6 万亩 eq 新建戈壁生态农业 6万亩"]);
}

#[test]
fn a_part_is_a_target_of_its_own_and_takes_the_subject_of_its_whole() {
    states(
        "完成11.64万户危房改造任务，其中建档立卡贫困户3.97万户，力争年内基本消除四类重点对象C级危房。",
        &["11.64 万户 eq 危房改造 11.64万户", "3.97 万户 eq 建档立卡贫困户危房改造 3.97万户"],
    );
}

#[test]
fn an_amount_alone_takes_the_clause_before_it_as_its_subject() {
    states("提高县乡医疗服务能力，由60%提高到70%。", &["70 % eq 提高县乡医疗服务能力 提高到70%"]);
}

#[test]
fn members_of_an_enumeration_are_targets_each() {
    states(
        "65万以上贫困人口脱贫，10个片区县、3个插花县申请摘帽。",
        &[
            "65 万 ge 贫困人口脱贫 65万以上",
            "10 个 eq 片区县申请摘帽 10个",
            "3 个 eq 插花县申请摘帽 3个",
        ],
    );
    states(
        "实施28个省际“出口路”、4个“断头路”连通工程。",
        &["28 个 eq 省际“出口路”连通工程 28个", "4 个 eq “断头路”连通工程 4个"],
    );
    states(
        "搬迁核心区农牧民59户212人，减畜6.18万羊单位。",
        &[
            "59 户 eq 搬迁核心区农牧民 59户",
            "212 人 eq 搬迁核心区农牧民 212人",
            "6.18 万羊单位 eq 减畜 6.18万羊单位",
        ],
    );
}

#[test]
fn where_and_of_what_size_is_no_target() {
    states("58个片区县新增特色产业种植面积60万亩。", &["60 万亩 eq 新增特色产业种植面积 60万亩"]);
    states("实施30户以上自然村道路硬化工程。", &[]);
    states("引进投资1亿元以上的项目20个。", &["20 个 eq 项目 20个"]);
    states("加快实施民乐县20万平方米现代智能温室示范项目。", &[]);
    states("继续推进9个总装机65万千瓦光热发电示范项目建设。", &[]);
    states("完成10万平方米棚户区改造工程。", &["10 万平方米 eq 棚户区改造工程 10万平方米"]);
    states("在20个县建设100个村级电站。", &["100 个 eq 村级电站 100个"]);
    states(
        "参保率由目前的90%左右提高到95%以上，水质达标率从60%上升为70%。",
        &["95 % ge 参保率 提高到95%以上", "70 % eq 水质达标率 70%"],
    );
}

#[test]
fn ordinals_names_dates_and_quotations_are_no_targets() {
    for text in [
        "办好第24届兰洽会，引进世界500强、民营500强企业。",
        "抓好官鹅沟5A级景区创建，加快4A级以上景区通二级公路。",
        "轨道交通1号线一期工程建成运营，开通G7高速、312国道。",
        "落实“中国制造2025甘肃行动纲要”和《2018年工作要点》，推进“1+3”改革。",
        "2018年6月底前出台，2018—2020年实施，1—3月完成。",
        "建设5G网络、110千伏变电站，为60岁以上老年人体检，PM2.5持续下降。",
        "六大产业精准扶贫三年行动，两州一县，第二十四届。",
        "进入全国前10位，每1万人口配备，3个季度，24小时值班，5个部门联动“12345”热线。",
    ] {
        let found: Vec<String> = from_text(text).iter().map(shown).collect();
        let expected: &[&str] = if text.contains("5个部门") {
            &["5 个 eq 部门联动“12345”热线 5个"]
        } else {
            &[]
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn numbers_are_read_however_they_are_written() {
    states("新增公路１，２００公里。", &["1200 公里 eq 新增公路 １，２００公里"]);
    states("建成10，200人受益。", &["200 人 eq 受益 200人"]);
    states("新增公路1,200公里。", &["1200 公里 eq 新增公路 1,200公里"]);
    states("新增公路１２．５万公里。", &["12.5 万公里 eq 新增公路 １２．５万公里"]);
    states(
        "增长百分之八，覆盖率达到百分之九十二点八。",
        &["8 % eq 增长 百分之八", "92.8 % ge 覆盖率 达到百分之九十二点八"],
    );
    states("一般公共预算收入增长5—6%。", &["5 % ge 一般公共预算收入增长 5—6%"]);
    states("居民消费价格涨幅控制在2%-3%以内。", &["3 % le 居民消费价格涨幅 控制在2%-3%以内"]);
    states(
        "单位生产总值能耗下降3.2％，投资增长10%以上。",
        &["3.2 % eq 单位生产总值能耗下降 3.2％", "10 % ge 投资增长 10%以上"],
    );
    states(
        "提高0.5个百分点，增长1.2倍。",
        &["0.5 个百分点 eq 提高 0.5个百分点", "1.2 倍 eq 增长 1.2倍"],
    );
    states(
        "种植中药材60余万亩，建成100多个示范点。",
        &["60 万亩 about 种植中药材 60余万亩", "100 个 about 建成示范点 100多个"],
    );
}

#[test]
fn the_longest_measure_is_read() {
    states(
        "利用外资30亿美元，投资50亿元人民币，到位资金5亿港元，货物周转量达到1000亿吨公里。",
        &[
            "30 亿美元 eq 利用外资 30亿美元",
            "50 亿元人民币 eq 投资 50亿元人民币",
            "5 亿港元 eq 到位资金 5亿港元",
            "1000 亿吨公里 ge 货物周转量 达到1000亿吨公里",
        ],
    );
    states("抓好3方面工作。", &[]);
}

#[test]
fn limits_of_time_are_targets_only_with_a_bound() {
    states(
        "企业开办时间压缩到5个工作日以内。",
        &["5 个工作日 le 企业开办时间 压缩到5个工作日以内"],
    );
    states("开展为期3个月的整治。", &[]);
}

#[test]
fn odd_input_states_nothing_and_does_not_panic() {
    for text in [
        "",
        "。",
        "％",
        "1",
        "百分之",
        "99999999999999999999999999999999999999个",
        "“5个",
        "5",
        "1,",
        "1.",
        "以上5%以上%",
    ] {
        from_text(text);
    }
    states("99999999999999999999999999999999999999个", &[]);
    states("“5个村", &["5 个 eq “村 5个"]);
}

#[test]
fn respectively_assigns_amounts_in_order() {
    states(
        "化学需氧量、氨氮排放量分别下降1.5%和2%。",
        &["1.5 % eq 化学需氧量排放量下降 1.5%", "2 % eq 氨氮排放量下降 2%"],
    );
    states(
        "固定资产投资、进出口总额和社会消费品零售总额分别增长7%、8%和9%以上。",
        &[
            "7 % eq 固定资产投资增长 7%",
            "8 % eq 进出口总额增长 8%",
            "9 % ge 社会消费品零售总额增长 9%以上",
        ],
    );
    states(
        "城乡居民收入分别增长8%、9%，用水量下降1%和2%。",
        &[
            "8 % eq 城乡居民收入增长 8%",
            "9 % eq 城乡居民收入增长 9%",
            "1 % eq 用水量下降 1%",
            "2 % eq 用水量下降 2%",
        ],
    );
}

#[test]
fn a_speed_or_class_of_a_thing_is_no_target() {
    for text in [
        "推进西安至延安350公里时速高铁建设。",
        "建设时速350公里高铁，推进每小时160公里城际铁路。",
        "推进160公里/小时市域铁路建设。",
        "建设100万千瓦级风电基地，建设5兆瓦级储能，建成30万吨级码头。",
        "推进350公里的高铁建设。",
        "改造30层高楼，补贴80岁以上老年人。",
    ] {
        states(text, &[]);
    }
    states(
        "新增200公里高速公路，建成1000亩的示范园。",
        &["200 公里 eq 新增高速公路 200公里", "1000 亩 eq 建成示范园 1000亩"],
    );
}

#[test]
fn a_member_with_its_own_predicate_or_measure_takes_nothing_from_another() {
    states(
        "100万以上贫困人口脱贫、29个贫困县全部摘帽。",
        &["100 万 ge 贫困人口脱贫 100万以上", "29 个 eq 贫困县全部摘帽 29个"],
    );
    states(
        "省级重点项目投资1万亿元，其中省级重点项目600个、年度投资6000亿元。",
        &[
            "1 万亿元 eq 省级重点项目投资 1万亿元",
            "600 个 eq 省级重点项目 600个",
            "6000 亿元 eq 年度投资 6000亿元",
        ],
    );
    states(
        "完成5万户危房改造任务，其中贫困户3万户、低保户1万户。",
        &[
            "5 万户 eq 危房改造 5万户",
            "3 万户 eq 贫困户危房改造 3万户",
            "1 万户 eq 低保户危房改造 1万户",
        ],
    );
}

#[test]
fn a_change_alone_says_what_changes_from_the_clause_before() {
    states(
        "把义务教育巩固率提高到95%，比上年净增0.5个百分点。",
        &[
            "95 % eq 义务教育巩固率 提高到95%",
            "0.5 个百分点 eq 义务教育巩固率比上年净增 0.5个百分点",
        ],
    );
    states("稳定市场主体，净增0.5个百分点。", &["0.5 个百分点 eq 稳定市场主体净增 0.5个百分点"]);
}

#[test]
fn a_range_is_one_target_and_its_words_are_kept_whole() {
    for (range, raw) in [
        ("6%—7%", "6%—7%"),
        ("6%―7%", "6%―7%"),
        ("6%〜7%", "6%〜7%"),
        ("6% - 7%", "6% - 7%"),
        ("百分之六至百分之七", "百分之六至百分之七"),
        ("6％到7％", "6％到7％"),
    ] {
        states(&format!("生产总值增长{range}。"), &[&format!("6 % ge 生产总值增长 {raw}")]);
    }
    states("造林10万亩—12万亩。", &["10 万亩 ge 造林 10万亩—12万亩"]);
}
