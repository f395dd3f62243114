use super::*;

const UNITS: [&str; 20] = [
    "省发展改革委",
    "省财政厅",
    "省商务厅",
    "省食品药品监管局",
    "省委",
    "省委组织部",
    "省交通运输厅",
    "兰州",
    "兰州市政府",
    "兰州海关",
    "兰州新区管委会",
    "人行兰州中心支行",
    "铁路兰州局集团公司",
    "省政府各部门",
    "省政府各有关部门",
    "省脱贫攻坚领导小组成员单位",
    "省减灾委办公室",
    "省级各灾种防灾减灾指挥部办公室",
    "省推进大众创业、万众创新部门联席会议成员单位",
    "省农村“三变”改革工作领导小组成员单位",
];

fn units() -> Lexicon {
    Lexicon::new(Shape::Units, UNITS)
}

fn leaders() -> Lexicon {
    Lexicon::new(Shape::People, ["黄强", "宋亮", "张世珍", "李斌", "李沛兴", "何伟"])
}

/// Returns the pieces of a cell, the unknown ones in brackets.
fn told(lexicon: &Lexicon, cell: &str) -> Vec<String> {
    lexicon
        .tell_apart(cell)
        .into_iter()
        .map(|piece| match piece.known {
            true => piece.name,
            false => format!("[{}]", piece.name),
        })
        .collect()
}

#[test]
fn separators_of_every_kind_part_names() {
    let cell = " 省财政厅 　省商务厅、省发展改革委，兰州海关;省委组织部\u{a0}省政府各部门\n兰州市政府/省委；";
    assert_eq!(
        told(&units(), cell),
        [
            "省财政厅",
            "省商务厅",
            "省发展改革委",
            "兰州海关",
            "省委组织部",
            "省政府各部门",
            "兰州市政府",
            "省委"
        ]
    );
}

#[test]
fn names_run_together_are_parted() {
    let pieces = units().tell_apart("省商务厅省食品药品监管局");
    assert_eq!(pieces.len(), 2);
    assert_eq!(pieces[0].name, "省商务厅");
    assert!(!pieces[0].run_on);
    assert_eq!(pieces[1].name, "省食品药品监管局");
    assert_eq!(pieces[1].range, 12..36);
    assert!(pieces[1].run_on && pieces[1].known && !pieces[1].broken);
    assert_eq!(
        told(&units(), "省交通运输厅兰州海关铁路兰州局集团公司"),
        ["省交通运输厅", "兰州海关", "铁路兰州局集团公司"]
    );
    assert_eq!(
        told(&units(), "省减灾委办公室省级各灾种防灾减灾指挥部办公室"),
        ["省减灾委办公室", "省级各灾种防灾减灾指挥部办公室"]
    );
}

#[test]
fn padded_and_joined_leaders_are_told_apart() {
    for cell in ["黄 强宋 亮李 斌　　李沛兴何 伟", "黄强宋亮李斌李沛兴何伟"]
    {
        assert_eq!(told(&leaders(), cell), ["黄强", "宋亮", "李斌", "李沛兴", "何伟"]);
    }
    let pieces = leaders().tell_apart("黄　强 张世珍");
    assert!(pieces[0].broken && !pieces[1].broken && !pieces[1].run_on);
}

#[test]
fn a_blank_inside_a_known_name_is_overridden() {
    let pieces = units().tell_apart("省脱贫攻坚领导小组　　成员单位");
    assert_eq!(pieces.len(), 1);
    assert_eq!(pieces[0].name, "省脱贫攻坚领导小组成员单位");
    assert!(pieces[0].broken);
    assert_eq!(pieces[0].range, 0.."省脱贫攻坚领导小组　　成员单位".len());
}

#[test]
fn a_separator_that_agrees_with_known_names_is_kept() {
    let lexicon = Lexicon::new(Shape::Units, ["省委", "组织部", "省委组织部"]);
    assert_eq!(told(&lexicon, "省委 组织部"), ["省委", "组织部"]);
    assert_eq!(told(&lexicon, "省委组织部"), ["省委组织部"]);
}

#[test]
fn a_comma_is_never_overridden_but_by_a_name_that_has_one() {
    assert_eq!(told(&units(), "兰州、海关"), ["兰州", "[海关]"]);
    assert_eq!(told(&units(), "兰州 海关"), ["兰州海关"]);
    assert_eq!(
        told(&units(), "省委、省推进大众创业、万众创新部门联席会议成员单位"),
        ["省委", "省推进大众创业、万众创新部门联席会议成员单位"]
    );
}

#[test]
fn a_known_name_is_not_taken_out_of_a_longer_unknown_one() {
    for unknown in [
        "省财政厅厅长办公室",
        "驻省财政厅纪检组",
        "省发展改革委员会",
        "兰州市公安局",
        "省委办公厅",
        "原省商务厅",
    ] {
        assert_eq!(told(&units(), unknown), [format!("[{unknown}]")]);
        let cell = format!("省商务厅 {unknown}　兰州海关");
        assert_eq!(told(&units(), &cell), ["省商务厅", &format!("[{unknown}]"), "兰州海关"]);
    }
}

#[test]
fn an_unknown_name_stuck_to_known_ones_leaves_them_whole() {
    assert_eq!(told(&units(), "省财政厅省新设厅省商务厅"), ["省财政厅", "[省新设厅]", "省商务厅"]);
    assert_eq!(told(&leaders(), "黄 强王某某李 斌"), ["黄强", "[王某某]", "李斌"]);
    assert_eq!(told(&leaders(), "黄 强王 明宋 亮"), ["黄强", "[王]", "[明]", "宋亮"]);
    assert_eq!(told(&leaders(), "何伟明"), ["[何伟明]"]);
    assert_eq!(told(&leaders(), "何伟明 李 斌"), ["[何伟明]", "李斌"]);
}

#[test]
fn an_unknown_name_knows_its_place() {
    let pieces = units().tell_apart("省财政厅　 省能源局 省委");
    assert_eq!(pieces[1].name, "省能源局");
    assert!(!pieces[1].known);
    assert_eq!(pieces[1].range, 16..28);
}

#[test]
fn and_between_known_names_is_a_separator() {
    let pieces = units().tell_apart("省财政厅和省商务厅以及 兰州海关");
    assert_eq!(
        pieces.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(),
        ["省财政厅", "省商务厅", "兰州海关"]
    );
    assert!(pieces[1].run_on && pieces[2].run_on);
    assert_eq!(told(&units(), "省财政厅和"), ["[省财政厅和]"]);
}

#[test]
fn width_and_quotation_marks_do_not_matter() {
    assert_eq!(
        told(&units(), "省农村\"三变\"改革工作领导小组成员单位"),
        ["省农村“三变”改革工作领导小组成员单位"]
    );
    assert!(units().knows("省农村「三变」改革工作领导小组 成员单位"));
    assert!(!units().knows("省农村"));
}

#[test]
fn without_a_lexicon_only_separators_part() {
    let none = Lexicon::new(Shape::Units, []);
    assert_eq!(
        told(&none, "省财政厅省商务厅 省委、兰州海关"),
        ["[省财政厅省商务厅]", "[省委]", "[兰州海关]"]
    );
    assert!(none.tell_apart(" 　、").is_empty());
}
