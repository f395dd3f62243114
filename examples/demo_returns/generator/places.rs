//! The prefectures, with made-up weights that resemble them.

/// Short names, in registry order; 兰州新区 comes last: it is counted inside 兰州市 and has no part of
/// its own.
pub const PLACES: [&str; 15] = [
    "兰州市",
    "嘉峪关市",
    "金昌市",
    "白银市",
    "天水市",
    "武威市",
    "张掖市",
    "平凉市",
    "酒泉市",
    "庆阳市",
    "定西市",
    "陇南市",
    "临夏州",
    "甘南州",
    "兰州新区",
];

/// Number of prefectures in [`PLACES`].
pub const PREFECTURES: usize = 14;

/// Index of 兰州新区 in [`PLACES`].
pub const NEW_AREA: usize = 14;

/// The share of 兰州市's figure that 兰州新区 reports once more, in percent.
pub const NEW_AREA_SHARE: i64 = 12;

/// The pace of each prefecture in percent of the province's: above 100 is faster.
pub const PACE: [i64; PREFECTURES] =
    [102, 106, 98, 96, 103, 101, 107, 104, 105, 97, 100, 95, 92, 93];

/// A weight for each prefecture.
pub type Weights = [i64; PREFECTURES];

/// Inhabitants.
pub const PEOPLE: Weights = [370, 25, 47, 172, 333, 182, 123, 211, 112, 225, 280, 262, 203, 71];
/// Inhabitants of towns.
pub const TOWNSPEOPLE: Weights = [302, 23, 32, 84, 132, 72, 57, 82, 67, 82, 95, 86, 71, 24];
/// The poor.
pub const POOR: Weights = [4, 0, 1, 22, 48, 14, 6, 26, 3, 40, 78, 90, 72, 30];
/// Counties of deep poverty outside the two autonomous prefectures.
pub const POOR_COUNTIES: Weights = [0, 0, 0, 2, 3, 0, 0, 1, 0, 2, 4, 6, 0, 0];
/// Counties of the contiguous areas that ask to be taken off the list.
pub const AREA_COUNTIES: Weights = [0, 0, 0, 1, 1, 0, 0, 1, 0, 2, 1, 2, 1, 1];
/// Counties outside the contiguous areas that ask to be taken off the list.
pub const LONE_COUNTIES: Weights = [0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
/// Land for special crops.
pub const FIELDS: Weights = [6, 0, 2, 40, 60, 25, 15, 45, 4, 70, 95, 80, 40, 20];
/// Land to be planted with trees.
pub const FOREST: Weights = [18, 2, 8, 22, 40, 36, 30, 34, 34, 56, 42, 38, 14, 22];
/// Desert along the Hexi corridor.
pub const GOBI: Weights = [0, 3, 6, 4, 0, 14, 20, 0, 28, 0, 0, 0, 0, 0];
/// Coal mines.
pub const COAL: Weights = [2, 0, 1, 5, 0, 2, 6, 3, 1, 2, 0, 0, 0, 0];
/// Guests.
pub const TOURISM: Weights = [40, 6, 10, 40, 84, 60, 90, 66, 96, 64, 70, 86, 66, 110];
/// The three prefectures below the Qilian mountains.
pub const QILIAN: Weights = [0, 0, 6, 0, 0, 22, 72, 0, 0, 0, 0, 0, 0, 0];

/// Divides `total` by `weights` so that the parts add up to it: each gets the whole part of its
/// share, and the rest goes to the largest remainders, the first of equal ones.
///
/// # Panics
/// When all weights are 0.
pub fn apportion(total: i64, weights: &Weights) -> Weights {
    let sum: i64 = weights.iter().sum();
    let mut parts = weights.map(|weight| total * weight / sum);
    let mut order: Vec<usize> = (0..PREFECTURES).collect();
    order.sort_by_key(|&place| std::cmp::Reverse(total * weights[place] % sum));
    let left = total - parts.iter().sum::<i64>();
    for &place in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    parts
}
