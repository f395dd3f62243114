//! Small provinces for tests: the texts of a workspace's files, built by a few calls.
//!
//! The file depends on nothing of duban, so that unit tests, integration tests and benchmarks can all include
//! it.

#![allow(dead_code, reason = "no program that includes the file uses all of it")]

/// The header of a CSV of returns.
pub const RETURNS_HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// The units, collectives, leaders, items and targets of a province.
#[derive(Debug, Clone, Default)]
pub struct Province {
    units: Vec<Unit>,
    groups: Vec<[String; 4]>,
    leaders: Vec<[String; 2]>,
    indicators: Vec<Item>,
    tasks: Vec<Item>,
    others: Vec<(u32, Vec<Item>)>,
    parts: Vec<[String; 4]>,
}

/// A unit. Its code and its order follow from its position.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    short: String,
    kind: String,
    full: String,
    aliases: String,
    since: String,
    until: String,
    successors: String,
}

/// An item. Several names in a cell are joined by 、.
#[derive(Debug, Clone, Default)]
pub struct Item {
    number: String,
    category: String,
    text: String,
    leaders: String,
    lead: String,
    support: String,
    implement: String,
    due: String,
    targets: Vec<String>,
    inherited: String,
}

impl Province {
    /// Makes a province without anything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an arbitrary province for tests that need no particular one: two departments, a prefecture, its
    /// collective, an open collective, a leader, an indicator and two tasks.
    pub fn tiny() -> Self {
        let full = |name| move |unit: Unit| unit.full(name);
        Self::new()
            .unit_with("省财政厅", "组成部门", full("甘肃省财政厅"))
            .unit_with("省妇联", "群团组织", full("甘肃省妇女联合会"))
            .unit_with("兰州市", "市州", |unit| {
                unit.full("兰州市人民政府").aliases("兰州市政府")
            })
            .group("各市州政府", "市州")
            .open_group("省政府各有关部门", "")
            .leader_at("黄强", "副省长")
            .indicator(1, "生产总值增长6%左右。", |item| {
                let item = item.leaders("黄强").lead("省财政厅");
                item.support("省政府各有关部门")
                    .implement("各市州政府")
                    .target("生产总值增长 ≈ 6 %")
            })
            .task(1, "完成营造林360万亩以上。", |item| {
                let item = item.leaders("黄强").lead("省财政厅").support("省妇联");
                item.implement("各市州政府").target("营造林 ≥ 360 万亩")
            })
            .task(2, "办好妇女之家。", |item| {
                let item = item.leaders("黄强").lead("省妇联");
                item.implement("各市州政府")
            })
    }

    /// Adds a unit that has nothing but its name and kind.
    pub fn unit(self, short: &str, kind: &str) -> Self {
        self.unit_with(short, kind, |unit| unit)
    }

    /// Adds units of one kind that have nothing but their names.
    pub fn units<'n>(self, kind: &str, shorts: impl IntoIterator<Item = &'n str>) -> Self {
        let shorts = shorts.into_iter();
        shorts.fold(self, |province, short| province.unit(short, kind))
    }

    /// Adds a unit.
    pub fn unit_with(mut self, short: &str, kind: &str, more: impl FnOnce(Unit) -> Unit) -> Self {
        self.units.push(more(Unit {
            short: short.to_owned(),
            kind: kind.to_owned(),
            ..Unit::default()
        }));
        self
    }

    /// Adds a collective of all units of these kinds.
    pub fn group(self, name: &str, kinds: &str) -> Self {
        self.any_group([name, "all", kinds, ""])
    }

    /// Adds a collective whose members are not settled; only units of these kinds may be members.
    pub fn open_group(self, name: &str, kinds: &str) -> Self {
        self.any_group([name, "open", "", kinds])
    }

    /// Adds a collective of these units.
    pub fn named_group(self, name: &str, members: &str) -> Self {
        self.any_group([name, "explicit", members, ""])
    }

    fn any_group(mut self, cells: [&str; 4]) -> Self {
        self.groups.push(cells.map(str::to_owned));
        self
    }

    /// Adds a leader without a post.
    pub fn leader(self, name: &str) -> Self {
        self.leader_at(name, "")
    }

    /// Adds a leader with a post.
    pub fn leader_at(mut self, name: &str, post: &str) -> Self {
        self.leaders.push([name, post].map(str::to_owned));
        self
    }

    /// Adds an item of annex 1.
    pub fn indicator(mut self, number: u32, text: &str, more: impl FnOnce(Item) -> Item) -> Self {
        self.indicators.push(more(Item::new(number, text)));
        self
    }

    /// Adds an item of annex 2.
    pub fn task(mut self, number: u32, text: &str, more: impl FnOnce(Item) -> Item) -> Self {
        self.tasks.push(more(Item::new(number, text)));
        self
    }

    /// Adds a part of an item of annex 2, of which the number comes first.
    pub fn part_of(
        mut self,
        number: u32,
        part: u32,
        text: &str,
        more: impl FnOnce(Item) -> Item,
    ) -> Self {
        let item = Item { number: format!("2-{number}.{part}"), ..Item::new(0, text) };
        self.tasks.push(more(item));
        self
    }

    /// Adds an item of another annex, 3 and further.
    pub fn annexed(
        mut self,
        annex: u32,
        number: u32,
        text: &str,
        more: impl FnOnce(Item) -> Item,
    ) -> Self {
        let item = more(Item::new(number, text));
        match self.others.iter_mut().find(|(of, _)| *of == annex) {
            Some((_, items)) => items.push(item),
            None => self.others.push((annex, vec![item])),
        }
        self
    }

    /// Removes all items.
    pub fn without_items(mut self) -> Self {
        self.indicators.clear();
        self.tasks.clear();
        self.others.clear();
        self
    }

    /// Adds a unit's part of a target; targets are counted from 1.
    pub fn part(mut self, item: &str, target: u32, unit: &str, value: &str) -> Self {
        let target = target.to_string();
        self.parts.push([item, &target, unit, value].map(str::to_owned));
        self
    }

    /// Returns the text of `units.csv`.
    pub fn units_csv(&self) -> String {
        let rows = self.units.iter().zip(1..).map(|(unit, number)| {
            [
                &number.to_string(),
                &format!("{number:03}"),
                &unit.short,
                &unit.full,
                &unit.aliases,
                &unit.kind,
                &unit.since,
                &unit.until,
                &unit.successors,
            ]
            .map(String::clone)
        });
        csv("顺序,代码,简称,全称,别名,类别,生效,失效,继任", rows)
    }

    /// Returns the text of `groups.csv`.
    pub fn groups_csv(&self) -> String {
        csv("名称,范围,成员,候选", self.groups.iter().cloned())
    }

    /// Returns the text of `leaders.csv`.
    pub fn leaders_csv(&self) -> String {
        let rows = self.leaders.iter().zip(1..);
        let rows =
            rows.map(|([name, post], number)| [number.to_string(), name.clone(), post.clone()]);
        csv("顺序,姓名,职务", rows)
    }

    /// Returns the text of `indicators.csv`.
    pub fn indicators_csv(&self) -> String {
        items_csv("主要指标", &self.indicators)
    }

    /// Returns the text of `tasks.csv`.
    pub fn tasks_csv(&self) -> String {
        items_csv("重点工作任务", &self.tasks)
    }

    /// Returns the numbers of the annexes after the second, with the texts of their files.
    pub fn other_csvs(&self) -> Vec<(u32, String)> {
        let annexes = self.others.iter();
        annexes.map(|(annex, items)| (*annex, items_csv("事项", items))).collect()
    }

    /// Returns the text of `targets.csv`.
    pub fn targets_csv(&self) -> String {
        csv("编号,指标,单位,目标值", self.parts.iter().cloned())
    }
}

