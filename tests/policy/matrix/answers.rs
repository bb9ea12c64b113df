//! What the policy answers, in the words of the matrix.

use crate::cast::{Case, Holder, INCIDENT, OTHER};
use shared::ids::BreakGlassId;
use shared::incidents::codes::IncidentAction;
use shared::policy::access::{self, AccountAction, DecisionAction, DecisionFacts};
use shared::policy::break_glass::{self, BreakGlassAction, Opening};
use shared::policy::chasing::{self, ChasingAction};
use shared::policy::codelists::{self, CodelistAction};
use shared::policy::incidents::{
    authorise, authorise_history, authorise_report, may_read_narrative, view,
};
use shared::policy::integrations::{self, ApiClientAction};
use shared::policy::people::{self, PeopleAction};
use shared::policy::practice::{self, CaseAction};
use shared::policy::settings::{self, SettingAction};
use shared::policy::{Refusal, incidents};
use uuid::Uuid;

const OPENING: BreakGlassId = BreakGlassId(Uuid::from_u128(8));

const fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Deny => "no",
        Refusal::Hide => ".",
    }
}

/// In the words of the matrix.
pub fn word<T>(answer: Result<T, Refusal>) -> &'static str {
    answer.map_or_else(refused, |_| "yes")
}

/// How much of the incident is seen.
pub fn seen(case: Case) -> &'static str {
    view(&case.actor(), &case.facts(false)).map_or("nothing", incidents::View::as_str)
}

/// When the circumstances are read.
pub fn circumstances(case: Case) -> &'static str {
    let may = |before_triage| {
        let facts = case.facts(before_triage);
        view(&case.actor(), &facts).is_some_and(|view| may_read_narrative(view, &facts))
    };
    match (may(true), may(false)) {
        (true, true) => "always",
        (true, false) => "before",
        (false, true) => "after",
        (false, false) => "never",
    }
}

/// Whether the history is read.
pub fn history(case: Case) -> &'static str {
    word(authorise_history(
        &case.actor(),
        INCIDENT,
        &case.facts(false),
    ))
}

/// Whether the action is allowed.
pub fn done(case: Case, action: IncidentAction) -> &'static str {
    match authorise(&case.actor(), INCIDENT, &case.facts(false), action) {
        Ok(may) if may.on_behalf() => "for",
        answer => word(answer),
    }
}

/// Whether the incident is opened under break-glass.
pub fn opened(case: Case) -> &'static str {
    word(break_glass::authorise_opening(
        &case.actor(),
        OPENING,
        Some(&case.facts(false)),
    ))
}

/// What is no one incident's.
pub fn without_incident(holder: Holder) -> [&'static str; 19] {
    let actor = holder.actor(true);
    let report = match authorise_report(&actor, INCIDENT) {
        Ok(may) if may.action().logged => "logged",
        answer => word(answer),
    };
    let case = |action| word(practice::authorise(&actor, action));
    let organisation = |about, action| word(people::authorise(&actor, about, action));
    let setting = |action| word(settings::authorise(&actor, action));
    let codelist = |action| word(codelists::authorise(&actor, action));
    let email = |action| word(chasing::authorise(&actor, action));
    let yes = |may| if may { "yes" } else { "no" };
    [
        report,
        case(CaseAction::Find),
        case(CaseAction::Record),
        organisation(None, PeopleAction::Read),
        organisation(None, PeopleAction::ReadGrants),
        organisation(None, PeopleAction::Change),
        organisation(Some(OTHER), PeopleAction::Grant),
        organisation(Some(actor.staff), PeopleAction::Grant),
        organisation(Some(OTHER), PeopleAction::RecordTraining),
        organisation(Some(actor.staff), PeopleAction::RecordTraining),
        setting(SettingAction::Read),
        setting(SettingAction::Change),
        codelist(CodelistAction::Read),
        codelist(CodelistAction::Change),
        yes(break_glass::may_ask(&actor)),
        yes(break_glass::may_review(&actor)),
        word(integrations::authorise(&actor, None, ApiClientAction::Make)),
        email(ChasingAction::Read),
        email(ChasingAction::SendAgain),
    ]
}

/// What may be done about an opening.
pub fn opening(holder: Holder, own: bool, open: bool, conflicted: bool) -> [&'static str; 3] {
    let case = Case {
        holder,
        standing: crate::cast::Standing::None,
        restricted: true,
        conflicted,
    };
    let actor = case.actor();
    let opening = Opening {
        id: OPENING,
        by: if own { actor.staff } else { OTHER },
        incident: INCIDENT,
        is_open: open,
        facts: case.facts(false),
    };
    [
        word(break_glass::authorise_reading(&actor, &opening)),
        word(break_glass::authorise(
            &actor,
            &opening,
            BreakGlassAction::See,
        )),
        word(break_glass::authorise(
            &actor,
            &opening,
            BreakGlassAction::Review,
        )),
    ]
}

/// What may be done to somebody's account.
pub fn account(holder: Holder, own: bool) -> [&'static str; 6] {
    use AccountAction::{Deactivate, Invite, Reactivate, Read, Reset, RevokeLink};
    let actor = holder.actor(true);
    let about = if own { actor.staff } else { OTHER };
    [Read, Invite, Reset, RevokeLink, Deactivate, Reactivate]
        .map(|action| word(access::authorise(&actor, about, action)))
}

/// What may be done about what waits for a second administrator.
pub fn decision(holder: Holder, asked: bool, concerned: bool) -> [&'static str; 4] {
    use DecisionAction::{Confirm, Read, Refuse, Withdraw};
    let actor = holder.actor(true);
    let facts = DecisionFacts {
        asked_by: if asked { actor.staff } else { OTHER },
        concerns: Some(if concerned { actor.staff } else { OTHER }),
    };
    [Read, Confirm, Refuse, Withdraw]
        .map(|action| word(access::authorise_decision(&actor, facts, action)))
}
