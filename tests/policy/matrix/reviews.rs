//! Reviews: who sees and does what, as the policy answers, held against what the domain says, and as a reviewed text.

mod expected;

use crate::WRITE;
use crate::answers::word;
use crate::cast::{AREA, Case, Holder, OTHER, Standing};
use shared::ids::{ExternalReviewId, ManagementReviewId, RecommendationId};
use shared::policy::reviews::{
    ExternalReviewFacts, ManagementReviewFacts, ManagementView, ReviewFacts, authorise_capacity,
    authorise_external, authorise_management, authorise_recommendation, authorise_requirement,
    external_view, management_view, may_read_text,
};
use shared::reviews::codes::{
    ExternalAction, ManagementAction, RecommendationAction, RecommendationReach,
};
use std::fmt::Write;
use uuid::Uuid;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/matrix_reviews.txt");
const EXTERNAL: ExternalReviewId = ExternalReviewId(Uuid::from_u128(70));
const MANAGEMENT: ManagementReviewId = ManagementReviewId(Uuid::from_u128(60));
const RECOMMENDATION: RecommendationId = RecommendationId(Uuid::from_u128(50));

/// How somebody stands to the writing of a management review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pen {
    /// In no way.
    None,
    /// They write it.
    Writes,
    /// They are proposed, or suspended.
    Waits,
    /// They wrote some of it; somebody else writes it now.
    Wrote,
}

impl Pen {
    const ALL: [Self; 4] = [Self::None, Self::Writes, Self::Waits, Self::Wrote];

    const fn word(self) -> &'static str {
        match self {
            Self::None => "-",
            Self::Writes => "writes",
            Self::Waits => "waits",
            Self::Wrote => "wrote",
        }
    }

    fn facts(self, case: Case, submitted: bool, approved: bool) -> ManagementReviewFacts {
        let me = case.actor().staff;
        let author = match self {
            Self::Writes => Some(me),
            Self::Wrote => Some(OTHER),
            Self::None | Self::Waits => None,
        };
        ManagementReviewFacts {
            author,
            waiting: (self == Self::Waits).then_some(me),
            authors: match self {
                Self::Writes | Self::Wrote => vec![me],
                Self::None | Self::Waits => vec![],
            },
            submitted,
            approved,
            ..ManagementReviewFacts::before(case.facts(false))
        }
    }
}

/// Every row: restricted or not makes no difference to a review, so there are only those that are not.
fn cases() -> impl Iterator<Item = (Case, Pen)> {
    let all = Case::all().into_iter().filter(|case| !case.restricted);
    all.flat_map(|case| Pen::ALL.map(|pen| (case, pen)))
        // A pen and a part at once say no more than each by itself.
        .filter(|(case, pen)| *pen == Pen::None || !matches!(case.standing, Standing::Has(_)))
}

fn seen((case, pen): (Case, Pen)) -> &'static str {
    let view = management_view(&case.actor(), &pen.facts(case, false, false));
    view.map_or("nothing", ManagementView::as_str)
}

/// From when on the text is read.
fn text((case, pen): (Case, Pen)) -> &'static str {
    let reads = |submitted, approved| {
        let facts = pen.facts(case, submitted, approved);
        let view = management_view(&case.actor(), &facts);
        view.is_some_and(|view| may_read_text(view, &facts))
    };
    match (reads(false, false), reads(true, false), reads(true, true)) {
        (true, true, true) => "draft",
        (false, true, true) => "submitted",
        (false, false, true) => "approved",
        (false, false, false) => "never",
        _ => "?",
    }
}

fn done((case, pen): (Case, Pen), action: ManagementAction) -> &'static str {
    let facts = pen.facts(case, false, false);
    let answer = if action == ManagementAction::Require {
        authorise_requirement(&case.actor(), MANAGEMENT, &facts.incident)
    } else {
        authorise_management(&case.actor(), MANAGEMENT, &facts, action)
    };
    match answer {
        Ok(may) if may.on_behalf() => "for",
        answer => word(answer),
    }
}

