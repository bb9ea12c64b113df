//! The checks of what is sent about the organisation: every fault, with its field.

use super::{
    AssignAuthority, AuthorTraining, ChangeStaff, Checker, Datelike, EndPeriod, FieldCode,
    FieldError, MAX_NAME, NaiveDate, NewArea, NewDeputy, NewGrant, NewLine, NewMembership,
    NewStaff, NewTeam,
};

type Checked = Result<(), Vec<FieldError>>;

fn named(name: &str) -> Checked {
    let mut c = Checker::new();
    c.text("/name", name, MAX_NAME, "Enter a name");
    c.finish()
}

/// A day that someone can have meant: both databases keep and order every one of them alike.
fn day(c: &mut Checker, pointer: &str, day: NaiveDate) {
    c.require(
        (1980..2100).contains(&day.year()),
        pointer,
        FieldCode::NotAllowed,
        "The date must be in the years 1980 to 2099",
    );
}

fn period(c: &mut Checker, from: NaiveDate, to: Option<NaiveDate>) {
    day(c, "/from", from);
    if let Some(to) = to {
        day(c, "/to", to);
    }
    c.require(
        to.is_none_or(|to| to >= from),
        "/to",
        FieldCode::Contradiction,
        "The last day must be on or after the first",
    );
}

impl NewArea {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        named(&self.name)
    }
}
impl NewTeam {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        named(&self.name)
    }
}
impl NewStaff {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        let mut c = Checker::new();
        c.text("/name", &self.name, MAX_NAME, "Enter a name");
        c.text("/email", &self.email, MAX_NAME, "Enter an e-mail address");
        let plausible = self
            .email
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
        c.require(
            plausible,
            "/email",
            FieldCode::NotAllowed,
            "Enter an e-mail address, such as name@example.org",
        );
        c.finish()
    }
}
impl ChangeStaff {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        named(&self.name)
    }
}
impl AuthorTraining {
    /// Every fault in it: what is completed has been.
    pub fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let days = [
            ("/e_learning_on", self.e_learning_on),
            ("/course_on", self.course_on),
        ];
        for (at, on) in days {
            if let Some(on) = on {
                c.past_date(at, on, today);
            }
        }
        c.finish()
    }
}
impl NewGrant {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        let mut c = Checker::new();
        period(&mut c, self.from, self.to);
        c.require(
            crate::policy::incidents::scope_fits(self.role, self.scope),
            "/scope",
            FieldCode::Contradiction,
            "This role is not given over that kind of scope",
        );
        c.finish()
    }
}
impl NewDeputy {
    /// Every fault in it.
    pub fn check(&self) -> Checked {
        let mut c = Checker::new();
        period(&mut c, self.from, self.to);
        c.finish()
    }
}

macro_rules! begins {
    ($($name:ident),+) => {$(
        impl $name {
            /// Every fault in it.
            pub fn check(&self) -> Checked {
                let mut c = Checker::new();
                day(&mut c, "/from", self.from);
                c.finish()
            }
        }
    )+};
}
begins!(AssignAuthority, NewLine, NewMembership);

impl EndPeriod {
    /// Every fault in it, for a period that began on `from`, seen on the day `today`.
    ///
    /// A right that was held stays on record: the last day is yesterday or later. A period that began today ends at
    /// once with yesterday as its last day: it then holds no day at all.
    pub fn check(&self, from: NaiveDate, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        day(&mut c, "/to", self.to);
        let yesterday = today.pred_opt().unwrap_or(today);
        c.require(
            self.to >= yesterday,
            "/to",
            FieldCode::NotAllowed,
            "The last day must be yesterday or later",
        );
        c.require(
            self.to >= from.pred_opt().unwrap_or(from),
            "/to",
            FieldCode::Contradiction,
            "The last day must not be before the first",
        );
        c.finish()
    }
}
