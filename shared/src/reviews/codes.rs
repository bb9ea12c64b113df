//! The closed lists of words that reviews are described with, besides those of their clocks.

use crate::codes::codes;

codes! {
    /// What becomes known of an external review, in the order in which it usually does.
    ExternalStep {
        Considered = "considered", "Considered by the Board or the partners";
        RapidReview = "rapid_review", "Rapid review received";
        Decided = "decided", "Decided";
        TermsReceived = "terms_received", "Terms of reference received";
        Submitted = "submitted", "Our management review submitted";
        DraftReceived = "draft_received", "Draft overview report received";
        Answered = "answered", "Draft recommendations answered";
        Completed = "completed", "Completed";
        Evaluated = "evaluated", "Evaluated";
        Published = "published", "Published";
        Withheld = "withheld", "Decided not to publish";
        LearningExtracted = "learning_extracted", "Learning extracted";
    }
}
codes! {
    /// Where an external review stands, calculated from what is recorded of it.
    ExternalStage {
        Tracked = "tracked", "Not yet considered";
        Considered = "considered", "Being considered";
        RapidReview = "rapid_review", "Rapid review received";
        NotHeld = "not_held", "No review";
        Decided = "decided", "To be held";
        Scoped = "scoped", "Terms of reference received";
        Submitted = "submitted", "Our review submitted";
        Draft = "draft", "Draft received";
        Answered = "answered", "Draft answered";
        Completed = "completed", "Completed";
        Evaluated = "evaluated", "Evaluated";
        Published = "published", "Published, or decided not to be";
        Learned = "learned", "Learning extracted";
        Closed = "closed", "Closed";
        Rejected = "rejected", "Rejected";
    }
}

impl ExternalStage {
    /// Nothing more is expected of anyone.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected)
    }
}

codes! {
    /// How a serious case review was evaluated.
    Grade {
        Outstanding = "outstanding", "Outstanding";
        Good = "good", "Good";
        Adequate = "adequate", "Adequate";
        Inadequate = "inadequate", "Inadequate";
    }
}
codes! {
    /// Everything that can be done to the record of an external review.
    ExternalAction {
        Track = "track", "Record an external review";
        Correct = "correct", "Correct the facts";
        RecordStep = "record_step", "Record what has become known";
        SetPanelDate = "set_panel_date", "Record the panel’s date for management reviews";
        Agree = "agree", "Record a date agreed anew";
        Recommend = "recommend", "Record its recommendations";
        Answer = "answer", "Answer a draft recommendation";
        Close = "close", "Close";
        Reject = "reject", "Reject";
        Reopen = "reopen", "Reopen";
    }
}
codes! {
    /// Where a management review stands, calculated from its facts.
    ManagementStage {
        Required = "required", "Required";
        Proposed = "proposed", "Author proposed";
        Checked = "checked", "Independence checked";
        Commissioned = "commissioned", "Commissioned";
        Writing = "writing", "Being written";
        Suspended = "suspended", "Suspended";
        Submitted = "submitted", "With quality assurance";
        Returned = "returned", "Returned to the author";
        Passed = "passed", "Passed by quality assurance";
        Approved = "approved", "Approved";
        Sent = "sent", "Sent to the panel";
        Debriefed = "debriefed", "Staff debriefed";
        Closed = "closed", "Closed";
        Stopped = "stopped", "Stopped";
        Rejected = "rejected", "Rejected";
    }
}

impl ManagementStage {
    /// Nothing more is expected of anyone.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Closed | Self::Stopped | Self::Rejected)
    }
    /// It has no author yet.
    pub const fn awaits_author(self) -> bool {
        matches!(self, Self::Required | Self::Proposed | Self::Checked)
    }
    /// It takes up its author: commissioned, and not approved. What is suspended is not open, and counts apart.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Commissioned | Self::Writing | Self::Submitted | Self::Returned | Self::Passed
        )
    }
    /// It is not written yet, whether or not somebody may write it now.
    pub const fn is_unfinished(self) -> bool {
        self.awaits_author() || self.is_open() || matches!(self, Self::Suspended)
    }
}

