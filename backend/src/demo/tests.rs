//! A whole filling, of a database in a temporary folder.

use super::*;
use chrono::SubsecRound as _;
use service::access::Visit;
use service::{Clock, Context, Entropy, ServiceConfig, SystemEntropy};
use shared::access::SignIn;
use shared::codelists::{fault_of, label_of};
use shared::ids::{RequestId, StaffId, TeamId};
use shared::incidents::api::{IncidentFilter, IncidentRow};
use shared::incidents::{IncidentKind, Known, Stage, YesNo};
use shared::policy::incidents::View;
use shared::reviews::ManagementStage;
use shared::reviews::api::{ExternalReviewFilter, ManagementReviewFilter};
use std::collections::{BTreeMap, HashSet};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use storage::{Store, StoreConfig};

/// A clock that stands.
struct Still(DateTime<Utc>);

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        self.0.trunc_subsecs(6)
    }
}

struct House {
    service: Service,
    folder: tempfile::TempDir,
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&StoreConfig::sqlite(folder.path().join("db"))).unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(Still("2026-11-23T10:30:00Z".parse().unwrap()));
        let config = ServiceConfig::new(vec![7; 32]);
        let service = Service::new(store, clock, Arc::new(SystemEntropy), config).unwrap();
        Self { service, folder }
    }

    async fn filled(incidents: usize) -> Self {
        let house = Self::new().await;
        fill(&house.service, house.folder.path(), incidents)
            .await
            .unwrap();
        house
    }

    fn accounts_file(&self) -> PathBuf {
        self.folder.path().join(accounts::FILE)
    }

    /// E-mail and password of each sign-in.
    fn accounts(&self) -> BTreeMap<String, (String, String)> {
        let text = std::fs::read_to_string(self.accounts_file()).unwrap();
        let listed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let word =
            |account: &serde_json::Value, key: &str| account[key].as_str().unwrap().to_owned();
        let accounts = listed["accounts"].as_array().unwrap().iter();
        accounts
            .map(|a| (word(a, "key"), (word(a, "email"), word(a, "password"))))
            .collect()
    }

    async fn sign_in(&self, key: &str) -> Context {
        let (email, password) = self.accounts()[key].clone();
        let now = self.service.clock.now();
        let request = RequestId(self.service.entropy.id(now));
        let sign_in = SignIn { email, password };
        let visit = Visit {
            now,
            request,
            origin: None,
        };
        let started = self
            .service
            .sign_in(sign_in, visit.clone(), None)
            .await
            .unwrap();
        let authenticated = self
            .service
            .authenticate(&started.token, &visit, true)
            .await
            .unwrap();
        Context {
            signed_in: Arc::new(authenticated.signed_in),
            now,
            request,
            origin: None,
            entropy: Arc::clone(&self.service.entropy) as Arc<dyn Entropy>,
        }
    }

    /// Every incident that the person may see.
    async fn list(&self, ctx: &Context) -> Vec<IncidentRow> {
        let (mut rows, mut cursor) = (Vec::new(), None);
        loop {
            let filter = IncidentFilter {
                limit: Some(100),
                cursor,
                ..IncidentFilter::default()
            };
            let page = self.service.list_incidents(ctx, filter).await.unwrap();
            rows.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return rows;
            }
        }
    }
}

#[tokio::test]
async fn a_filling_holds_every_stage_and_contradicts_nothing() {
    let house = House::filled(150).await;
    let store = &house.service.store;
    assert_eq!(
        store.read(storage::incidents::recalculate).await.unwrap(),
        []
    );
    let rows = house.list(&house.sign_in("safeguarding").await).await;
    assert_eq!(rows.len(), 150);
    let stages: HashSet<_> = rows.iter().map(|row| row.stage).collect();
    assert_eq!(stages.len(), Stage::ALL.len(), "{stages:?}");
    let kinds: HashSet<_> = rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds.len(), IncidentKind::ALL.len());
    let known: HashSet<_> = rows.iter().filter_map(|row| row.known).collect();
    assert_eq!(known.len(), Known::ALL.len());
    assert!(rows.iter().any(|row| row.overdue) && rows.iter().any(|row| !row.restricted));
    let references: HashSet<_> = rows.iter().map(|row| &row.reference).collect();
    assert_eq!(references.len(), 150);
}

#[tokio::test]
async fn who_told_us_is_said_in_the_words_of_its_day() {
    let house = House::filled(150).await;
    let ids: Vec<_> = house
        .list(&house.sign_in("safeguarding").await)
        .await
        .iter()
        .map(|row| row.id)
        .collect();
    let read = move |conn: &mut Conn| {
        let sources = storage::codelists::entries_of(conn, Codelist::IncidentSource)?;
        Ok::<_, StorageError>((sources, storage::incidents::load_many(conn, &ids)?))
    };
    let (sources, incidents) = house.service.store.read(read).await.unwrap();
    let mut said = HashSet::new();
    for incident in &incidents {
        let (source, on) = (&incident.notification.source, incident.source_on);
        assert_eq!(fault_of(&sources, source, on, ""), None, "{source} on {on}");
        said.insert(label_of(&sources, source, on));
    }
    for words in [
        "Local Safeguarding Children Board",
        "Local safeguarding partners",
        "School or nursery",
    ] {
        assert!(said.contains(words), "{words} is not in {said:?}");
    }
}

