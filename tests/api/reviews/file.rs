//! A management review as a file: for whoever may read its text.

use super::writing::{AUTHOR, PATH, commissioned, submitted};
use crate::support::Organisation;

const KINDS: [(&str, &str, &str); 2] = [
    ("pdf", "%PDF-", "application/pdf"),
    (
        "docx",
        "PK",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
];

#[actix_web::test]
async fn who_may_read_the_text_may_have_it_as_a_file() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let path = |kind: &str| format!("{PATH}/{id}/file?kind={kind}");
    for (kind, ..) in KINDS {
        // There is nothing in it yet, and yet it is a file.
        author.get(&path(kind)).await.expect(200);
        let early = safeguarding.get(&path(kind)).await;
        early.refused(404, "not_found");
    }
    submitted(&author, &id).await;
    for (kind, beginning, media_type) in KINDS {
        for reader in [&author, &safeguarding] {
            let file = reader.get(&path(kind)).await.expect(200);
            assert!(file.text.starts_with(beginning), "{kind}");
            let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), media_type);
            let disposition = header("content-disposition");
            assert!(
                disposition.starts_with("attachment; filename=\"MR-"),
                "{disposition}"
            );
            assert!(
                disposition.ends_with(&format!(".{kind}\"")),
                "{disposition}"
            );
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "no-store");
        }
    }
}

#[actix_web::test]
async fn what_is_no_file_is_refused() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    for query in ["", "?kind=exe", "?kind=pdf&version=x", "?kind=pdf&size=1"] {
        let answer = author.get(&format!("{PATH}/{id}/file{query}")).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.text);
    }
    for version in ["-1", "99"] {
        let path = format!("{PATH}/{id}/file?kind=pdf&version={version}");
        author.get(&path).await.refused(404, "not_found");
    }
}
