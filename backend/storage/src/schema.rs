//! The tables, as both migration trees make them. A test holds the two to this.

#![allow(
    missing_docs,
    reason = "generated-like: the migrations say what each table is for"
)]

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    installation (id) {
        id -> Integer,
        demonstration -> Bool,
        created_at -> Timestamp,
    }
}

table! {
    settings (name, effective_from) {
        name -> Text,
        effective_from -> Date,
        value -> Text,
        set_by -> Nullable<Text>,
        set_at -> Nullable<Timestamp>,
    }
}

table! {
    setting_versions (name) {
        name -> Text,
        version -> BigInt,
    }
}

table! {
    codelists (name) {
        name -> Text,
        version -> BigInt,
    }
}

table! {
    codes (list, code) {
        list -> Text,
        code -> Text,
        position -> Integer,
        from_date -> Date,
        to_date -> Nullable<Date>,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
    }
}

table! {
    code_labels (list, code, from_date) {
        list -> Text,
        code -> Text,
        from_date -> Date,
        label -> Text,
        set_by -> Nullable<Text>,
        set_at -> Nullable<Timestamp>,
    }
}

table! {
    reference_counters (year) {
        year -> Integer,
        last -> Integer,
    }
}

table! {
    idempotency_keys (caller_id, operation, idempotency_key) {
        caller_id -> Text,
        operation -> Text,
        idempotency_key -> Text,
        request_hash -> Text,
        resource_id -> Text,
        created_at -> Timestamp,
    }
}

table! {
    audit_entries (id) {
        id -> Text,
        at -> Timestamp,
        staff_id -> Nullable<Text>,
        action -> Text,
        resource_kind -> Text,
        resource_id -> Nullable<Text>,
        request_id -> Nullable<Text>,
        origin -> Nullable<Text>,
        outcome -> Text,
        client_id -> Nullable<Text>,
        why -> Nullable<Text>,
        position -> Nullable<BigInt>,
    }
}

table! {
    audit_tree (id) {
        id -> Integer,
        size -> BigInt,
        subtrees -> Text,
        checkpoint -> Text,
    }
}

table! {
    outbox_events (id) {
        id -> Text,
        at -> Timestamp,
        kind -> Text,
        resource_id -> Text,
        payload -> Text,
        sent_at -> Nullable<Timestamp>,
    }
}

table! {
    areas (id) {
        id -> Text,
        name -> Text,
        version -> BigInt,
    }
}

table! {
    teams (id) {
        id -> Text,
        name -> Text,
        area_id -> Text,
    }
}

table! {
    local_authorities (code) {
        code -> Text,
        name -> Text,
        region -> Text,
    }
}