#[tokio::test]
async fn a_filling_holds_two_external_reviews_one_of_a_family_not_known() {
    let house = House::filled(150).await;
    let safeguarding = house.sign_in("safeguarding").await;
    let filter = ExternalReviewFilter::default();
    let page = house.service.list_external_reviews(&safeguarding, filter);
    let rows = page.await.unwrap().items;
    let mut involved: Vec<_> = rows.iter().map(|row| row.involved).collect();
    involved.sort_unstable();
    assert_eq!(involved, [YesNo::Yes, YesNo::No]);
    for row in rows {
        let review = house.service.external_review(&safeguarding, row.id).await;
        let review = review.unwrap();
        assert_eq!(review.facts.incidents.len(), 1);
        assert!(review.recommendations.is_some_and(|rows| rows.len() == 2));
        assert!(!review.deadlines.is_empty() && review.steps.len() > 3);
        let history = house
            .service
            .external_history(&safeguarding, row.id, None, None);
        let entries = i64::try_from(history.await.unwrap().items.len());
        assert_eq!(entries, Ok(review.version));
    }
    let store = &house.service.store;
    let wrong = store.read(storage::reviews::external::recalculate).await;
    assert_eq!(wrong.unwrap(), []);
    // Another filling adds incidents, not reviews.
    let more = fill(&house.service, house.folder.path(), 10).await;
    more.unwrap();
    let filter = ExternalReviewFilter::default();
    let page = house.service.list_external_reviews(&safeguarding, filter);
    assert_eq!(page.await.unwrap().items.len(), 2);
}

#[tokio::test]
async fn a_filling_holds_three_management_reviews_at_different_stages() {
    let house = House::filled(150).await;
    let safeguarding = house.sign_in("safeguarding").await;
    let filter = ManagementReviewFilter::default();
    let page = house.service.list_management_reviews(&safeguarding, filter);
    let rows = page.await.unwrap().items;
    let mut stages: Vec<_> = rows.iter().map(|row| row.stage).collect();
    stages.sort_unstable();
    assert_eq!(
        stages,
        [
            ManagementStage::Writing,
            ManagementStage::Suspended,
            ManagementStage::Sent
        ]
    );
    for row in rows {
        let review = house.service.management_review(&safeguarding, row.id).await;
        let review = review.unwrap();
        let sent = row.stage == ManagementStage::Sent;
        let recommended = review.recommendations.is_some_and(|all| all.len() == 1);
        assert_eq!(recommended, sent);
        assert_eq!(review.text_version, sent.then_some(1));
        let history = house
            .service
            .management_history(&safeguarding, row.id, None, None);
        let entries = i64::try_from(history.await.unwrap().items.len());
        assert_eq!(entries, Ok(review.version));
    }
    // Nothing is stored that does not follow, and no author of these is not independent.
    let check = |conn: &mut Conn| {
        let wrong = storage::reviews::management::recalculate(conn)?;
        let of_incidents = storage::incidents::recalculate(conn)?;
        Ok::<_, StorageError>((wrong, of_incidents))
    };
    let (wrong, of_incidents) = house.service.store.read(check).await.unwrap();
    assert_eq!((wrong, of_incidents), (vec![], vec![]));
}

#[tokio::test]
async fn the_organisation_is_whole() {
    let house = House::filled(0).await;
    let read = house.service.store.read(store::read_organisation);
    let (organisation, cases) = read.await.unwrap();
    assert_eq!(
        (organisation.areas.len(), organisation.teams.len()),
        (3, 33)
    );
    assert_eq!(organisation.authorities.len(), 153);
    assert_eq!(organisation.places.len(), 153);
    assert!((55..=70).contains(&organisation.people.len()));
    assert!((130..=170).contains(&cases.len()), "{}", cases.len());
    let names: HashSet<_> = organisation.people.iter().map(|p| &p.name).collect();
    assert_eq!(names.len(), organisation.people.len());
    assert!(
        organisation
            .people
            .iter()
            .all(|p| p.name.contains(" Demo-"))
    );
    let today = today_in_london(house.service.clock.now());
    let vacant = organisation
        .areas
        .iter()
        .find(|a| a.name == organisation::VACANT)
        .unwrap();
    let (_, as_deputy) = organisation.director(vacant.id, today).unwrap();
    let year_ago = organisation.director(vacant.id, today - Duration::days(365));
    assert!(as_deputy && year_ago.is_some_and(|(_, as_deputy)| !as_deputy));
    let posts = Posts::of(&organisation, today);
    assert_eq!(posts.directors.len(), 2);
    for team in &organisation.teams {
        let held = |post: &[(StaffId, TeamId)]| post.iter().any(|(_, of)| *of == team.id);
        assert!(
            held(&posts.managers) && held(&posts.practitioners),
            "{}",
            team.name
        );
    }
}