fn external(case: Case) -> ExternalReviewFacts {
    ExternalReviewFacts {
        incidents: vec![case.facts(false)],
    }
}

fn seen_external(case: Case) -> &'static str {
    external_view(&case.actor(), &external(case)).map_or("nothing", |view| view.as_str())
}

fn done_external(case: Case, action: ExternalAction) -> &'static str {
    word(authorise_external(
        &case.actor(),
        EXTERNAL,
        &external(case),
        action,
    ))
}

/// Deciding a recommendation of an approved review of ours.
fn decided(case: Case, reach: RecommendationReach) -> &'static str {
    let facts = Pen::None.facts(case, true, true);
    let of = ReviewFacts::Management(&facts);
    let action = RecommendationAction::Decide;
    word(authorise_recommendation(
        &case.actor(),
        RECOMMENDATION,
        of,
        reach,
        action,
    ))
}

/// Of which areas somebody sees the capacity: of all, of their own, or of none.
fn capacity(holder: Holder) -> &'static str {
    let (here, elsewhere) = (holder.actor(true), holder.actor(false));
    let own = AREA;
    match (authorise_capacity(&here), authorise_capacity(&elsewhere)) {
        (Ok(scope), Ok(_)) if scope.is_national() && scope.holds(None) => "all",
        (Ok(here), Ok(elsewhere))
            if here.holds(Some(own)) && !here.holds(None) && !elsewhere.holds(Some(own)) =>
        {
            "own"
        }
        (Err(one), Err(_)) => word(Err::<(), _>(one)),
        _ => "?",
    }
}

#[test]
fn the_capacity_is_seen_as_the_domain_says() {
    for holder in Holder::all() {
        assert_eq!(capacity(holder), expected::capacity(holder), "{holder:?}");
    }
}

#[test]
fn what_is_seen_and_done_is_what_the_domain_says() {
    for row in cases() {
        assert_eq!(seen(row), expected::seen(row), "{row:?}");
        assert_eq!(text(row), expected::text(row), "{row:?}");
        for action in ManagementAction::ALL {
            let answer = done(row, *action);
            assert_eq!(answer, expected::done(row, *action), "{row:?} {action}");
        }
    }
}

#[test]
fn external_reviews_and_recommendations_are_as_the_domain_says() {
    for case in Case::all() {
        assert_eq!(
            seen_external(case),
            expected::seen_external(case),
            "{case:?}"
        );
        for action in ExternalAction::ALL {
            let answer = done_external(case, *action);
            assert_eq!(
                answer,
                expected::done_external(case, *action),
                "{case:?} {action}"
            );
        }
        for reach in RecommendationReach::ALL {
            let answer = decided(case, *reach);
            assert_eq!(answer, expected::decided(case, *reach), "{case:?} {reach}");
        }
    }
}

#[test]
fn a_restriction_makes_no_difference_to_a_review() {
    for case in Case::all() {
        let open = Case {
            restricted: false,
            ..case
        };
        for pen in Pen::ALL {
            assert_eq!(seen((case, pen)), seen((open, pen)), "{case:?} {pen:?}");
        }
        assert_eq!(seen_external(case), seen_external(open), "{case:?}");
    }
}

#[test]
fn the_matrix_is_the_reviewed_one() -> std::io::Result<()> {
    let now = matrix();
    if std::env::var(WRITE).is_ok_and(|word| word == "write") {
        return std::fs::write(FILE, now);
    }
    let reviewed = std::fs::read_to_string(FILE)?;
    let lines = reviewed.lines().zip(now.lines());
    let differ: Vec<_> = lines
        .filter(|(before, after)| before != after)
        .take(10)
        .collect();
    assert!(
        differ.is_empty() && reviewed == now,
        "the policy no longer answers as tests/policy/matrix_reviews.txt says, first here: {differ:#?}\n\
         If that is meant, run `{WRITE}=write cargo test -p policy-tests` and have the difference reviewed."
    );
    Ok(())
}

