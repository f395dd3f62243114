//! Radicals that programs write for the characters that look like them: a face has one sign for both, and the table of
//! its characters names the first.

/// The characters that look like the radicals of the dictionary of Kangxi, U+2F00 to U+2FD5, in their order.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Further radicals and their characters.
const OTHERS: &str = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// Returns the character that is meant.
pub(super) fn character(char: char) -> char {
    let code = u32::from(char);
    match code {
        0x2f00..=0x2fd5 => KANGXI.chars().nth((code - 0x2f00) as usize).unwrap_or(char),
        0x2e80..=0x2eff => {
            let mut pairs = OTHERS.chars();
            pairs.find(|&radical| radical == char).and_then(|_| pairs.next()).unwrap_or(char)
        }
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn radicals_are_read_as_characters() {
        for (radical, meant) in
            [('⼀', '一'), ('⼴', '广'), ('⽣', '生'), ('⿕', '龠'), ('⻓', '长'), ('长', '长')]
        {
            assert_eq!(character(radical), meant);
        }
    }
}
