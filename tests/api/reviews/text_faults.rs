//! What the text does not take: limits, wrong types, bad spreadsheets, and people for whom it is not.

use super::writing::{
    AUTHOR, PATH, act, change, commissioned, new_id, one, row, save, section, submitted, text,
};
use crate::support::{Answer, Client, Organisation};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

async fn import(client: &Client, id: &str, key: &str, csv: &str) -> Answer {
    let path = format!("{PATH}/{id}/chronology/import");
    client.create_as(&path, &json!({ "csv": csv }), key).await
}

async fn patch(client: &Client, id: &str, body: &Value) -> Answer {
    let path = format!("{PATH}/{id}/text");
    client
        .send(client.request(Method::PATCH, &path).json(body))
        .await
}

#[actix_web::test]
async fn a_text_has_limits_and_types() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let tab = new_id();
    let words = section("analysis", "Invented.");
    let many: Vec<_> = (0..501).map(|_| change(&new_id(), 0, &words)).collect();
    let twice = [many[0].clone(), many[0].clone()];
    let long = [change(
        &new_id(),
        0,
        &section("analysis", &"x".repeat(1_048_576)),
    )];
    let back = [change(&new_id(), -1, &words)];
    for (seen, changes, expected) in [
        (0, &many[..], "/changes"),
        (0, &[][..], "/changes"),
        (0, &twice[..], "/changes/1/passage"),
        (0, &long[..], "/changes/0/content/body/text"),
        (0, &back[..], "/changes/0/base"),
        (-1, &many[..1], "/seen"),
    ] {
        let refused = save(&author, &id, &tab, seen, changes).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [expected]);
    }
    let with = |what: &str, value: Value| {
        let mut change = change(&new_id(), 0, &words);
        *change.pointer_mut(what).unwrap() = value;
        json!({ "tab": tab, "seen": 0, "changes": [change] })
    };
    for (what, value) in [
        ("/passage", json!("one")),
        ("/base", json!("0")),
        ("/position", json!(1.5)),
        ("/content/kind", json!("essay")),
        ("/content/body/text", json!(7)),
        ("/content/body/part", json!("title")),
        (
            "/content/body",
            json!({ "part": "analysis", "heading": "", "text": "", "more": 1 }),
        ),
        ("/content/body", json!([])),
    ] {
        let refused = patch(&author, &id, &with(what, value.clone())).await;
        refused.refused(422, "invalid");
        let pointers = refused.pointers();
        assert!(
            pointers.len() == 1 && pointers[0].starts_with("/changes/0"),
            "{what} {value}: {pointers:?}"
        );
    }
    let path = format!("{PATH}/{id}/text");
    let request = author.request(Method::PATCH, &path);
    let broken = request
        .header("Content-Type", "application/json")
        .body("{\"tab\":");
    author.send(broken).await.refused(400, "malformed");
    // Beyond what any save needs, nothing is read.
    let huge = [change(
        &new_id(),
        0,
        &section("analysis", &"x".repeat(13_000_000)),
    )];
    save(&author, &id, &tab, 0, &huge)
        .await
        .refused(413, "too_large");
    assert_eq!(text(&author, &id).await.body["version"], 0, "nothing taken");

    // As much as one save takes is taken, and more than the text holds of a kind is not.
    let rows: Vec<_> = (0..500)
        .map(|n| {
            change(
                &new_id(),
                0,
                &row("12/3/2025", "alone", &format!("Invented {n}. ").repeat(80)),
            )
        })
        .collect();
    save(&author, &id, &tab, 0, &rows).await.expect(200);
    save(&author, &id, &tab, 1, &many[..200]).await.expect(200);
    let full = save(&author, &id, &tab, 2, &many[200..300]).await;
    full.refused(422, "invalid");
    assert_eq!(full.pointers(), ["/changes"]);
    assert_eq!(text(&author, &id).await.body["version"], 2);
    for query in ["version=none", "version=3", "version=-1", "edition=1"] {
        let refused = author.get(&format!("{path}?{query}")).await;
        assert!([404, 422].contains(&refused.status), "{}", refused.text);
    }
    for (query, status) in [
        ("before=1", 422),
        ("before=2&after=1", 422),
        ("before=1&after=3", 404),
        ("before=0&after=2", 200),
    ] {
        let path = format!("{PATH}/{id}/versions/compare?{query}");
        let answer = author.get(&path).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.text);
    }
}

