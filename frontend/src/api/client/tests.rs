//! Answers as they are read, and what a call asks of the person.

use super::*;

fn answered(body: &str) -> Answer {
    Answer {
        etag: Some(Etag::of_version(7)),
        media_type: String::new(),
        body: body.to_owned(),
    }
}

#[test]
fn reads_a_value_with_its_version() {
    let read: Versioned<Vec<u8>> = read(answered("[1,2]")).unwrap();
    assert_eq!(read.value, [1, 2]);
    assert_eq!(read.etag, Some(Etag("\"v7\"".to_owned())));
}

#[test]
fn an_empty_answer_is_nothing() {
    assert!(read::<()>(answered("")).is_ok());
    assert_eq!(
        read::<u8>(answered("{}")).unwrap_err(),
        ApiError::Unreadable
    );
}

#[test]
fn only_what_the_person_can_give_is_asked_for() {
    let need = |code| Need::of(&ApiError::from_problem(Problem::new(code, "")));
    assert_eq!(need(ProblemCode::SignedOut), Some(Need::SignIn));
    assert_eq!(need(ProblemCode::Csrf), Some(Need::SignIn));
    assert_eq!(need(ProblemCode::FreshSignInNeeded), Some(Need::Password));
    assert_eq!(need(ProblemCode::Forbidden), None);
    assert_eq!(Need::of(&ApiError::Network), None);
}

#[test]
fn a_problem_is_read_and_a_proxy_is_told_apart() {
    let problem = Problem::new(ProblemCode::NotFound, "Not here");
    let body = serde_json::to_string(&problem).unwrap();
    assert_eq!(failure(404, &body), ApiError::from_problem(problem));
    assert_eq!(failure(502, "<html>"), ApiError::Network);
    assert_eq!(failure(500, ""), ApiError::Unreadable);
}
