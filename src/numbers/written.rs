//! Numbers as papers write them: 甘政办督〔2018〕3号.

use std::fmt;

use super::Number;
use super::row::{series, whole};

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.series, self.year, self.serial)
    }
}

impl Number {
    /// Reads a number, with any brackets around the year; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        const BRACKETS: [char; 11] = ['〔', '〕', '[', ']', '［', '］', '（', '）', '(', ')', '【'];
        let mut parts = text.split(|c| BRACKETS.contains(&c) || c == '】');
        let (words, year, serial) = (parts.next()?, parts.next()?, parts.next()?);
        let serial = whole(serial, ['第', '号']).filter(|serial: &u32| *serial > 0)?;
        let series = series(words);
        let is_whole = parts.next().is_none() && !series.is_empty();
        is_whole.then_some(Self { series, year: whole(year, ['年'])?, serial })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let number = Number { series: "甘政办督".to_owned(), year: 2018, serial: 3 };
        assert_eq!(number.to_string(), "甘政办督〔2018〕3号");
        for text in [
            "甘政办督〔2018〕3号",
            "甘政办督[2018]3号",
            " 甘政办督（2018）第3号",
            "甘政办督【２０１８】３ 号",
        ] {
            assert_eq!(Number::parse(text).as_ref(), Some(&number), "{text}");
        }
        for text in [
            "",
            "3号",
            "〔2018〕3号",
            "甘政办督〔2018〕",
            "甘政办督〔2018〕0号",
            "甘政办督2018-3",
            "甘〔2018〕3号〔2〕",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