#[actix_web::test]
async fn a_spreadsheet_is_taken_whole_or_not_at_all() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let head = "Date,Source,Contact,Child seen,Happened,Decision\n";
    let bad = format!(
        "{head}12/3/2025,File,home_visit,alone,Invented.,\n\
         31/2/2025,File,home_visit,perhaps,Invented.,\n\
         14/3/2025,,office,not_seen,,\n\
         15/3/2025,File\n"
    );
    let key = new_id();
    let refused = import(&author, &id, &key, &bad).await;
    refused.refused(422, "invalid");
    let mut pointers = refused.pointers();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/rows/1/child_seen",
            "/rows/1/date",
            "/rows/2/happened",
            "/rows/2/source",
            "/rows/3",
        ]
    );
    assert!(refused.text.contains("Line 3: "), "{}", refused.text);
    for (csv, why) in [
        ("", "nothing"),
        (head, "no row"),
        ("Date,Colour\n1/1/2025,red\n", "other columns"),
        ("Date\n\"1/1/2025\n", "an open quote"),
    ] {
        let refused = import(&author, &id, &new_id(), csv).await;
        refused.refused(422, "invalid");
        assert!(refused.pointers().iter().all(|at| *at == "/csv"), "{why}");
    }
    let large = format!("{head}{}", " ".repeat(5_000_000));
    let refused = import(&author, &id, &new_id(), &large).await;
    refused.refused(422, "invalid");
    assert_eq!(text(&author, &id).await.body["version"], 0, "none taken");

    // The mended one, under the same key: what was refused had done nothing.
    let good = format!(
        "{head}12/3/2025,File,home_visit,alone,\"Invented, \"\"quoted\"\"\nand broken.\",\n\
         13/3/2025,File,Telephone,not seen,Invented.,Invented decision.\n"
    );
    let saved = import(&author, &id, &key, &good).await.expect(200);
    let rows = saved.body["others"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    let happened = &rows[0]["content"]["body"]["happened"];
    assert_eq!(happened, "Invented, \"quoted\"\nand broken.");
    let again = import(&author, &id, &key, &good).await.expect(200);
    assert_eq!(again.body, saved.body);
    import(&author, &id, &key, head)
        .await
        .refused(409, "idempotency_conflict");
    let now = text(&author, &id).await.expect(200);
    assert_eq!(now.body["passages"].as_array().unwrap().len(), 2);
    // Those that come later stand below.
    import(&author, &id, &new_id(), &good).await.expect(200);
    let now = text(&author, &id).await.expect(200);
    let passages = now.body["passages"].as_array().unwrap();
    let mut positions: Vec<_> = passages
        .iter()
        .map(|one| one["position"].as_i64())
        .collect();
    positions.sort_unstable();
    assert_eq!(positions, [Some(1), Some(2), Some(3), Some(4)]);
    let no_key = format!("{PATH}/{id}/chronology/import");
    author
        .post(&no_key, &json!({ "csv": good }))
        .await
        .refused(400, "idempotency_key_missing");
    let many = format!(
        "{head}{}",
        "12/3/2025,File,office,alone,Invented.,\n".repeat(4_997)
    );
    let refused = import(&author, &id, &new_id(), &many).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/csv"], "5,000 rows are the most");
}

