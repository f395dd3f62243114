//! The owner of a lock: who works in the workspace, from where, since when, with which command.

use std::fmt;
use std::path::Path;

use super::super::clock::now;

/// A run that writes to a workspace. Parts that are not known are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    pub(super) user: String,
    pub(super) host: String,
    pub(super) process: String,
    /// The time at which it began, in China.
    since: String,
    command: String,
}

impl Owner {
    /// This process, with the words of its command.
    pub(super) fn me(command: &str) -> Self {
        let known = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok());
        let system = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let host = known(&["COMPUTERNAME", "HOSTNAME"]).or_else(system).unwrap_or_default();
        Self {
            user: known(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_default(),
            host: host.trim().to_owned(),
            process: std::process::id().to_string(),
            since: now(),
            command: command.to_owned(),
        }
    }

    /// The workspace that writes to an output folder, about which nothing else is known.
    pub(super) fn of_folder(folder: &Path) -> Self {
        Self { command: format!("写入 {}", folder.display()), ..Self::default() }
    }

    /// Returns the line that the lock holds.
    pub(super) fn line(&self) -> String {
        let Self { user, host, process, since, command } = self;
        let parts = [user, host, process, since, command];
        let parts = parts.map(|part| part.replace(['\t', '\n', '\r'], " "));
        parts.join("\t") + "\n"
    }

    /// Reads the line of a lock.
    pub(super) fn read(line: &str) -> Self {
        let mut parts = line.trim_end_matches('\n').splitn(5, '\t').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (user, host) = (next(), next());
        Self { user, host, process: next(), since: next(), command: next() }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, host, process, since, command } = self;
        f.write_str(if user.is_empty() { "另一个程序" } else { user })?;
        let mut from = Vec::new();
        if !host.is_empty() {
            from.push(format!("计算机 {host}"));
        }
        if !process.is_empty() {
            from.push(format!("进程 {process}"));
        }
        if !from.is_empty() {
            write!(f, "（{}）", from.join("，"))?;
        }
        if !since.is_empty() {
            write!(f, "从 {since} 起")?;
        }
        f.write_str("正在这个工作区中运行")?;
        if command.is_empty() { Ok(()) } else { write!(f, " {command}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_read_back_and_named() {
        let owner = Owner {
            user: "张三".to_owned(),
            host: "pc-1".to_owned(),
            process: "42".to_owned(),
            since: "2018-06-03 09:12:05".to_owned(),
            command: "duban collect 报送".to_owned(),
        };
        assert_eq!(Owner::read(&owner.line()), owner);
        assert_eq!(
            owner.to_string(),
            "张三（计算机 pc-1，进程 42）从 2018-06-03 09:12:05 起正在这个工作区中运行 duban collect 报送"
        );
        let unknown = Owner::read("");
        assert_eq!(unknown, Owner::default());
        assert_eq!(unknown.to_string(), "另一个程序正在这个工作区中运行");
    }

    #[test]
    fn a_line_stays_one() {
        let owner = Owner { command: "duban\ta\nb".to_owned(), ..Owner::default() };
        assert_eq!(owner.line(), "\t\t\t\tduban a b\n");
    }
}
