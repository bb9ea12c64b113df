//! The walk through the text of a management review.

use super::{Walk, id};
use crate::reviews::writing::{AUTHOR, PATH, act, commission, new_id, whole};
use crate::support::Client;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// Written, imported into, read, submitted, commented on, returned, and once approved read under break-glass.
pub(super) async fn texts(walk: &mut Walk<'_>, incident: &str, opening: &str) {
    let (get, post) = (Method::GET, Method::POST);
    let org = walk.org;
    let review = commission(org, incident).await;
    let at = |what: &str| format!("{PATH}/{review}/{what}");
    let author = org.sign_in(AUTHOR).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let tab = new_id();
    let writers = at(&format!("writers/{tab}"));
    walk.done("keep_writing", &author, Method::PUT, &writers, Value::Null)
        .await;
    let save = json!({ "tab": tab, "seen": 0, "changes": whole().changes });
    walk.refused_and_done(
        "save_review_text",
        &author,
        Method::PATCH,
        &at("text"),
        save,
    )
    .await;
    let csv = "Date,Source,Contact,Child seen,Happened\n12/3/2025,File,office,alone,Invented.\n";
    walk.refused_and_done(
        "import_chronology",
        &author,
        post.clone(),
        &at("chronology/import"),
        json!({ "csv": csv }),
    )
    .await;
    for (operation, what) in [
        ("read_review_text", "text"),
        ("read_review_file", "file?kind=docx"),
        ("list_text_versions", "versions"),
        ("compare_text_versions", "versions/compare?before=1&after=2"),
    ] {
        walk.refused_and_done(operation, &author, get.clone(), &at(what), Value::Null)
            .await;
    }
    files(walk, &author, &at("attachments")).await;
    let submit = json!({ "text_version": 2 });
    let (path, body) = (at("submit"), submit.clone());
    walk.refused_and_done("submit_review", &author, post.clone(), &path, body)
        .await;
    let comment = json!({ "passage": null, "quote": "", "text": "Invented." });
    let commented = walk
        .refused_and_done(
            "comment_on_review",
            &safeguarding,
            post.clone(),
            &at("comments"),
            comment,
        )
        .await;
    let comment = &commented["commission"]["comments"][0]["id"];
    let comment = format!("comments/{}", comment.as_str().unwrap());
    let why = json!({ "reason": "Invented." });
    act(&safeguarding, &review, "return", &why)
        .await
        .expect(200);
    let (path, reply) = (
        at(&format!("{comment}/reply")),
        json!({ "text": "Invented." }),
    );
    walk.refused_and_done("reply_to_comment", &author, post.clone(), &path, reply)
        .await;
    org.server.forward(Duration::seconds(1));
    act(&author, &review, "submit", &submit).await.expect(200);
    let path = at(&format!("{comment}/settle"));
    walk.refused_and_done("settle_comment", &safeguarding, post, &path, Value::Null)
        .await;
    act(&safeguarding, &review, "pass", &Value::Null)
        .await
        .expect(200);
    let director = org.sign_in("od_north").await;
    act(&director, &review, "approve", &Value::Null)
        .await
        .expect(200);
    let manager = org.sign_in("manager_york").await;
    let path = format!("{opening}/reviews/{review}");
    let operation = "read_review_under_break_glass";
    walk.done(operation, &manager, get, &path, Value::Null)
        .await;
}

/// A file is attached, had again and removed.
async fn files(walk: &mut Walk<'_>, author: &Client, path: &str) {
    let (get, post) = (Method::GET, Method::POST);
    let words = json!("%PDF-1.7\n");
    let made = walk
        .refused_and_done("add_attachment", author, post.clone(), path, words)
        .await;
    let one = format!("{path}/{}", id(&made));
    for (operation, path) in [("list_attachments", path), ("read_attachment", &one)] {
        walk.refused_and_done(operation, author, get.clone(), path, Value::Null)
            .await;
    }
    let (path, why) = (format!("{one}/remove"), json!({ "reason": "Invented." }));
    walk.refused_and_done("remove_attachment", author, post, &path, why)
        .await;
}
