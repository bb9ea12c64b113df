//! What differs between two texts, word by word. No browser here.

/// The most pairs of words that are compared; beyond, the old words and the new stand one after the other.
const MOST: usize = 4_000_000;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// In both.
    Same(String),
    /// In the earlier one only.
    Removed(String),
    /// In the later one only.
    Added(String),
}

/// Words and the space after each: `a`, ` `, `b`.
fn words(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut begin = 0;
    let mut before: Option<bool> = None;
    for (at, c) in text.char_indices() {
        let space = c.is_whitespace();
        if before.is_some_and(|before| before != space) {
            pieces.push(&text[begin..at]);
            begin = at;
        }
        before = Some(space);
    }
    if begin < text.len() {
        pieces.push(&text[begin..]);
    }
    pieces
}

/// What became of one text on the way to the other.
pub fn difference(before: &str, after: &str) -> Vec<Stretch> {
    let (old, new) = (words(before), words(after));
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let ends = old[same_start..]
        .iter()
        .rev()
        .zip(new[same_start..].iter().rev());
    let same_end = ends.take_while(|(a, b)| a == b).count();
    let mut all = Vec::new();
    push(&mut all, Stretch::Same, &old[..same_start]);
    let (a, b) = (
        &old[same_start..old.len() - same_end],
        &new[same_start..new.len() - same_end],
    );
    if a.len().saturating_mul(b.len()) > MOST {
        push(&mut all, Stretch::Removed, a);
        push(&mut all, Stretch::Added, b);
    } else {
        between(&mut all, a, b);
    }
    push(&mut all, Stretch::Same, &old[old.len() - same_end..]);
    all
}

/// The longest run of words that both have in the same order stays; the rest was removed or added.
fn between(all: &mut Vec<Stretch>, a: &[&str], b: &[&str]) {
    let width = b.len() + 1;
    // How many words are common to what follows each pair of places.
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            push(all, Stretch::Same, &a[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            push(all, Stretch::Removed, &a[i..=i]);
            i += 1;
        } else {
            push(all, Stretch::Added, &b[j..=j]);
            j += 1;
        }
    }
    push(all, Stretch::Removed, &a[i..]);
    push(all, Stretch::Added, &b[j..]);
}

/// Adds words to the last stretch where that is of the same sort.
fn push(all: &mut Vec<Stretch>, sort: fn(String) -> Stretch, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let text = words.concat();
    match (all.last_mut(), sort(text)) {
        (Some(Stretch::Same(last)), Stretch::Same(more))
        | (Some(Stretch::Removed(last)), Stretch::Removed(more))
        | (Some(Stretch::Added(last)), Stretch::Added(more)) => last.push_str(&more),
        (_, stretch) => all.push(stretch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(text: &str) -> Stretch {
        Stretch::Same(text.to_owned())
    }

    #[test]
    fn words_that_changed_are_shown() {
        let found = difference(
            "The child was seen at home.",
            "The child was not seen at school.",
        );
        assert_eq!(
            found,
            [
                same("The child was "),
                Stretch::Added("not ".to_owned()),
                same("seen at "),
                Stretch::Removed("home.".to_owned()),
                Stretch::Added("school.".to_owned()),
            ]
        );
        assert_eq!(difference("a b", "a b"), [same("a b")]);
        assert_eq!(difference("", ""), []);
        assert_eq!(difference("", "a"), [Stretch::Added("a".to_owned())]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_it(a in "[ab é\n]{0,30}", b in "[ab é\n]{0,30}") {
            let (mut before, mut after) = (String::new(), String::new());
            for stretch in difference(&a, &b) {
                match stretch {
                    Stretch::Same(text) => {
                        before.push_str(&text);
                        after.push_str(&text);
                    }
                    Stretch::Removed(text) => before.push_str(&text),
                    Stretch::Added(text) => after.push_str(&text),
                }
            }
            prop_assert_eq!((before, after), (a, b));
        }
    }
}
