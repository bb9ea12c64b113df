//! What the operations of reviews leave.

use super::{Leaves, Row};

const OPEN_TAB: &str = "says that the writer's own tab is open, and reads no word of the text";

pub(super) const REVIEWS: &[Row] = {
    use Leaves::{Change, List, Nothing, Read};
    &[
        (
            "list_external_reviews",
            List("external_review.list", "external_review"),
        ),
        (
            "track_external_review",
            Change("external_review.track", "external_review"),
        ),
        (
            "read_external_review",
            Read("external_review.read", "external_review"),
        ),
        (
            "read_external_history",
            Read("external_review.history", "external_review"),
        ),
        (
            "correct_external_review",
            Change("external_review.correct", "external_review"),
        ),
        (
            "record_external_step",
            Change("external_review.record_step", "external_review"),
        ),
        (
            "withdraw_external_step",
            Change("external_review.record_step", "external_review"),
        ),
        (
            "set_panel_date",
            Change("external_review.set_panel_date", "external_review"),
        ),
        (
            "agree_external_date",
            Change("external_review.agree", "external_review"),
        ),
        (
            "add_recommendations",
            Change("external_review.recommend", "external_review"),
        ),
        (
            "correct_recommendation",
            Change("external_review.recommend", "external_review"),
        ),
        (
            "answer_recommendation",
            Change("external_review.answer", "external_review"),
        ),
        (
            "close_external_review",
            Change("external_review.close", "external_review"),
        ),
        (
            "reject_external_review",
            Change("external_review.reject", "external_review"),
        ),
        (
            "reopen_external_review",
            Change("external_review.reopen", "external_review"),
        ),
        (
            "list_management_reviews",
            List("management_review.list", "management_review"),
        ),
        (
            "read_capacity",
            List("management_review.capacity", "management_review"),
        ),
        (
            "export_capacity",
            Read("management_review.export_capacity", "management_review"),
        ),
        (
            "read_management_review",
            Read("management_review.read", "management_review"),
        ),
        (
            "read_management_history",
            Read("management_review.history", "management_review"),
        ),
        (
            "search_authors",
            Read("management_review.authors", "management_review"),
        ),
        (
            "require_management_review",
            Change("management_review.require", "management_review"),
        ),
        (
            "propose_author",
            Change("management_review.propose_author", "management_review"),
        ),
        (
            "check_independence",
            Change("management_review.check_independence", "management_review"),
        ),
        (
            "commission_review",
            Change("management_review.commission", "management_review"),
        ),
        (
            "change_terms",
            Change("management_review.change_terms", "management_review"),
        ),
        (
            "extend_review",
            Change("management_review.extend", "management_review"),
        ),
        (
            "replace_author",
            Change("management_review.replace_author", "management_review"),
        ),
        (
            "suspend_review",
            Change("management_review.suspend", "management_review"),
        ),
        (
            "resume_review",
            Change("management_review.resume", "management_review"),
        ),
        (
            "return_review",
            Change("management_review.return", "management_review"),
        ),
        (
            "pass_review",
            Change("management_review.pass_qa", "management_review"),
        ),
        (
            "approve_review",
            Change("management_review.approve", "management_review"),
        ),
        (
            "refer_review_back",
            Change("management_review.refer_back", "management_review"),
        ),
        (
            "send_review",
            Change("management_review.send", "management_review"),
        ),
        (
            "record_debrief",
            Change("management_review.debrief", "management_review"),
        ),
        (
            "continue_review",
            Change("management_review.continue", "management_review"),
        ),
        (
            "stop_review",
            Change("management_review.stop", "management_review"),
        ),
        (
            "close_management_review",
            Change("management_review.close", "management_review"),
        ),
        (
            "reject_management_review",
            Change("management_review.reject", "management_review"),
        ),
        (
            "reopen_management_review",
            Change("management_review.reopen", "management_review"),
        ),
        (
            "read_recommendation",
            Read("recommendation.read", "recommendation"),
        ),
        (
            "decide_recommendation",
            Change("recommendation.decide", "recommendation"),
        ),
        (
            "assign_recommendation",
            Change("recommendation.assign", "recommendation"),
        ),
        (
            "read_review_under_break_glass",
            Read("break_glass.read_review", "management_review"),
        ),
        (
            "read_review_text",
            Read("management_review.text", "management_review"),
        ),
        (
            "read_review_file",
            Read("management_review.file", "management_review"),
        ),
        (
            "save_review_text",
            Change("management_review.write", "management_review"),
        ),
        ("keep_writing", Nothing(OPEN_TAB)),
        (
            "list_attachments",
            Read("management_review.attachments", "management_review"),
        ),
        (
            "read_attachment",
            Read("management_review.attachment", "attachment"),
        ),
        (
            "add_attachment",
            Change("management_review.add_attachment", "management_review"),
        ),
        (
            "remove_attachment",
            Change("management_review.remove_attachment", "management_review"),
        ),
        (
            "import_chronology",
            Change("management_review.import", "management_review"),
        ),
        (
            "list_text_versions",
            Read("management_review.versions", "management_review"),
        ),
        (
            "compare_text_versions",
            Read("management_review.compare", "management_review"),
        ),
        (
            "submit_review",
            Change("management_review.submit", "management_review"),
        ),
        (
            "comment_on_review",
            Change("management_review.comment", "management_review"),
        ),
        (
            "reply_to_comment",
            Change("management_review.write", "management_review"),
        ),
        (
            "settle_comment",
            Change("management_review.comment", "management_review"),
        ),
    ]
};
