//! The parts of the client that are fetched when a page of theirs is opened, so that the first page of all stays quick to
//! arrive (`xtask/src/split.rs` cuts them off).

#![allow(
    clippy::unnecessary_wraps,
    reason = "fetching the part is what fails, not the function in it"
)]

use crate::app;
use crate::components::{Button, PageHeading, Skeleton};
use crate::dom;
use crate::pages::{chasing, reviews};
use crate::routes::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// The pages of a part, by their addresses.
pub type Pages = fn(Route) -> AnyView;

/// A part of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Accounts, areas, settings and whatever else administrators look after.
    Administration,
    /// The audit log, and records opened without a reason of one's own.
    Oversight,
    /// The reviews.
    Reviews,
    /// The text of a management review: writing it, reading it, its versions.
    Writing,
    /// Being reminded.
    Chasing,
}

impl Part {
    async fn fetch(self) -> Result<Pages, SplitLoaderError> {
        match self {
            Self::Administration => administration().await,
            Self::Oversight => oversight().await,
            Self::Reviews => reviews().await,
            Self::Writing => writing().await,
            Self::Chasing => chasing().await,
        }
    }
}

#[wasm_split(administration, wasm_split_path = leptos::wasm_split, fallible)]
fn administration() -> Result<Pages, SplitLoaderError> {
    Ok(app::administration_page)
}

#[wasm_split(oversight, wasm_split_path = leptos::wasm_split, fallible)]
fn oversight() -> Result<Pages, SplitLoaderError> {
    Ok(app::oversight_page)
}

#[wasm_split(reviews, wasm_split_path = leptos::wasm_split, fallible)]
fn reviews() -> Result<Pages, SplitLoaderError> {
    Ok(reviews::page)
}

#[wasm_split(writing, wasm_split_path = leptos::wasm_split, fallible)]
fn writing() -> Result<Pages, SplitLoaderError> {
    Ok(reviews::writing_page)
}

#[wasm_split(chasing, wasm_split_path = leptos::wasm_split, fallible)]
fn chasing() -> Result<Pages, SplitLoaderError> {
    Ok(chasing::page)
}

enum Fetched {
    Pages(Pages),
    Failed,
}

/// A page of a part, once that part is there.
#[component]
pub fn PageOfPart(
    /// Which part it is in.
    part: Part,
    /// Its address.
    route: Route,
) -> impl IntoView {
    let fetched = RwSignal::new(None);
    spawn_local(async move {
        let pages = part.fetch().await;
        // Nobody waits any more if the person has gone elsewhere meanwhile.
        fetched.try_set(Some(pages.map_or(Fetched::Failed, Fetched::Pages)));
    });
    move || {
        fetched.with(|fetched| match fetched {
            None => view! { <Skeleton heading=true /> }.into_any(),
            Some(Fetched::Pages(pages)) => pages(route.clone()),
            Some(Fetched::Failed) => view! { <CouldNotFetch /> }.into_any(),
        })
    }
}

/// No connection, or the service has been renewed since this client was loaded: loading the page again mends both.
#[component]
fn CouldNotFetch() -> impl IntoView {
    view! {
        <div role="alert">
            <PageHeading title="This page could not be loaded" />
            <p class="govuk-body">"Check your connection, then load the page again."</p>
            <Button text="Load this page again" on_click=move |()| dom::reload() />
        </div>
    }
}
