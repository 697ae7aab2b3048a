//! Text in columns, for a terminal and through a pipe.

use std::fmt::Write as _;

use crate::output::printable::one_line;

/// The width where nobody says another.
const WIDTH: usize = 100;

/// The narrowest that prose is broken to.
const NARROWEST: usize = 40;

/// The widest column; a longer cell moves the rest of its row alone.
const WIDEST: usize = 34;

/// What prose under a row begins with.
const INDENT: &str = "    ";

/// Columns of names, which are never broken: they are copied from here. What is said of a row stands under it, as wide as fits.
pub(crate) fn table(rows: &[(Vec<String>, String)]) -> String {
    let in_one_line = |cells: &'_ Vec<String>| cells.iter().map(|cell| one_line(cell).into_owned()).collect();
    let rows: Vec<(Vec<String>, &str)> = rows.iter().map(|(cells, prose)| (in_one_line(cells), &**prose)).collect();
    let columns = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or_default();
    let width_of = |column: usize| {
        let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default().min(WIDEST)
    };
    let widths: Vec<usize> = (0..columns).map(width_of).collect();
    let mut text = String::new();
    for (cells, prose) in rows {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        let _ = writeln!(text, "{}", line.trim_end());
        text.push_str(&wrapped(prose, INDENT));
    }
    text
}

/// A paragraph, broken between words.
pub(crate) fn paragraph(text: &str) -> String {
    wrapped(text, "")
}

fn wrapped(text: &str, indent: &str) -> String {
    let width = width();
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// That of the terminal, or what `COLUMNS` says.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(terminal).unwrap_or(WIDTH).clamp(NARROWEST, 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_columns_and_prose_under_them() {
        let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [(cells(["a", "bb", ""]), "said of it".to_owned()), (cells(["ccc", "d", "e"]), String::new())];
        assert_eq!(table(&rows), "a    bb\n    said of it\nccc  d   e\n");
        let long = paragraph(&"word ".repeat(60));
        assert!(long.lines().count() > 1 && long.lines().all(|line| line.len() <= 120), "{long}");
    }
}