impl Unit {
    /// Sets the full name.
    pub fn full(mut self, name: &str) -> Self {
        name.clone_into(&mut self.full);
        self
    }

    /// Sets the other names.
    pub fn aliases(mut self, names: &str) -> Self {
        names.clone_into(&mut self.aliases);
        self
    }

    /// Sets the first day.
    pub fn since(mut self, day: &str) -> Self {
        day.clone_into(&mut self.since);
        self
    }

    /// Sets the last day and the units that follow.
    pub fn until(mut self, day: &str, successors: &str) -> Self {
        day.clone_into(&mut self.until);
        successors.clone_into(&mut self.successors);
        self
    }
}

impl Item {
    fn new(number: u32, text: &str) -> Self {
        Self { number: number.to_string(), text: text.to_owned(), ..Self::default() }
    }

    /// Sets the section of the table.
    pub fn category(mut self, words: &str) -> Self {
        words.clone_into(&mut self.category);
        self
    }

    /// Sets the leaders.
    pub fn leaders(mut self, names: &str) -> Self {
        names.clone_into(&mut self.leaders);
        self
    }

    /// Sets the units that lead.
    pub fn lead(mut self, names: &str) -> Self {
        names.clone_into(&mut self.lead);
        self
    }

    /// Sets the units that support.
    pub fn support(mut self, names: &str) -> Self {
        names.clone_into(&mut self.support);
        self
    }

    /// Sets the units that implement.
    pub fn implement(mut self, names: &str) -> Self {
        names.clone_into(&mut self.implement);
        self
    }

    /// Sets the words of the deadline.
    pub fn due(mut self, words: &str) -> Self {
        words.clone_into(&mut self.due);
        self
    }

    /// Adds a target in the notation of the CSV.
    pub fn target(mut self, notation: &str) -> Self {
        self.targets.push(notation.to_owned());
        self
    }

    /// Sets the columns that are taken over from the row above.
    pub fn inherited(mut self, columns: &str) -> Self {
        columns.clone_into(&mut self.inherited);
        self
    }
}

fn items_csv(text: &str, items: &[Item]) -> String {
    let rows = items.iter().map(|item| {
        [
            &item.number,
            &item.text,
            &item.leaders,
            &item.lead,
            &item.support,
            &item.implement,
            &item.due,
            &item.targets.join("；"),
            &item.inherited,
            &item.category,
        ]
        .map(String::clone)
    });
    let header =
        format!("序号,{text},省政府牵头领导,牵头单位,配合单位,实施单位,完成时限,目标,沿用,类别");
    csv(&header, rows)
}

/// Returns a header and rows, with quotes around cells that need them.
fn csv<const N: usize>(header: &str, rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        let cells = row.map(|cell| match cell.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        });
        text += &cells.join(",");
        text.push('\n');
    }
    text
}