const HEAD: &str = "\
# Who may see and do what of reviews: every role, relation and conflict, as the policy answers.
# Written by `POLICY_MATRIX=write cargo test -p policy-tests`; reviewed, and compared at every test.
#
# yes: allowed   for: allowed, marked as done for the director   no: refused (403)   .: hidden, as if it did not exist (404)
# relation: to the incident, as in matrix.txt   confl: C where they are involved in it, whatever else they are
# pen: writes: the commissioned author; waits: proposed or suspended; wrote: an author before the one who writes now
# text: from when on it is read: as a draft, once it is submitted, once it is approved, or never
# A third-party system and a person whose last grant has ended are `nobody`.
";

/// The short heads of the columns of actions, in the order of the actions.
const MANAGEMENT_ACTIONS: [&str; 23] = [
    "requ", "prop", "chec", "comm", "term", "exte", "repl", "susp", "resu", "writ", "subm", "note",
    "retu", "pass", "appr", "refe", "send", "debr", "cont", "stop", "clos", "reje", "reop",
];
const EXTERNAL_ACTIONS: [&str; 10] = [
    "trac", "corr", "step", "pane", "agre", "reco", "answ", "clos", "reje", "reop",
];

fn matrix() -> String {
    let mut text_of = HEAD.to_owned();
    let mut line = |words: &str| {
        text_of.push_str(words.trim_end());
        text_of.push('\n');
    };
    line("\n## A management review\n");
    for (head, action) in MANAGEMENT_ACTIONS.iter().zip(ManagementAction::ALL) {
        line(&format!("# {head} {}", action.label()));
    }
    line("");
    let head = ["role", "relation", "pen", "confl", "sees", "text"];
    line(&row(&head, MANAGEMENT_ACTIONS));
    for each in cases() {
        let (case, pen) = each;
        let first = [
            case.holder.word(),
            case.standing.word(),
            pen.word(),
            confl(case),
            seen(each),
            text(each),
        ];
        let actions = ManagementAction::ALL
            .iter()
            .map(|action| done(each, *action));
        line(&row(&first, actions));
    }
    line(
        "\n## An external review of the incident, and the recommendations of an approved review of ours\n",
    );
    for (head, action) in EXTERNAL_ACTIONS.iter().zip(ExternalAction::ALL) {
        line(&format!("# {head} {}", action.label()));
    }
    line("# loca decide a recommendation that is local   nati one that is national\n");
    let head = ["role", "relation", "-", "confl", "sees", "-"];
    line(&row(
        &head,
        EXTERNAL_ACTIONS.into_iter().chain(["loca", "nati"]),
    ));
    for case in Case::all().into_iter().filter(|case| !case.restricted) {
        let (role, relation) = (case.holder.word(), case.standing.word());
        let first = [role, relation, "-", confl(case), seen_external(case), "-"];
        let actions = ExternalAction::ALL.iter();
        let actions = actions.map(|action| done_external(case, *action));
        let decisions = RecommendationReach::ALL.iter();
        let decisions = decisions.map(|reach| decided(case, *reach));
        line(&row(&first, actions.chain(decisions)));
    }
    line("\n## The capacity to write reviews: of all areas, of their own, or of none\n");
    for holder in Holder::all() {
        line(&format!("{:<18}{}", holder.word(), capacity(holder)));
    }
    text_of
}

const fn confl(case: Case) -> &'static str {
    if case.conflicted { "C" } else { "-" }
}

fn row(first: &[&str; 6], actions: impl IntoIterator<Item = &'static str>) -> String {
    let [role, relation, pen, confl, sees, text] = first;
    let mut line = format!("{role:<18}{relation:<16}{pen:<7}{confl:<6}{sees:<11}{text:<10}");
    for action in actions {
        let _ = write!(line, "{action:<5}");
    }
    line
}

/// Holds this role.
fn has_role(case: Case, role: shared::policy::Role) -> bool {
    case.holder == Holder::With(role)
}
