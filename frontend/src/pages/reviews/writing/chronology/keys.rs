//! What the keys do in the open row of a chronology. No browser here.

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Add a row below.
    Add,
    /// Go so many rows down, or up.
    Go(isize),
    /// Close the row.
    Close,
}

/// How many rows a page is.
const PAGE: isize = 10;

/// The keys, in words.
pub const WORDS: [(&str, &str); 5] = [
    (
        "Enter, or Ctrl and Enter from a longer box",
        "adds a row below",
    ),
    (
        "Up and Down, or Ctrl with them from a list or a longer box",
        "go to the row above or below",
    ),
    ("Page Up and Page Down", "go ten rows up or down"),
    ("Tab", "goes to the next field"),
    ("Esc", "closes the row"),
];

/// What a key does. `in_line` is whether it was pressed in a box of one line, which has no use for it.
pub fn act(key: &str, ctrl: bool, in_line: bool) -> Option<Act> {
    let free = ctrl || in_line;
    match key {
        "Enter" if free => Some(Act::Add),
        "ArrowUp" if free => Some(Act::Go(-1)),
        "ArrowDown" if free => Some(Act::Go(1)),
        "PageUp" if in_line => Some(Act::Go(-PAGE)),
        "PageDown" if in_line => Some(Act::Go(PAGE)),
        "Escape" => Some(Act::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_boxes_and_lists_keep_their_own_keys() {
        assert_eq!(act("Enter", false, true), Some(Act::Add));
        assert_eq!(act("Enter", false, false), None);
        assert_eq!(act("Enter", true, false), Some(Act::Add));
        assert_eq!(act("ArrowDown", false, false), None);
        assert_eq!(act("ArrowDown", true, false), Some(Act::Go(1)));
        assert_eq!(act("PageUp", false, true), Some(Act::Go(-10)));
        assert_eq!(act("PageUp", false, false), None);
        assert_eq!(act("Escape", false, false), Some(Act::Close));
        assert_eq!(act("a", true, true), None);
    }
}
