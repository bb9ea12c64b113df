//! Bars, one below the other, drawn beside a table with the same figures: for the eye only.

use leptos::prelude::*;

/// The height of a bar with the space below it.
const STEP: usize = 32;
/// Where the bars begin, and how much of the width the longest takes, in hundredths of a per cent: the figure stands
/// behind it.
const LEFT: usize = 3_000;
const WIDTH: usize = 6_000;

/// A picture with a bar for each name and figure; `words` say what it shows and where the figures stand.
pub fn bars(words: &'static str, figures: Vec<(String, usize)>) -> AnyView {
    let most = figures.iter().map(|(_, figure)| *figure).max().unwrap_or(0);
    let height = (figures.len() * STEP).to_string();
    let drawn = figures.into_iter().enumerate().map(|(at, (name, figure))| {
        let (top, middle) = (at * STEP, at * STEP + 20);
        let width = percent(width_of(figure, most));
        let end = percent(LEFT + width_of(figure, most));
        let bar = (figure > 0).then(|| {
            view! {
                <rect
                    class="app-bars__bar"
                    x=percent(LEFT)
                    y=(top + 4).to_string()
                    width=width
                    height="22"
                ></rect>
            }
        });
        view! {
            <text class="app-bars__name" x="0" y=middle.to_string()>
                {name}
            </text>
            {bar}
            <text class="app-bars__name" x=end dx="6" y=middle.to_string()>
                {figure.to_string()}
            </text>
        }
    });
    view! {
        <svg class="app-bars" width="100%" height=height role="img" aria-label=words>
            {drawn.collect_view()}
        </svg>
    }
    .into_any()
}

/// How long a bar is, in hundredths of a per cent of the whole width.
const fn width_of(figure: usize, most: usize) -> usize {
    match (WIDTH * figure).checked_div(most) {
        Some(width) => width,
        None => 0,
    }
}

fn percent(part: usize) -> String {
    format!("{}.{:02}%", part / 100, part % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_takes_all_its_room_and_none_is_nothing() {
        assert_eq!(percent(width_of(4, 4)), "60.00%");
        assert_eq!(percent(width_of(1, 4)), "15.00%");
        assert_eq!(percent(width_of(0, 4)), "0.00%");
        assert_eq!(percent(width_of(0, 0)), "0.00%");
    }
}