#[tokio::test]
async fn every_account_can_sign_in() {
    let house = House::filled(0).await;
    let accounts = house.accounts();
    let keys: Vec<&str> = accounts.keys().map(String::as_str).collect();
    let mut wanted = vec![
        "practitioner",
        "practitioner_conflicted",
        "manager",
        "specialist_manager",
        "od_north",
        "od_midlands_west",
        "deputy_od",
        "safeguarding",
        "customer_services",
        "learning_panel",
        "board",
        "admin",
        "admin_second",
    ];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    for (key, (email, password)) in &accounts {
        assert!(email.ends_with("@demo.invalid") && password.len() > 20);
        let ctx = house.sign_in(key).await;
        let rights = ctx.actor();
        assert!(!rights.grants.is_empty(), "{key}");
        assert_eq!(
            rights.deputy_for.len(),
            usize::from(key == "deputy_od"),
            "{key}"
        );
    }
    let mode = std::fs::metadata(house.accounts_file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn each_role_sees_what_it_should() {
    let house = House::filled(120).await;
    let views = async |key: &str| {
        let ctx = house.sign_in(key).await;
        let rows = house.list(&ctx).await;
        let mut views: BTreeMap<View, usize> = BTreeMap::new();
        for row in rows {
            *views.entry(row.view).or_default() += 1;
        }
        views
    };
    let conflicted = views("practitioner_conflicted").await;
    assert!(conflicted[&View::Summary] >= 3, "{conflicted:?}");
    assert!(conflicted[&View::Whole] >= 80, "{conflicted:?}");
    let practitioner = views("practitioner").await;
    assert!(
        practitioner.contains_key(&View::Summary) && practitioner.contains_key(&View::OwnWords)
    );
    assert!(!practitioner.contains_key(&View::Whole));
    assert!(views("manager").await.contains_key(&View::Summary));
    assert!(views("specialist_manager").await.contains_key(&View::Whole));
    assert!(views("deputy_od").await[&View::Whole] >= 10);
    assert!(views("od_north").await[&View::Whole] >= 10);
    assert_eq!(views("customer_services").await[&View::Intake], 120);
    for nothing in ["learning_panel", "board", "admin", "admin_second"] {
        assert!(views(nothing).await.is_empty(), "{nothing}");
    }
}

#[tokio::test]
async fn a_second_filling_adds_incidents_only() {
    let house = House::filled(40).await;
    let before = std::fs::read(house.accounts_file()).unwrap();
    fill(&house.service, house.folder.path(), 25).await.unwrap();
    fill(&house.service, house.folder.path(), 25).await.unwrap();
    assert_eq!(std::fs::read(house.accounts_file()).unwrap(), before);
    let ctx = house.sign_in("safeguarding").await;
    assert_eq!(house.list(&ctx).await.len(), 90);
}

#[tokio::test]
async fn any_other_database_is_refused() {
    let house = House::new().await;
    let password = "a long enough password".to_owned();
    let made = house
        .service
        .create_first_admin("someone@example.org", "Someone", password);
    made.await.unwrap();
    let refused = fill(&house.service, house.folder.path(), 10)
        .await
        .unwrap_err();
    assert!(matches!(refused, DemoError::NotADemonstration));
    assert!(!refused.to_string().contains('\n'));
    assert!(!house.accounts_file().exists());
}

#[tokio::test]
async fn what_fails_leaves_no_file_of_sign_ins() {
    let house = House::filled(0).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let now = house.service.clock.now();
    let again = Founding::invent(&house.service, elsewhere.path(), now).unwrap();
    let again = write(&house.service, Some(again), 0, now).await;
    assert!(matches!(again, Err(DemoError::Storage(_))));
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

/// A clock that stops the filling when it has told some incidents.
struct Broken(std::sync::atomic::AtomicUsize);

impl Clock for Broken {
    fn now(&self) -> DateTime<Utc> {
        let asked = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        assert!(asked < 3, "the clock stops here");
        "2026-11-23T10:30:00Z".parse().unwrap()
    }
}

#[tokio::test]
async fn an_interrupted_filling_leaves_nothing_and_can_be_begun_again() {
    let mut house = House::new().await;
    let whole = Arc::clone(&house.service.clock);
    house.service.clock = Arc::new(Broken(0.into()));
    let interrupted = fill(&house.service, house.folder.path(), 1_200).await;
    assert!(matches!(
        interrupted,
        Err(DemoError::Storage(StorageError::Panicked))
    ));
    let store = &house.service.store;
    assert!(store.read(storage::people::is_empty).await.unwrap());
    let there = store.read(storage::incidents::how_many).await.unwrap();
    assert_eq!(there, 0);
    assert!(!house.accounts_file().exists());
    house.service.clock = whole;
    fill(&house.service, house.folder.path(), 30).await.unwrap();
    assert!(house.accounts_file().exists());
    let there = house.service.store.read(storage::incidents::how_many);
    assert_eq!(there.await.unwrap(), 30);
}
