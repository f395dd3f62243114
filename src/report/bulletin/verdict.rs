//! The verdict on all items of a set, in one sentence: what is good, what is behind, what nobody knows.

use super::overall::StatusCounts;
use crate::status::{Stage, Status};

/// Returns the verdict, without its full stop: 完成和达到序时进度的153项，占81.0%；滞后和严重滞后的30项，其中严重滞后8项；未报送2项，
/// 不评价4项. It never says that nothing is behind where much is not known.
pub(super) fn words(counts: &StatusCounts, stage: Stage) -> String {
    let StatusCounts { total, done, on_track, good, behind, judged, .. } = *counts;
    let rest = unjudged(counts);
    let (is_year_end, share) = (stage == Stage::YearEnd, &counts.good_share);
    if judged == 0 {
        return match rest.is_empty() {
            true => "没有事项".to_owned(),
            false => format!("没有可以评价的：{rest}"),
        };
    }
    let good_words = match (is_year_end, done, on_track) {
        (true, 0, 0) => "没有完成年度目标的事项".to_owned(),
        (true, 0, own) => format!("没有报完成年度目标的事项，单位未报完成的{own}项"),
        (true, ..) if done == total => format!("{total}项均已完成年度目标"),
        (true, _, 0) => format!("完成年度目标的{done}项，占{}%", counts.done_share),
        (true, _, own) => {
            format!("完成年度目标的{done}项，占{}%，单位未报完成的{own}项", counts.done_share)
        }
        (false, 0, 0) => "没有完成或达到序时进度的事项".to_owned(),
        (false, 0, _) if good == total => format!("{total}项均达到序时进度"),
        (false, _, 0) if good == total => format!("{total}项均已完成"),
        (false, ..) if good == total => {
            format!("{total}项均已完成或达到序时进度，其中完成{done}项")
        }
        (false, 0, _) => format!("达到序时进度的{good}项，占{share}%"),
        (false, ..) => format!("完成和达到序时进度的{good}项，占{share}%"),
    };
    let unknown = counts.unreported + counts.defective;
    let behind_words = match behind {
        // It would repeat the first clause.
        0 if good == total => String::new(),
        0 if unknown > 0 => format!("可以评价的{judged}项中没有{}的", fault(stage)),
        _ => counts.behind_words.clone(),
    };
    let known = [good_words, behind_words].into_iter().filter(|words| !words.is_empty());
    let known = known.collect::<Vec<_>>().join("；");
    // Where most is not known, that comes first.
    match (rest.is_empty(), unknown * 2 > total) {
        (true, _) => known,
        (false, true) => format!("{rest}，可以评价的只有{judged}项，尚不能反映全面情况。{known}"),
        (false, false) => format!("{known}；{rest}"),
    }
}

/// Returns the word for what falls short.
fn fault(stage: Stage) -> &'static str {
    match stage {
        Stage::UnderWay => "滞后",
        Stage::YearEnd => "未完成",
    }
}

/// Returns the items that were not judged: 未报送2项，报送有误（待核）1项，不评价4项.
fn unjudged(counts: &StatusCounts) -> String {
    let statuses = [Status::Unreported, Status::Defective, Status::Unrated];
    let counted = statuses.into_iter().filter(|&status| counts.of(status) > 0);
    let words = counted.map(|status| format!("{}{}项", status.word(), counts.of(status)));
    words.collect::<Vec<_>>().join("，")
}
