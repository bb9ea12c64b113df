//! A management review as a list of fields in words, to tell field by field what a change changed. Its text is no part
//! of it: that has versions of its own.

use crate::Result;
use crate::incidents::{Field, compare, in_words};
use shared::ids::StaffId;
use shared::incidents::api::FieldChange;
use shared::reviews::management::{ManagementReview, Proposal, stage};
use shared::reviews::recommendations::Recommendation;
use std::collections::HashMap;
use storage::{Conn, people};

/// Field by field, what differs between the two.
pub(in crate::reviews) fn changes(
    conn: &mut Conn,
    before: &ManagementReview,
    after: &ManagementReview,
) -> Result<Vec<FieldChange>> {
    let mut ids: Vec<StaffId> = Vec::new();
    for review in [before, after] {
        ids.extend(review.proposals.iter().map(|proposal| proposal.author));
        ids.extend(review.debriefs.iter().map(|debrief| debrief.staff));
    }
    let names = people::staff_names(conn, &ids)?;
    Ok(compare(
        &fields_with(before, &names),
        &fields_with(after, &names),
    ))
}

/// Every field that holds something, in the order in which people read them. Ids stand for what they name.
pub fn fields(review: &ManagementReview) -> Vec<Field> {
    fields_with(review, &HashMap::new())
}

fn fields_with(review: &ManagementReview, names: &HashMap<StaffId, String>) -> Vec<Field> {
    let mut list = List {
        names,
        fields: Vec::new(),
    };
    list.one("Stage", stage(review).label());
    list.one("Why it is required", &review.required.reason);
    for (number, proposal) in (1..).zip(&review.proposals) {
        list.proposal(number, proposal);
    }
    if let Some(terms) = &review.terms {
        list.one("Terms of reference", &terms.text);
        list.one("Period from", &in_words(terms.period_from));
        list.one("Period to", &in_words(terms.period_to));
    }
    for deadline in &review.deadlines {
        let label = format!("{}: due", deadline.clock.label());
        list.one(&label, &in_words(deadline.due));
    }
    for (number, submission) in (1..).zip(&review.submissions) {
        let label = format!("Submission {number}");
        let version = submission.text_version.to_string();
        list.one(&format!("{label}: version of the text"), &version);
        if let Some(judged) = submission.verdicts.last() {
            list.one(&format!("{label}: what came of it"), judged.verdict.label());
        }
    }
    for (number, comment) in (1..).zip(&review.comments) {
        let label = format!("Comment {number}");
        let reply = comment.reply.as_ref();
        let settled = comment.settled.map_or("", |_| "Settled");
        list.one(&label, &comment.text);
        list.one(
            &format!("{label}: reply"),
            reply.map_or("", |reply| &reply.reason),
        );
        list.one(&format!("{label}: state"), settled);
    }
    if let Some(sent) = &review.sent {
        let on = sent.on.map(in_words);
        list.one("Sent", on.as_deref().unwrap_or("There is no panel"));
        list.one("Sent: note", &sent.note);
    }
    for debrief in &review.debriefs {
        let label = format!("Debrief of {}", list.name(debrief.staff));
        let outcome = format!("{}, {}", debrief.outcome.label(), in_words(debrief.on));
        list.one(&label, &outcome);
        list.one(&format!("{label}: note"), &debrief.note);
    }
    for one in &review.recommendations {
        list.recommendation(one);
    }
    list.fields
}

struct List<'a> {
    names: &'a HashMap<StaffId, String>,
    fields: Vec<Field>,
}

impl List<'_> {
    /// A field that there is one of. An empty value is no value.
    fn one(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            let field = Field::new(label.to_owned(), label.to_owned(), value.to_owned());
            self.fields.push(field);
        }
    }

    fn name(&self, staff: StaffId) -> String {
        let name = self.names.get(&staff);
        name.cloned().unwrap_or_else(|| staff.to_string())
    }

    fn proposal(&mut self, number: usize, proposal: &Proposal) {
        let label = format!("Author {number}");
        let (exception, check) = (proposal.exception.as_ref(), proposal.check.as_ref());
        let commission = proposal.commission.as_ref();
        let suspended = commission.and_then(|given| given.suspended.as_ref());
        let ended = commission.and_then(|given| given.ended.as_ref());
        let name = self.name(proposal.author);
        let more = [
            (
                "exception",
                exception.map_or("", |exception| exception.code.label()),
            ),
            (
                "why the exception",
                exception.map_or("", |exception| &exception.reason),
            ),
            ("check", check.map_or("", |check| check.found.label())),
            ("what was declared", check.map_or("", |check| &check.note)),
            ("commission", commission.map_or("", |_| "Given")),
            (
                "suspended",
                suspended.map_or("", |suspended| &suspended.reason),
            ),
            ("commission ended", ended.map_or("", |ended| &ended.reason)),
        ];
        self.one(&label, &name);
        for (what, value) in more {
            self.one(&format!("{label}: {what}"), value);
        }
    }

    fn recommendation(&mut self, one: &Recommendation) {
        let label = format!("Recommendation {}", one.number);
        self.one(&format!("{label}: words"), &one.text);
        self.one(&format!("{label}: reach"), one.reach.label());
    }
}

/// What a new review has beside what was said: an author named before.
pub(super) fn by_rule(conn: &mut Conn, review: &ManagementReview) -> Result<Vec<FieldChange>> {
    let as_required = ManagementReview {
        proposals: Vec::new(),
        ..review.clone()
    };
    changes(conn, &as_required, review)
}
