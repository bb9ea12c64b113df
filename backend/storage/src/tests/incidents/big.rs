use super::scope::wanted;
use super::world::{Dice, World, today};
use crate::incidents::{self, Wanted, search::Words};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};
use diesel::connection::SimpleConnection;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::*;
use shared::policy::incidents::Scope;
use shared::policy::turns::Turns;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::disallowed_methods)]
async fn big() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(3), 1);
        let (store, world) = world.settle(&place).await?;
        let t = Instant::now();
        store.write(|conn| {
            let pg = matches!(conn, Conn::Postgres(_));
            let n = if pg { "generate_series(1, 200000) AS t(n)" } else { "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t WHERE n < 200000) SELECT n FROM t) AS t" };
            let hex = |e: &str, w: u8| if pg { format!("lpad(to_hex({e}), {w}, '0')") } else { format!("printf('%0{w}x', {e})") };
            let id = format!("({} || '-0000-7000-8000-' || {})", hex("(n * 7919) % 2000003", 8), hex("n", 12));
            let date = if pg { "(DATE '2024-03-01' - (n % 740))".to_owned() } else { "date('2024-03-01', '-' || (n % 740) || ' days')".to_owned() };
            let due = if pg { "(DATE '2024-03-01' + (n % 20) - 5)".to_owned() } else { "date('2024-03-01', ((n % 20) - 5) || ' days')".to_owned() };
            let person = |k: u32| format!("('00000010-0000-0000-0000-' || {})", hex(&format!("(n * {k} / 3) % 9 + 1"), 12));
            let area = format!("('00000020-0000-0000-0000-' || {})", hex("n % 3 + 1", 12));
            let team = format!("('00000030-0000-0000-0000-' || {})", hex("n % 5 + 1", 12));
            let ts = if pg { "TIMESTAMP '2024-01-01 00:00:00'" } else { "'2024-01-01 00:00:00'" };
            let stage = "CASE WHEN n % 50 = 0 THEN CASE n % 6 WHEN 0 THEN 'received' WHEN 1 THEN 'logged' WHEN 2 THEN 'forwarded' WHEN 3 THEN 'acting' ELSE 'monitoring' END ELSE 'closed' END";
            conn.batch_execute(&format!("INSERT INTO incidents SELECT {id}, 'SI-2024-' || (n + 10000), 1, CASE n % 3 WHEN 0 THEN 'death' WHEN 1 THEN 'serious_injury' ELSE 'other' END, {date}, 'exact', NULL, {date}, 'police', NULL, 'none', 'no', 'no', {p}, {ts}, {p}, {ts}, CASE n % 1000 WHEN 0 THEN 'being_checked' ELSE CASE n % 3 WHEN 0 THEN 'known_open' WHEN 1 THEN 'known_closed' ELSE 'not_known' END END, NULL, {area}, {r}, {stage}, CASE WHEN n % 100 = 0 THEN {due} ELSE {never} END FROM {n}", p = person(1), r = if pg {"n % 3 = 0"} else {"n % 3 = 0"}, never = if pg {"DATE '9999-12-31'"} else {"'9999-12-31'"}))?;
            conn.batch_execute(&format!("INSERT INTO incident_details (incident_id, circumstances, forwarded_as_deputy, acknowledged_on_behalf, expectedness, harm_question, decision_delayed, rejected) SELECT {id}, 'x', {f}, {f}, 'expected', CASE n % 4 WHEN 0 THEN 'pending' ELSE 'no' END, 'no', {f} FROM {n}", f = if pg {"false"} else {"0"}))?;
            for (k, part) in [(1, "reporter"), (2, "practitioner"), (5, "manager"), (7, "buddy")] {
                let iid = format!("({} || '-0000-7000-8000-' || {})", hex(&format!("n * 10 + {k}"), 8), hex("n", 12));
                // only 1 in 2000 involve the nine people for parts, else person 9
                let who = if k == 1 { person(1) } else { format!("CASE WHEN n % 500 = {k} THEN {} ELSE '00000010-0000-0000-0000-000000000009' END", person(k)) };
                conn.batch_execute(&format!("INSERT INTO incident_involvements (id, incident_id, staff_id, part, team_id, recorded_by, recorded_at) SELECT {iid}, {id}, {who}, '{part}', {team}, {p}, {ts} FROM {n}", p = person(1)))?;
            }
            conn.batch_execute(&format!("INSERT INTO incident_search_rows SELECT (1000000 - n % 740) * 1099511627776 + n, {id} FROM {n}"))?;
            if pg {
                conn.batch_execute("INSERT INTO incident_search SELECT position, v.t, v.t || to_tsvector('simple', 'child') FROM incident_search_rows, LATERAL (SELECT to_tsvector('simple', string_agg('w' || (floor(random()*random()*3000))::int, ' ')) AS t FROM generate_series(1, 40) WHERE position > 0) AS v")?;
            } else {
                conn.batch_execute("INSERT INTO incident_search (rowid, intake, narrative) SELECT position, 'si 2024 w' || abs(random() % 3000), 'child ' || (WITH RECURSIVE g(k, s) AS (SELECT 0, '' UNION ALL SELECT k+1, s || ' w' || (abs(random() % 3000) * abs(random() % 1000) / 1000) FROM g WHERE k < 40 AND position > 0) SELECT s FROM g WHERE k = 40) FROM incident_search_rows")?;
            }
            Ok::<_, StorageError>(())
        }).await?;
        println!("{:?} filled in {:?}", store.backend(), t.elapsed());
        for analysed in [false, true] {
            if analysed { store.write(|conn| Ok::<_, StorageError>(conn.batch_execute("ANALYZE")?)).await?; }
            let store = crate::Store::open(&place.config)?;
            let actors = world.actors();
            let areas = world.areas.clone();
            store.read(move |conn| {
                for (name, a) in [("safeguarding", 0), ("cs", 1), ("od1", 5), ("practitioner", 4), ("manager", 8), ("deputy", 7)] {
                    let actor = &actors[a];
                    println!("-- {:?} analysed={analysed} {name}", matches!(conn, Conn::Postgres(_)));
                    let plain = IncidentFilter::default;
                    for (what, f) in [("plain", plain()), ("stage", IncidentFilter { stage: Some(Stage::Acting), ..plain() }), ("closed", IncidentFilter { stage: Some(Stage::Closed), ..plain() }), ("kind", IncidentFilter { kind: Some(IncidentKind::Death), ..plain() }), ("being", IncidentFilter { known: Some(Known::BeingChecked), ..plain() }), ("area", IncidentFilter { area: Some(areas[0]), ..plain() }), ("overdue", IncidentFilter { overdue: Some(true), ..plain() }), ("late+area", IncidentFilter { overdue: Some(true), area: Some(areas[0]), ..plain() }), ("dates", IncidentFilter { notified_to: Some(today() - chrono::Days::new(700)), ..plain() }), ("kind+known+stage", IncidentFilter { kind: Some(IncidentKind::Death), known: Some(Known::BeingChecked), stage: Some(Stage::Closed), ..plain() })] {
                        let mut line = format!("{what:18}");
                        for sort in [IncidentSort::Newest, IncidentSort::Oldest, IncidentSort::DueSoonest] {
                            let w = wanted(actor, IncidentFilter { sort: Some(sort), ..f.clone() });
                            let _ = incidents::list(conn, &w, None, 25)?;
                            let t = Instant::now();
                            let rows = incidents::list(conn, &w, None, 25)?;
                            line += &format!(" {:>7.1}ms({})", t.elapsed().as_secs_f64() * 1e3, rows.rows.len());
                        }
                        let w = wanted(actor, f.clone());
                        let t = Instant::now();
                        let c = incidents::count(conn, &w)?;
                        line += &format!("  count {:>7.1}ms {c}", t.elapsed().as_secs_f64() * 1e3);
                        println!("{line}");
                    }
                    for words in ["child", "w5", "w2999", "child w2500", "si 2024 w77", "zzz", "w1 w2 w3", "SI-2024-10050"] {
                        let mut line = format!("{words:14}");
                        for (sort, stage) in [(IncidentSort::Newest, None), (IncidentSort::Oldest, None), (IncidentSort::DueSoonest, None), (IncidentSort::Newest, Some(Stage::Received))] {
                            let w = Wanted { words: Words::read(words), ..wanted(actor, IncidentFilter { sort: Some(sort), stage, ..plain() }) };
                            let t = Instant::now();
                            let rows = incidents::list(conn, &w, None, 25)?;
                            line += &format!(" {:>7.1}ms({})", t.elapsed().as_secs_f64() * 1e3, rows.rows.len());
                        }
                        let w = Wanted { words: Words::read(words), ..wanted(actor, plain()) };
                        let t = Instant::now();
                        let c = incidents::count(conn, &w)?;
                        line += &format!("  count {:>7.1}ms {c}", t.elapsed().as_secs_f64() * 1e3);
                        println!("{line}");
                    }
                    let t = Instant::now();
                    let (rows, total) = incidents::waiting(conn, &Scope::of(actor), &Turns::of(actor), 50)?;
                    let ids: Vec<_> = rows.iter().map(|r| r.id).collect();
                    let t2 = t.elapsed();
                    incidents::load_many(conn, &ids)?;
                    let t3 = t.elapsed();
                    let f = incidents::following(conn, &Scope::of(actor), 50)?;
                    println!("work {} {total} {t2:?} load {t3:?} following {} {:?}", rows.len(), f.len(), t.elapsed());
                }
                Ok::<_, StorageError>(())
            }).await?;
        }
        Ok(())
    }).await
}
