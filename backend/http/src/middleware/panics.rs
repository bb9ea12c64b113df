//! No panic answers a request: it is caught here and becomes an ordinary failure.

use actix_web::Error;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::failure::Failure;

/// Runs a request; a panic in it is an internal failure.
pub(super) async fn caught<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut work = pin!(work);
    // Nothing that the request was working on is used again, so that no broken state can be seen.
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(failure())))
    })
    .await
}

fn failure() -> Error {
    Failure::from(service::Error::Internal("a request panicked".to_owned())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_panic_is_a_failure() {
        let error = caught::<()>(async { panic!("expected by this test") })
            .await
            .unwrap_err();
        assert_eq!(error.as_response_error().status_code(), 500);
        assert_eq!(caught(async { Ok(1) }).await.unwrap(), 1);
    }
}