table! {
    local_authority_areas (id) {
        id -> Text,
        local_authority_code -> Text,
        area_id -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

table! {
    staff (id) {
        id -> Text,
        name -> Text,
        email -> Text,
        employment -> Text,
        specialist -> Bool,
        active -> Bool,
        version -> BigInt,
    }
}

table! {
    line_management (id) {
        id -> Text,
        staff_id -> Text,
        manager_id -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

table! {
    team_memberships (id) {
        id -> Text,
        staff_id -> Text,
        team_id -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

table! {
    grants (id) {
        id -> Text,
        staff_id -> Text,
        role -> Text,
        scope_kind -> Text,
        scope_id -> Nullable<Text>,
        from_date -> Date,
        to_date -> Nullable<Date>,
        granted_by -> Text,
        granted_at -> Timestamp,
    }
}

table! {
    deputies (id) {
        id -> Text,
        area_id -> Text,
        staff_id -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

table! {
    accounts (staff_id) {
        staff_id -> Text,
        password_hash -> Text,
        password_changed_at -> Timestamp,
    }
}

table! {
    sessions (id) {
        id -> Text,
        staff_id -> Text,
        csrf_token -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        origin -> Nullable<Text>,
    }
}

table! {
    guesses (subject) {
        subject -> Text,
        failures -> BigInt,
        last_at -> Timestamp,
        next_at -> Timestamp,
    }
}

table! {
    confirmations (id) {
        id -> Text,
        kind -> Text,
        record_id -> Text,
        concerns -> Nullable<Text>,
        asked -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        expires_at -> Timestamp,
        state -> Text,
        confirmed_how -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
    }
}

table! {
    sign_in_links (id) {
        id -> Text,
        staff_id -> Text,
        token_hash -> Text,
        confirmation_id -> Nullable<Text>,
        made_by -> Text,
        made_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

table! {
    calendar_links (staff_id) {
        staff_id -> Text,
        token_hash -> Text,
        made_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

table! {
    account_changes (id) {
        id -> Text,
        staff_id -> Text,
        what -> Text,
        reason -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

table! {
    cases (id) {
        id -> Text,
        reference -> Text,
        law -> Text,
        status -> Text,
        team_id -> Text,
        opened_on -> Date,
        closed_on -> Nullable<Date>,
    }
}

table! {
    case_allocations (id) {
        id -> Text,
        case_id -> Text,
        staff_id -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

table! {
    incidents (id) {
        id -> Text,
        reference -> Text,
        version -> BigInt,
        kind -> Text,
        incident_date -> Nullable<Date>,
        incident_date_precision -> Text,
        became_known_on -> Nullable<Date>,
        notified_on -> Date,
        source -> Text,
        local_authority_code -> Nullable<Text>,
        proceedings -> Text,
        media_interest -> Text,
        serious_criticism -> Text,
        reported_by -> Nullable<Text>,
        reported_at -> Timestamp,
        logged_by -> Nullable<Text>,
        logged_at -> Nullable<Timestamp>,
        known -> Nullable<Text>,
        known_since -> Nullable<Date>,
        area_id -> Nullable<Text>,
        restricted -> Bool,
        stage -> Text,
        next_due -> Date,
        reported_by_client -> Nullable<Text>,
        source_on -> Date,
    }
}

table! {
    incident_details (incident_id) {
        incident_id -> Text,
        circumstances -> Text,
        triaged_by -> Nullable<Text>,
        triaged_at -> Nullable<Timestamp>,
        forwarded_to -> Nullable<Text>,
        forwarded_as_deputy -> Bool,
        forward_override_reason -> Nullable<Text>,
        forwarded_by -> Nullable<Text>,
        forwarded_at -> Nullable<Timestamp>,
        acknowledged_by -> Nullable<Text>,
        acknowledged_at -> Nullable<Timestamp>,
        acknowledged_on_behalf -> Bool,
        expectedness -> Text,
        harm_question -> Text,
        decision_delayed -> Text,
        delay_reason -> Nullable<Text>,
        lscb_decision -> Nullable<Text>,
        lscb_decided_on -> Nullable<Date>,
        our_answer -> Nullable<Text>,
        answered_on -> Nullable<Date>,
        restriction_reason -> Nullable<Text>,
        restriction_review_on -> Nullable<Date>,
        rejected -> Bool,
        duplicate_of -> Nullable<Text>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
    }
}

table! {
    incident_children (id) {
        id -> Text,
        incident_id -> Text,
        position -> Integer,
        name -> Text,
        birth_date -> Nullable<Date>,
        birth_precision -> Text,
        death_date -> Nullable<Date>,
        case_reference -> Nullable<Text>,
        role -> Text,
        outcome -> Text,
    }
}

table! {
    incident_cases (incident_id, case_id) {
        incident_id -> Text,
        case_id -> Text,
    }
}

table! {
    incident_involvements (id) {
        id -> Text,
        incident_id -> Text,
        staff_id -> Text,
        part -> Text,
        team_id -> Nullable<Text>,
        involved_from -> Nullable<Date>,
        supports -> Nullable<Text>,
        reason -> Nullable<Text>,
        recorded_by -> Text,
        recorded_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

table! {
    incident_steps (id) {
        id -> Text,
        incident_id -> Text,
        position -> Integer,
        kind -> Text,
        child_id -> Nullable<Text>,
        status -> Text,
        note -> Text,
        evidence -> Text,
        named -> Nullable<Text>,
        author_exception -> Nullable<Text>,
        recorded_by -> Nullable<Text>,
        recorded_at -> Nullable<Timestamp>,
        on_behalf -> Bool,
    }
}

table! {
    incident_deadlines (id) {
        id -> Text,
        incident_id -> Text,
        clock -> Text,
        starts_on -> Date,
        original_due -> Date,
        due -> Date,
    }
}

table! {
    incident_deadline_extensions (id) {
        id -> Text,
        deadline_id -> Text,
        incident_id -> Text,
        from_due -> Date,
        to_due -> Date,
        reason -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    incident_addenda (id) {
        id -> Text,
        incident_id -> Text,
        words -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    incident_history (id) {
        id -> Text,
        incident_id -> Text,
        at -> Timestamp,
        staff_id -> Nullable<Text>,
        action -> Text,
        on_behalf -> Bool,
        reason -> Nullable<Text>,
        changes -> Text,
        client_id -> Nullable<Text>,
    }
}

table! {
    incident_search_rows (position) {
        position -> BigInt,
        incident_id -> Text,
    }
}

table! {
    incident_drafts (id) {
        id -> Text,
        staff_id -> Text,
        version -> BigInt,
        saved_at -> Timestamp,
        form -> Text,
    }
}

table! {
    break_glass (id) {
        id -> Text,
        version -> BigInt,
        staff_id -> Text,
        reason -> Text,
        at -> Timestamp,
        incident_id -> Nullable<Text>,
        ends_at -> Nullable<Timestamp>,
        review_due -> Nullable<Date>,
        reviewed_by -> Nullable<Text>,
        reviewed_at -> Nullable<Timestamp>,
        review_outcome -> Nullable<Text>,
        review_note -> Nullable<Text>,
    }
}

table! {
    review_counters (kind, year) {
        kind -> Text,
        year -> Integer,
        last -> Integer,
    }
}

table! {
    author_training (staff_id) {
        staff_id -> Text,
        e_learning_on -> Nullable<Date>,
        course_on -> Nullable<Date>,
    }
}

table! {
    external_reviews (id) {
        id -> Text,
        reference -> Text,
        version -> BigInt,
        title -> Text,
        board -> Text,
        local_authority_code -> Nullable<Text>,
        triggered_on -> Date,
        regime -> Text,
        involved -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
        rejected_by -> Nullable<Text>,
        rejected_at -> Nullable<Timestamp>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
        stage -> Text,
        next_due -> Date,
    }
}

table! {
    external_review_incidents (review_id, incident_id) {
        review_id -> Text,
        incident_id -> Text,
    }
}

table! {
    external_review_children (review_id, child_id) {
        review_id -> Text,
        child_id -> Text,
    }
}

table! {
    external_review_steps (review_id, step) {
        review_id -> Text,
        step -> Text,
        happened_on -> Date,
        note -> Text,
        decision -> Nullable<Text>,
        grade -> Nullable<Text>,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    external_review_deadlines (id) {
        id -> Text,
        review_id -> Text,
        clock -> Text,
        starts_on -> Date,
        original_due -> Date,
        due -> Date,
    }
}

table! {
    external_review_agreed_dates (id) {
        id -> Text,
        deadline_id -> Text,
        review_id -> Text,
        from_due -> Date,
        to_due -> Date,
        why -> Text,
        reason -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    external_review_history (id) {
        id -> Text,
        review_id -> Text,
        at -> Timestamp,
        staff_id -> Text,
        action -> Text,
        reason -> Nullable<Text>,
        changes -> Text,
    }
}

table! {
    management_reviews (id) {
        id -> Text,
        reference -> Text,
        version -> BigInt,
        incident_id -> Text,
        external_review_id -> Nullable<Text>,
        required_at -> Timestamp,
        author_id -> Nullable<Text>,
        waiting_id -> Nullable<Text>,
        submitted -> Bool,
        approved -> Bool,
        stage -> Text,
        next_due -> Date,
    }
}

table! {
    management_review_details (review_id) {
        review_id -> Text,
        required_reason -> Text,
        required_by -> Text,
        terms -> Nullable<Text>,
        period_from -> Nullable<Date>,
        period_to -> Nullable<Date>,
        text_version -> BigInt,
        text_complete -> Bool,
        approved_by -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
        sent_on -> Nullable<Date>,
        sent_note -> Nullable<Text>,
        sent_by -> Nullable<Text>,
        sent_at -> Nullable<Timestamp>,
        continued_reason -> Nullable<Text>,
        continued_by -> Nullable<Text>,
        continued_at -> Nullable<Timestamp>,
        stopped_reason -> Nullable<Text>,
        stopped_by -> Nullable<Text>,
        stopped_at -> Nullable<Timestamp>,
        rejected_reason -> Nullable<Text>,
        rejected_by -> Nullable<Text>,
        rejected_at -> Nullable<Timestamp>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
    }
}

table! {
    management_review_proposals (id) {
        id -> Text,
        review_id -> Text,
        position -> Integer,
        author_id -> Text,
        exception -> Nullable<Text>,
        exception_reason -> Nullable<Text>,
        proposed_by -> Text,
        proposed_at -> Timestamp,
        on_behalf -> Bool,
        found -> Nullable<Text>,
        check_note -> Nullable<Text>,
        checked_by -> Nullable<Text>,
        checked_at -> Nullable<Timestamp>,
        commissioned_by -> Nullable<Text>,
        commissioned_at -> Nullable<Timestamp>,
        suspended_reason -> Nullable<Text>,
        suspended_by -> Nullable<Text>,
        suspended_at -> Nullable<Timestamp>,
        ended_reason -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
    }
}

table! {
    management_review_deadlines (id) {
        id -> Text,
        review_id -> Text,
        clock -> Text,
        starts_on -> Date,
        original_due -> Date,
        due -> Date,
    }
}

table! {
    management_review_agreed_dates (id) {
        id -> Text,
        deadline_id -> Text,
        review_id -> Text,
        from_due -> Date,
        to_due -> Date,
        why -> Text,
        reason -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    management_review_text_versions (review_id, version) {
        review_id -> Text,
        version -> BigInt,
        saved_by -> Text,
        saved_at -> Timestamp,
    }
}

table! {
    management_review_passages (review_id, passage_id, revision) {
        review_id -> Text,
        passage_id -> Text,
        revision -> BigInt,
        newest -> Bool,
        position -> Integer,
        kind -> Text,
        beside -> Nullable<Text>,
        content -> Nullable<Text>,
    }
}

table! {
    management_review_writers (review_id, tab_id) {
        review_id -> Text,
        tab_id -> Text,
        staff_id -> Text,
        seen_at -> Timestamp,
        saved_at -> Nullable<Timestamp>,
    }
}

table! {
    management_review_attachments (id) {
        id -> Text,
        review_id -> Text,
        name -> Text,
        kind -> Text,
        size -> BigInt,
        sha256 -> Text,
        round -> Integer,
        added_by -> Text,
        added_at -> Timestamp,
        removed_by -> Nullable<Text>,
        removed_at -> Nullable<Timestamp>,
        removed_round -> Nullable<Integer>,
        removed_reason -> Nullable<Text>,
    }
}

table! {
    management_review_attachment_bytes (attachment_id) {
        attachment_id -> Text,
        bytes -> Binary,
    }
}

table! {
    management_review_submissions (id) {
        id -> Text,
        review_id -> Text,
        text_version -> BigInt,
        submitted_by -> Text,
        submitted_at -> Timestamp,
        position -> Integer,
    }
}

table! {
    management_review_verdicts (submission_id, position) {
        submission_id -> Text,
        position -> Integer,
        review_id -> Text,
        verdict -> Text,
        reason -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    management_review_comments (id) {
        id -> Text,
        review_id -> Text,
        submission_id -> Text,
        passage_id -> Nullable<Text>,
        quote -> Text,
        words -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        reply -> Nullable<Text>,
        replied_by -> Nullable<Text>,
        replied_at -> Nullable<Timestamp>,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

table! {
    management_review_debriefs (review_id, staff_id) {
        review_id -> Text,
        staff_id -> Text,
        outcome -> Text,
        happened_on -> Date,
        note -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    management_review_history (id) {
        id -> Text,
        review_id -> Text,
        at -> Timestamp,
        staff_id -> Text,
        action -> Text,
        on_behalf -> Bool,
        reason -> Nullable<Text>,
        changes -> Text,
    }
}

table! {
    recommendations (id) {
        id -> Text,
        version -> BigInt,
        external_review_id -> Nullable<Text>,
        management_review_id -> Nullable<Text>,
        number -> Integer,
        words -> Text,
        addressed_to -> Text,
        standing -> Text,
        from_draft -> Nullable<Text>,
        reach -> Text,
        answer -> Nullable<Text>,
        answered_on -> Nullable<Date>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        decision -> Nullable<Text>,
        amended -> Nullable<Text>,
        decision_reason -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        owner_id -> Nullable<Text>,
        original_due -> Nullable<Date>,
        due -> Nullable<Date>,
        proposed_owner -> Nullable<Text>,
    }
}

table! {
    recommendation_reassignments (id) {
        id -> Text,
        recommendation_id -> Text,
        from_owner -> Nullable<Text>,
        from_due -> Nullable<Date>,
        owner_id -> Text,
        due -> Date,
        reason -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

table! {
    api_clients (id) {
        id -> Text,
        version -> BigInt,
        name -> Text,
        contact -> Text,
        scopes -> Text,
        is_national -> Bool,
        expires_on -> Date,
        active -> Bool,
        waits -> Bool,
        asked_by -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

table! {
    api_client_areas (client_id, area_id) {
        client_id -> Text,
        area_id -> Text,
    }
}

table! {
    api_client_secrets (id) {
        id -> Text,
        client_id -> Text,
        hash -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        expires_on -> Date,
        waits -> Bool,
        last_used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

table! {
    notices (id) {
        id -> Text,
        staff_id -> Text,
        record_kind -> Text,
        record_id -> Text,
        duty -> Text,
        due -> Date,
        moment -> Text,
        round -> Integer,
        escalated -> Bool,
        made_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        over_at -> Nullable<Timestamp>,
        delivery -> Text,
        attempts -> Integer,
        tries -> Integer,
        try_at -> Timestamp,
        failed_at -> Nullable<Timestamp>,
        failure -> Nullable<Text>,
    }
}

table! {
    notice_sends (id) {
        id -> Text,
        notice_id -> Text,
        attempt -> Integer,
        at -> Timestamp,
        outcome -> Text,
        failure -> Nullable<Text>,
    }
}

table! {
    chaser (id) {
        id -> Integer,
        ran_at -> Timestamp,
        changes_at -> Timestamp,
        whole_at -> Timestamp,
    }
}

joinable!(teams -> areas (area_id));
joinable!(local_authority_areas -> local_authorities (local_authority_code));
joinable!(local_authority_areas -> areas (area_id));
joinable!(team_memberships -> staff (staff_id));
joinable!(team_memberships -> teams (team_id));
joinable!(grants -> staff (staff_id));
joinable!(deputies -> areas (area_id));
joinable!(deputies -> staff (staff_id));
joinable!(accounts -> staff (staff_id));
joinable!(sessions -> staff (staff_id));
joinable!(sign_in_links -> staff (staff_id));
joinable!(calendar_links -> staff (staff_id));
joinable!(cases -> teams (team_id));
joinable!(case_allocations -> cases (case_id));
joinable!(case_allocations -> staff (staff_id));
joinable!(incidents -> local_authorities (local_authority_code));
joinable!(incidents -> areas (area_id));
joinable!(incident_details -> incidents (incident_id));
joinable!(incident_children -> incidents (incident_id));
joinable!(incident_cases -> incidents (incident_id));
joinable!(incident_cases -> cases (case_id));
joinable!(incident_involvements -> incidents (incident_id));
joinable!(incident_involvements -> teams (team_id));
joinable!(incident_steps -> incidents (incident_id));
joinable!(incident_steps -> incident_children (child_id));
joinable!(incident_deadlines -> incidents (incident_id));
joinable!(incident_deadline_extensions -> incident_deadlines (deadline_id));
joinable!(incident_deadline_extensions -> incidents (incident_id));
joinable!(incident_deadline_extensions -> staff (recorded_by));
joinable!(incident_addenda -> incidents (incident_id));
joinable!(incident_addenda -> staff (recorded_by));
joinable!(break_glass -> incidents (incident_id));
joinable!(incident_history -> incidents (incident_id));
joinable!(incident_history -> staff (staff_id));
joinable!(incident_drafts -> staff (staff_id));
joinable!(incident_search_rows -> incidents (incident_id));
joinable!(external_review_incidents -> external_reviews (review_id));

allow_tables_to_appear_in_same_query!(
    account_changes,
    accounts,
    api_client_areas,
    api_client_secrets,
    api_clients,
    areas,
    audit_entries,
    break_glass,
    calendar_links,
    case_allocations,
    cases,
    code_labels,
    codelists,
    codes,
    confirmations,
    deputies,
    external_review_incidents,
    external_reviews,
    grants,
    guesses,
    idempotency_keys,
    incident_addenda,
    incident_cases,
    incident_children,
    incident_deadline_extensions,
    incident_deadlines,
    incident_details,
    incident_drafts,
    incident_history,
    incident_involvements,
    incident_search_rows,
    incident_steps,
    incidents,
    installation,
    line_management,
    local_authorities,
    local_authority_areas,
    outbox_events,
    reference_counters,
    sessions,
    setting_versions,
    settings,
    sign_in_links,
    staff,
    team_memberships,
    teams,
);