#[actix_web::test]
async fn only_the_author_writes_and_only_quality_assurance_comments() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let words = [change(&new_id(), 0, &section("analysis", "Invented."))];
    let csv = "Date,Source,Contact,Child seen,Happened\n12/3/2025,File,office,alone,Invented.\n";
    let submit = json!({ "text_version": 1 });
    let comment = json!({ "passage": null, "quote": "", "text": "Invented comment." });
    let people = [
        ("safeguarding", 403),
        ("od_north", 403),
        ("customer_services", 403),
        ("practitioner_leeds", 404),
        ("manager_leeds", 404),
        ("manager_york", 404),
        ("board", 404),
        ("admin", 404),
    ];
    for (person, status) in people {
        let client = org.sign_in(person).await;
        let beat = format!("{PATH}/{id}/writers/{}", new_id());
        for answer in [
            save(&client, &id, &new_id(), 0, &words).await,
            import(&client, &id, &new_id(), csv).await,
            client.send(client.request(Method::PUT, &beat)).await,
            act(&client, &id, "submit", &submit).await,
            act(
                &client,
                &id,
                &format!("comments/{}/reply", new_id()),
                &json!({ "text": "x" }),
            )
            .await,
        ] {
            assert_eq!(answer.status, status, "{person}: {}", answer.text);
        }
    }
    // An author comments on nobody's review but as quality assurance, and never on their own.
    act(&author, &id, "comments", &comment)
        .await
        .refused(403, "forbidden");
    submitted(&author, &id).await;
    let director = org.sign_in("od_north").await;
    act(&director, &id, "comments", &comment)
        .await
        .refused(403, "forbidden");
    let safeguarding = org.sign_in("safeguarding").await;
    for (body, at) in [
        (
            json!({ "passage": null, "quote": "", "text": " " }),
            "/text",
        ),
        (
            json!({ "passage": null, "quote": "words", "text": "x" }),
            "/passage",
        ),
        (
            json!({ "passage": null, "quote": "", "text": "x".repeat(20_001) }),
            "/text",
        ),
    ] {
        let refused = act(&safeguarding, &id, "comments", &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [at]);
    }
    // With quality assurance there is nothing to write, whoever asks.
    for answer in [
        import(&author, &id, &new_id(), csv).await,
        act(&author, &id, "submit", &submit).await,
    ] {
        answer.refused(409, "not_permitted_now");
    }
    // Once the commission is suspended the author knows of it, and neither reads nor writes.
    let why = json!({ "reason": "Invented reason." });
    act(&director, &id, "suspend", &why).await.expect(200);
    text(&author, &id).await.refused(404, "not_found");
    save(&author, &id, &new_id(), 0, &words)
        .await
        .refused(403, "forbidden");
    one(&author, &id).await.expect(200);
}

#[actix_web::test]
async fn an_editing_session_leaves_one_entry_and_tells_nobody() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let store = &org.server.service.store;
    let count = async |action: &'static str| {
        let entries = store.read(|conn| storage::audit::unsealed(conn, 100_000));
        let entries = entries.await.unwrap().into_iter();
        entries.filter(|entry| entry.action == action).count()
    };
    let events = async || store.read(storage::audit::outbox).await.unwrap().len();
    let told = events().await;
    let author = org.sign_in(AUTHOR).await;
    let (first, second) = (new_id(), new_id());
    let mut expected = 0;
    for (minutes, tab, starts) in [
        (0, &first, 1),
        (1, &first, 0),
        (0, &second, 1),
        (10, &first, 0),
        (10, &first, 0),
        (8, &second, 0),
    ] {
        org.server.forward(Duration::minutes(minutes));
        let words = [change(&new_id(), 0, &section("analysis", "Invented."))];
        save(&author, &id, tab, 0, &words).await.expect(200);
        expected += starts;
        assert_eq!(count("management_review.write").await, expected);
    }
    org.server.forward(Duration::minutes(31));
    let author = org.sign_in(AUTHOR).await;
    let words = [change(&new_id(), 0, &section("analysis", "Invented."))];
    save(&author, &id, &first, 0, &words).await.expect(200);
    assert_eq!(count("management_review.write").await, expected + 1);
    assert_eq!(events().await, told, "no event");
    let reads = count("management_review.text").await;
    text(&author, &id).await.expect(200);
    assert_eq!(count("management_review.text").await, reads + 1);
}
