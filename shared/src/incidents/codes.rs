//! The closed lists of words an incident is described with.

use crate::codes::codes;

codes! {
    /// What happened.
    IncidentKind {
        Death = "death", "Child’s death";
        SeriousInjury = "serious_injury", "Serious injury";
        Other = "other", "Other serious incident";
    }
}
codes! {
    /// How well a date is known.
    DatePrecision {
        Exact = "exact", "Exact";
        Estimated = "estimated", "Estimated";
        Unknown = "unknown", "Not known";
    }
}
codes! {
    /// How well a birth date is known.
    BirthPrecision {
        Exact = "exact", "Exact";
        Estimated = "estimated", "Estimated";
        Unknown = "unknown", "Not known";
        Unborn = "unborn", "Not yet born";
    }
}
codes! {
    /// Is the child or family known to the service? Blank is never the same as *no*.
    Known {
        KnownOpen = "known_open", "Known, case open";
        KnownClosed = "known_closed", "Known, case closed";
        NotKnown = "not_known", "Not known to us";
        BeingChecked = "being_checked", "Being checked";
    }
}

impl Known {
    /// The practitioner and manager need support: only where the family is known (§9).
    pub const fn is_known(self) -> bool {
        matches!(self, Self::KnownOpen | Self::KnownClosed)
    }
}

codes! {
    /// The kind of court proceedings.
    Proceedings {
        PublicLaw = "public_law", "Public law";
        PrivateLaw = "private_law", "Private law";
        None = "none", "No proceedings";
        NotKnown = "not_known", "Not known";
    }
}
codes! {
    /// An answer that may not be known yet.
    YesNo {
        Yes = "yes", "Yes";
        No = "no", "No";
        NotKnown = "not_known", "Not known";
    }
}
codes! {
    /// The child's place in the incident.
    ChildRole {
        Subject = "subject", "Subject of the incident";
        Remaining = "remaining", "Remaining child";
    }
}
codes! {
    /// What the incident did to the child.
    ChildOutcome {
        Died = "died", "Died";
        SeriouslyInjured = "seriously_injured", "Seriously injured";
        OtherHarm = "other_harm", "Other harm";
        Unharmed = "unharmed", "Not harmed";
        NotKnown = "not_known", "Not known";
    }
}
codes! {
    /// Expected or unexpected death (§1).
    Expectedness {
        Undetermined = "undetermined", "Not yet determined";
        Expected = "expected", "Expected";
        Unexpected = "unexpected", "Unexpected";
    }
}
codes! {
    /// Does any question of harm arise (§1)?
    HarmQuestion {
        Pending = "pending", "Not yet decided";
        Yes = "yes", "Yes";
        No = "no", "No";
    }
}
codes! {
    /// What the Local Safeguarding Children Board, or the partners since 2018, decided.
    LscbDecision {
        Review = "review", "A review will be held";
        NoReview = "no_review", "No review";
        OtherReview = "other_review", "Another kind of review";
    }
}
codes! {
    /// A person's part in an incident.
    Part {
        Practitioner = "practitioner", "Practitioner at the time";
        Manager = "manager", "Manager at the time";
        Reporter = "reporter", "Reported it";
        Buddy = "buddy", "Buddy";
        NoBuddyNeeded = "no_buddy_needed", "No buddy needed";
        Liaison = "liaison", "SCR panel liaison";
        Author = "author", "Author of our management review";
        Access = "access", "Given access";
        ReplacementOd = "replacement_od", "Operational Director for this incident";
    }
}

impl Part {
    /// Being involved is a conflict of interest that beats every grant.
    pub const fn is_involved(self) -> bool {
        matches!(self, Self::Practitioner | Self::Manager)
    }
}

codes! {
    /// The immediate steps of the responsible Operational Director (§8, §20).
    StepKind {
        FileSecured = "file_secured", "File secured";
        ChildrenChecked = "children_checked", "Well-being of remaining children checked";
        LiaisonNamed = "liaison_named", "SCR panel liaison named";
        AuthorNamed = "author_named", "Management review author named, or no review required";
        ImmediateLearning = "immediate_learning", "Immediate learning acted on";
    }
}
codes! {
    /// How a step stands.
    StepStatus {
        Outstanding = "outstanding", "Outstanding";
        Done = "done", "Done";
        NotApplicable = "not_applicable", "Not applicable";
    }
}
codes! {
    /// The exceptions of §11: they relax the kind of author, never independence.
    AuthorException {
        PdpInterest = "pdp_interest", "Operational service manager with an interest, as part of their development plan";
        Capacity = "capacity", "External resource, for want of capacity";
        SeriousCriticismOrMedia = "serious_criticism_or_media", "Independent external resource: serious criticism or media interest";
    }
}
codes! {
    /// A clock that an incident runs under.
    Clock {
        Triage = "triage", "Triage";
        Acknowledge = "acknowledge", "Operational Director acknowledges";
        FileSecured = "file_secured", "File secured";
        ChildrenChecked = "children_checked", "Remaining children checked";
        Buddies = "buddies", "Buddies named";
        LiaisonNamed = "liaison_named", "SCR panel liaison named";
        AuthorNamed = "author_named", "Management review author named";
        ImmediateLearning = "immediate_learning", "Immediate learning acted on";
    }
}
codes! {
    /// Where an incident stands, calculated from its facts.
    Stage {
        Received = "received", "Received";
        Logged = "logged", "Logged";
        Triaged = "triaged", "Triaged";
        Forwarded = "forwarded", "Forwarded";
        Acting = "acting", "Immediate steps";
        Monitoring = "monitoring", "Monitoring";
        Closed = "closed", "Closed";
        Rejected = "rejected", "Rejected";
        Duplicate = "duplicate", "Duplicate";
    }
}

impl Stage {
    /// Nothing more is expected of anyone.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected | Self::Duplicate)
    }
    /// Not yet triaged: customer services may still read the circumstances.
    pub const fn before_triage(self) -> bool {
        matches!(self, Self::Received | Self::Logged)
    }
}

codes! {
    /// Everything that can be done to an incident.
    IncidentAction {
        Log = "log", "Log";
        Correct = "correct", "Correct the facts";
        Triage = "triage", "Triage";
        Forward = "forward", "Forward to an Operational Director";
        Acknowledge = "acknowledge", "Acknowledge";
        RecordStep = "record_step", "Record an immediate step";
        NameBuddy = "name_buddy", "Name a buddy";
        ReviewChildDeath = "review_child_death", "Record the child death review";
        RecordLscbDecision = "record_lscb_decision", "Record the LSCB’s decision and our answer";
        Extend = "extend", "Extend a deadline";
        Add = "add", "Add words under the narrative";
        MarkDuplicate = "mark_duplicate", "Mark as a duplicate";
        Reject = "reject", "Reject";
        Restrict = "restrict", "Change who may see it";
        GiveAccess = "give_access", "Give someone access";
        ReplaceOd = "replace_od", "Name another Operational Director";
        Close = "close", "Close";
        Reopen = "reopen", "Reopen";
    }
}