codes! {
    /// Everything that can be done to a management review.
    ManagementAction {
        Require = "require", "Say that a management review is required";
        ProposeAuthor = "propose_author", "Propose an author";
        CheckIndependence = "check_independence", "Record the check of independence";
        Commission = "commission", "Commission";
        ChangeTerms = "change_terms", "Change the terms of reference";
        Extend = "extend", "Change the due date";
        ReplaceAuthor = "replace_author", "End the author’s commission";
        Suspend = "suspend", "Suspend the commission";
        Resume = "resume", "Resume the commission";
        Write = "write", "Write";
        Submit = "submit", "Submit for quality assurance";
        Comment = "comment", "Comment on a passage";
        Return = "return", "Return to the author";
        PassQa = "pass_qa", "Pass";
        Approve = "approve", "Approve";
        ReferBack = "refer_back", "Refer back to quality assurance";
        Send = "send", "Record that it was sent to the panel";
        Debrief = "debrief", "Record a debrief";
        Continue = "continue", "Continue without an external review";
        Stop = "stop", "Stop";
        Close = "close", "Close";
        Reject = "reject", "Reject";
        Reopen = "reopen", "Reopen";
    }
}
codes! {
    /// What the check of a proposed author's independence found.
    IndependenceFound {
        Independent = "independent", "Independent";
        NotIndependent = "not_independent", "Not independent";
    }
}
codes! {
    /// What came of a submission.
    Verdict {
        Returned = "returned", "Returned to the author";
        Passed = "passed", "Passed";
        ReferredBack = "referred_back", "Referred back by the Operational Director";
    }
}
codes! {
    /// What came of a debrief.
    DebriefOutcome {
        Held = "held", "Held";
        Declined = "declined", "Offered and declined";
        NotPossible = "not_possible", "Not possible";
    }
}
codes! {
    /// What can be done to a recommendation.
    RecommendationAction {
        Decide = "decide", "Accept, amend or reject";
        Assign = "assign", "Change its owner or due date";
    }
}
codes! {
    /// Whom a recommendation of an external review is for.
    AddressedTo {
        Us = "us", "Us";
        AllAgencies = "all_agencies", "All agencies";
        Others = "others", "Others only";
    }
}

impl AddressedTo {
    /// We have to answer and decide it (§19).
    pub const fn concerns_us(self) -> bool {
        matches!(self, Self::Us | Self::AllAgencies)
    }
}

codes! {
    /// A recommendation of a draft, or one that stands.
    Standing {
        Draft = "draft", "Draft";
        Final = "final", "Final";
    }
}
codes! {
    /// How far a recommendation reaches, and so who decides it (§21).
    RecommendationReach {
        Local = "local", "Local: the Operational Director decides";
        National = "national", "National: safeguarding decides";
    }
}
codes! {
    /// What was decided about a recommendation.
    RecommendationDecision {
        Accepted = "accepted", "Accepted";
        Amended = "amended", "Accepted with amendments";
        Rejected = "rejected", "Rejected";
    }
}

codes! {
    /// The kinds of file that a management review can be had as.
    FileKind {
        Pdf = "pdf", "PDF";
        Word = "docx", "Word file";
    }
}

impl FileKind {
    /// What it is, for whoever is sent one.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

codes! {
    /// What a file attached to a review is, decided by what is in it.
    AttachmentKind {
        Pdf = "pdf", "PDF";
        Png = "png", "PNG picture";
        Jpeg = "jpeg", "JPEG picture";
        Text = "text", "Plain text";
        Csv = "csv", "CSV file";
        Word = "docx", "Word file";
        Excel = "xlsx", "Excel file";
    }
}

impl AttachmentKind {
    /// The endings of the names of such files.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Word => &["docx"],
            Self::Excel => &["xlsx"],
        }
    }
    /// What it is, for whoever is sent one.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

codes! {
    /// What can be done to the files attached to a review.
    AttachmentAction {
        Add = "add_attachment", "Attach a file";
        Remove = "remove_attachment", "Remove an attached file";
    }
}
