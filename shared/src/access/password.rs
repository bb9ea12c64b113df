//! Which passwords are taken.

use crate::problem::{FieldCode, FieldError};

/// The shortest password that is taken, in characters.
pub const MIN_PASSWORD: usize = 12;
/// The longest, in characters.
pub const MAX_PASSWORD: usize = 128;

/// Words of this service and of the organisation: whoever guesses tries them first (ASVS 6.1.2).
const OWN_WORDS: [&str; 5] = ["safeguarding", "cafcass", "reviews", "review", "password"];
/// A word shorter than this is in too many passwords to count.
const SHORTEST_WORD: usize = 3;
/// So many characters must be left besides the words that are known.
const LEFT: usize = 8;

/// What is wrong with a password that someone chose. `about` is what is known of them: name, e-mail address. Any
/// characters will do: there is no rule on their kinds.
///
/// The server looks besides whether many people use it.
pub fn check_new_password(pointer: &str, password: &str, about: &[&str]) -> Vec<FieldError> {
    let fault = |code, words: &str| vec![FieldError::new(pointer, code, words)];
    match password.chars().count() {
        0 => fault(FieldCode::Required, "Enter a new password"),
        1..MIN_PASSWORD => fault(FieldCode::NotAllowed, "Use 12 characters or more"),
        count if count > MAX_PASSWORD => fault(FieldCode::TooLong, "Use 128 characters or fewer"),
        _ if is_made_of_known_words(password, about) => fault(
            FieldCode::NotAllowed,
            "Do not make it of your name, your email address or words of this service. Add words that nobody would expect",
        ),
        _ => Vec::new(),
    }
}

fn is_made_of_known_words(password: &str, about: &[&str]) -> bool {
    let small = password.to_lowercase();
    let about: Vec<String> = about.iter().map(|text| text.to_lowercase()).collect();
    let mut words: Vec<&str> = about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .chain(OWN_WORDS)
        .collect();
    // The longest first, so that a part of one is not taken out of it.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words
        .into_iter()
        .fold(small.clone(), |rest, word| rest.replace(word, ""));
    rest != small && rest.chars().count() < LEFT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(password: &str) -> bool {
        check_new_password("/new", password, &["Ada Admin", "ada.admin@example.org"]).is_empty()
    }

    #[test]
    fn the_length_is_counted_in_characters() {
        assert!(!taken(""));
        assert!(!taken("elevenchars"));
        assert!(taken("twelve chars"));
        assert!(taken("žluťoučký kůň"));
        assert!(taken(&"x1".repeat(64)));
        assert!(!taken(&"x".repeat(129)));
    }

    #[test]
    fn any_kind_of_character_will_do() {
        for password in [
            "            ",
            "123454321234",
            "!£$%^&*()_+=",
            "🦀🐚🐙🐟🦑🐡🦈🐬🐋🐠🦞🦐",
        ] {
            assert!(taken(password), "{password}");
        }
    }

    #[test]
    fn what_everybody_knows_of_someone_is_no_password() {
        for password in [
            "ada admin 2008",
            "AdaAdmin2008",
            "safeguarding1!",
            "Password1234",
            "example.org 1234",
        ] {
            assert!(!taken(password), "{password}");
        }
        for password in ["safeguarding by moonlight", "ada likes her crocodiles"] {
            assert!(taken(password), "{password}");
        }
    }
}
