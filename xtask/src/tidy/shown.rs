//! Every test that `docs/security.md` names is there.

use super::Source;

const PAGE: &str = "docs/security.md";

/// The rows of requirements that name no test, or one that does not exist.
pub fn security(sources: &[Source]) -> Vec<String> {
    let page = sources.iter().find(|source| source.path == PAGE);
    let rows = page.iter().flat_map(|page| page.text.lines());
    let requirements = rows.filter(|row| is_requirement(row));
    requirements
        .filter_map(|row| {
            let named = named_test(row);
            match named {
                Some(test) if sources.iter().any(|source| has_test(source, test)) => None,
                Some(test) => Some(format!("{PAGE}: there is no test {test}")),
                None => Some(format!("{PAGE}: a row without a test: {row}")),
            }
        })
        .collect()
}

/// Whether a line is a row of a table that begins with the number of a requirement, such as 7.3.1.
fn is_requirement(row: &str) -> bool {
    let number = row.strip_prefix("| ").and_then(|row| row.split(' ').next());
    number.is_some_and(|number| {
        number.split('.').count() == 3 && number.split('.').all(|part| part.parse::<u8>().is_ok())
    })
}

/// What stands between backticks in the last cell.
fn named_test(row: &str) -> Option<&str> {
    let last = row.trim_end().strip_suffix('|')?.rsplit('|').next()?;
    last.trim().strip_prefix('`')?.strip_suffix('`')
}

fn has_test(source: &Source, name: &str) -> bool {
    let wanted = if source.is_rust() {
        format!("fn {name}(")
    } else if source.path.ends_with(".spec.mjs") {
        format!("test('{name}'")
    } else {
        return false;
    };
    source.text.contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_named_test_must_exist() {
        let page = source(
            PAGE,
            "| row | what | shown by |\n| 1.2.3 | a | `good` |\n| 1.2.4 | b | `gone` |\n| 1.2.5 | c | |\n| 1.2.6 | d | `in a browser` |\n",
        );
        let tests = source("a.rs", "async fn good() {}");
        let browser = source("a.spec.mjs", "test('in a browser', async () => {});");
        let found = security(&[page, tests, browser]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("gone") && found[1].contains("1.2.5"));
    }
}
