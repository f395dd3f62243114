//! By which rule the parts of a target are worked out.

use std::fmt;

use crate::input::text;

/// A rule for the parts of a target: the column 规则 of `targets.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// 按权重: by the weights in the rows themselves; the rule of rows with weights that state none.
    Weights,
    /// 平均: the same for each.
    Equal,
    /// 同全省: each unit has the provincial figure as it is.
    Same,
    /// 按人口: by the column 人口 of `weights.csv`.
    Column(String),
}

impl Rule {
    /// Reads a rule; returns `None` for other words.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text::plain(text);
        match &*text {
            "按权重" => Some(Self::Weights),
            "平均" | "平均分配" | "按平均" => Some(Self::Equal),
            "同全省" | "同全市" | "同全区" | "同全州" | "同全县" | "同全旗" | "与全省相同" => {
                Some(Self::Same)
            }
            _ => {
                let column = text.strip_prefix('按')?;
                (!column.is_empty()).then(|| Self::Column(column.to_owned()))
            }
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weights => f.write_str("按权重"),
            Self::Equal => f.write_str("平均"),
            Self::Same => f.write_str("同全省"),
            Self::Column(column) => write!(f, "按{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        let column = |name: &str| Some(Rule::Column(name.to_owned()));
        for (text, rule) in [
            ("按权重", Some(Rule::Weights)),
            ("平均", Some(Rule::Equal)),
            ("同全省", Some(Rule::Same)),
            ("按人口", column("人口")),
            ("按 上年基数", column("上年基数")),
            ("按２０１７年", column("2017年")),
            ("按", None),
            ("人口", None),
        ] {
            assert_eq!(Rule::parse(text), rule, "{text}");
        }
        assert_eq!(column("人口").unwrap().to_string(), "按人口");
    }
}
