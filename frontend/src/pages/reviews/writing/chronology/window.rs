//! Which rows of a long list are drawn. Every row is of one height but the one that is open; above and below what is
//! drawn there is empty room of the height of all the others. No browser here.

use std::ops::Range;

/// How many rows are drawn beyond the edges of the window.
const BEYOND: usize = 8;

/// The list as it lies in the window: heights and distances in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lie {
    /// How far the top of the window is below the top of the list.
    pub scrolled: f64,
    /// How tall the window is.
    pub shown: f64,
    /// How tall a row is.
    pub row: f64,
    /// How tall the open row is.
    pub open_row: f64,
}

/// Rows that are drawn, and the empty room around them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stretch {
    /// The room above.
    pub above: f64,
    /// The rows.
    pub rows: Range<usize>,
    /// The room below.
    pub below: f64,
}

/// What is drawn before the open row and after it. Without an open row everything is before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawn {
    /// Before it.
    pub before: Stretch,
    /// After it.
    pub after: Stretch,
}

/// What is drawn of so many rows, of which one may be open.
pub fn drawn(rows: usize, open: Option<usize>, lie: Lie) -> Drawn {
    let first = at(lie.scrolled, open, lie);
    let last = at(lie.scrolled + lie.shown, open, lie);
    let seen = first.saturating_sub(BEYOND)..last.saturating_add(BEYOND + 1).min(rows);
    let end = open.unwrap_or(rows).min(rows);
    Drawn {
        before: stretch(0..end, &seen, lie.row),
        after: stretch(end.saturating_add(1).min(rows)..rows, &seen, lie.row),
    }
}

/// The part of `all` that is seen.
fn stretch(all: Range<usize>, seen: &Range<usize>, row: f64) -> Stretch {
    let start = seen.start.clamp(all.start, all.end);
    let end = seen.end.clamp(start, all.end);
    // Rows of a chronology are counted in thousands.
    #[allow(clippy::cast_precision_loss)]
    let tall = |rows: usize| rows as f64 * row;
    Stretch {
        above: tall(start - all.start),
        rows: start..end,
        below: tall(all.end - end),
    }
}

/// The row at a distance from the top of the list.
fn at(distance: f64, open: Option<usize>, lie: Lie) -> usize {
    // A distance is far below what a number of rows can count, and none is negative.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let row_of = |distance: f64| (distance.max(0.0) / lie.row.max(1.0)) as usize;
    let plain = row_of(distance);
    match open {
        Some(open) if plain > open => row_of(distance - lie.open_row + lie.row).max(open),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIE: Lie = Lie {
        scrolled: 0.0,
        shown: 400.0,
        row: 40.0,
        open_row: 400.0,
    };

    #[test]
    fn only_what_is_near_the_window_is_drawn() {
        let lie = Lie {
            scrolled: 40_000.0,
            ..LIE
        };
        let drawn = drawn(2_000, None, lie);
        assert_eq!(drawn.before.rows, 992..1_019);
        assert!((drawn.before.above - 39_680.0).abs() < 0.1);
        assert!((drawn.before.below - 39_240.0).abs() < 0.1);
        assert_eq!(
            drawn.after,
            Stretch {
                rows: 2_000..2_000,
                ..Stretch::default()
            }
        );
    }

    #[test]
    fn the_open_row_stands_between_what_is_before_and_after_it() {
        let drawn = drawn(2_000, Some(3), LIE);
        assert_eq!(drawn.before.rows, 0..3);
        assert_eq!(drawn.after.rows, 4..12);
        let nothing = super::drawn(0, None, LIE);
        assert_eq!((nothing.before.rows, nothing.after.rows), (0..0, 0..0));
    }

    proptest! {
        #[test]
        fn what_lies_in_the_window_is_drawn_and_nothing_moves(
            rows in 0_usize..5_000,
            open in prop::option::of(0_usize..5_000),
            scrolled in 0.0_f64..200_000.0,
        ) {
            let open = open.filter(|open| *open < rows);
            let lie = Lie { scrolled, ..LIE };
            let drawn = drawn(rows, open, lie);
            #[allow(clippy::cast_precision_loss)]
            let tall = |s: &Stretch| s.above + s.rows.len() as f64 * lie.row + s.below;
            let open_row = open.map_or(0.0, |_| lie.open_row);
            #[allow(clippy::cast_precision_loss)]
            let whole = (rows - usize::from(open.is_some())) as f64 * lie.row + open_row;
            prop_assert!((tall(&drawn.before) + tall(&drawn.after) + open_row - whole).abs() < 0.5);
            prop_assert!(drawn.before.rows.len() + drawn.after.rows.len() < 40);
            // Every row that is in the window is drawn, or is the open one.
            let mut top = 0.0;
            for row in 0..rows {
                let height = if open == Some(row) { lie.open_row } else { lie.row };
                if top + height > scrolled && top < scrolled + lie.shown && open != Some(row) {
                    prop_assert!(drawn.before.rows.contains(&row) || drawn.after.rows.contains(&row), "{row}");
                }
                top += height;
            }
        }
    }
}
