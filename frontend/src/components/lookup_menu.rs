//! What the keys do in the list under a lookup, apart from any browser.

/// Where the keyboard stands in the list: on a line, or in the box above it.
pub(super) type Place = Option<usize>;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Go to this line, opening the list if need be.
    To(Place),
    /// Take the line the keyboard is on.
    Take(usize),
    /// Close the list.
    Close,
    /// Nothing of ours: leave the key to the browser.
    Leave,
}

/// What a key does, with `lines` in the list.
pub(super) fn key(key: &str, open: bool, at: Place, lines: usize) -> Move {
    match key {
        "ArrowDown" if lines > 0 => Move::To(match at {
            Some(line) if open && line + 1 < lines => Some(line + 1),
            _ => Some(0),
        }),
        "ArrowUp" if lines > 0 => Move::To(match at {
            Some(line) if open && line > 0 => Some(line - 1),
            _ => Some(lines - 1),
        }),
        "Enter" => match at {
            Some(line) if open && line < lines => Move::Take(line),
            // Enter in a half-typed name must not send the form.
            _ if open => Move::Close,
            _ => Move::Leave,
        },
        "Escape" if open => Move::Close,
        _ => Move::Leave,
    }
}

/// What a screen reader is told of the list.
pub(super) fn announcement(lines: usize) -> String {
    match lines {
        0 => "No results".to_owned(),
        1 => "1 result. Use the down arrow key to reach it.".to_owned(),
        _ => format!("{lines} results. Use the up and down arrow keys to reach them."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_round() {
        assert_eq!(key("ArrowDown", false, None, 3), Move::To(Some(0)));
        assert_eq!(key("ArrowDown", true, Some(0), 3), Move::To(Some(1)));
        assert_eq!(key("ArrowDown", true, Some(2), 3), Move::To(Some(0)));
        assert_eq!(key("ArrowUp", true, Some(0), 3), Move::To(Some(2)));
        assert_eq!(key("ArrowUp", true, None, 3), Move::To(Some(2)));
        assert_eq!(key("ArrowDown", true, None, 0), Move::Leave);
    }

    #[test]
    fn enter_takes_a_line_and_never_sends_a_half_typed_form() {
        assert_eq!(key("Enter", true, Some(1), 3), Move::Take(1));
        assert_eq!(key("Enter", true, None, 3), Move::Close);
        assert_eq!(key("Enter", false, Some(1), 3), Move::Leave);
        assert_eq!(key("Enter", true, Some(5), 3), Move::Close);
    }

    #[test]
    fn escape_closes_only_the_list() {
        assert_eq!(key("Escape", true, None, 3), Move::Close);
        assert_eq!(key("Escape", false, None, 3), Move::Leave);
        assert_eq!(key("a", true, None, 3), Move::Leave);
    }

    #[test]
    fn says_how_many_there_are() {
        assert_eq!(announcement(0), "No results");
        assert!(announcement(1).starts_with("1 result."));
        assert!(announcement(4).starts_with("4 results."));
    }
}
