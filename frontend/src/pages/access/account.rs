//! A person's account: the link with which they set their password, what waits, and ending it.

use crate::api::accounts;
use crate::components::{
    BackLink, Button, ButtonKind, ButtonLink, Column, DataTable, ErrorSummary, Flash, InsetText,
    PageHeading, SummaryList, SummaryRow, Tag, TagColour,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::pages::people::person_link;
use crate::remote::{Remote, show};
use crate::routes::{PersonForm, Route};
use leptos::prelude::*;
use shared::access::{
    AccountChangeView, AccountState, AccountView, ConfirmationView, LinkAnswer, LinkMade,
    LinkPurpose, Owned,
};
use shared::ids::StaffId;
use shared::policy::access::AccountAction;

/// A person's account.
#[component]
pub fn AccountPage(
    /// The person.
    id: StaffId,
) -> impl IntoView {
    let read = Remote::load(move || accounts::account(id));
    let person = crate::pages::people::person(id);
    let form = Form::new();
    let made = RwSignal::new(None::<LinkMade>);
    let title = Signal::derive(move || {
        person.get().map_or_else(
            || "Account".to_owned(),
            |person| format!("Account of {}", person.name),
        )
    });
    view! {
        <BackLink href=Route::Person(id).path() />
        <ErrorSummary errors=form.messages() />
        <PageHeading title=title faulty=form.is_faulty() />
        {move || made.get().map(link_panel)}
        {show(read, 8, false, move |account| sections(&account, read, form, made))}
    }
}

/// The state of an account in a word or two.
pub fn state_tag(state: AccountState) -> AnyView {
    let colour = match state {
        AccountState::None => TagColour::Yellow,
        AccountState::Invited => TagColour::Teal,
        AccountState::Active => TagColour::Green,
        AccountState::Deactivated => TagColour::Grey,
    };
    view! { <Tag text=state.label() colour=colour /> }.into_any()
}

fn sections(
    account: &AccountView,
    read: Remote<AccountView>,
    form: Form,
    made: RwSignal<Option<LinkMade>>,
) -> AnyView {
    let mut facts = vec![SummaryRow::new("State", state_tag(account.state))];
    if let Some(link) = &account.link {
        let words = format!(
            "Made by {} on {}. It works until {}.",
            link.made_by.name,
            format::date_time(link.made_at),
            format::date_time(link.expires_at)
        );
        facts.push(SummaryRow::text("Sign-in link", words));
    }
    let second = (account.needs_second && account.state != AccountState::Deactivated).then(|| {
        let words = if account.link_ready {
            "A second administrator has confirmed a sign-in link for this person. You can make it now."
        } else {
            "A sign-in link for this person needs a second administrator, because of the roles they hold or wait for."
        };
        view! { <InsetText>{words}</InsetText> }
    });
    let waiting = (!account.waiting.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Waiting for a second administrator"</h2>
            {waiting_list(&account.waiting)}
        }
    });
    view! {
        <SummaryList rows=facts />
        {second}
        {link_buttons(account, read, form, made)}
        {waiting}
        <h2 class="govuk-heading-m">"What they own"</h2>
        {owned_table(&account.owned)}
        {changes(&account.changes)}
        {ending(account)}
    }
    .into_any()
}

/// The ways to a password: each makes a link, asks for one, or takes it back.
fn link_buttons(
    account: &AccountView,
    read: Remote<AccountView>,
    form: Form,
    made: RwSignal<Option<LinkMade>>,
) -> AnyView {
    let id = account.staff;
    let may = |action| account.permitted.contains(&action);
    let flash = Flash::from_context();
    let link_for = move |purpose| {
        move |()| {
            made.set(None);
            form.send(accounts::make_link(id, purpose), move |answer| {
                let LinkAnswer { made: link, .. } = answer.value;
                if link.is_none() {
                    flash.now("It waits for a second administrator. Come back here when they have confirmed it.");
                }
                made.set(link);
                read.reload();
            });
        }
    };
    let revoke = move |()| {
        made.set(None);
        form.send(accounts::revoke_link(id), move |()| {
            flash.now("The sign-in link no longer works.");
            read.reload();
        });
    };
    let (invite_words, reset_words) = if account.needs_second && !account.link_ready {
        ("Ask for an invitation", "Ask for a new password")
    } else {
        ("Make an invitation", "Make a link for a new password")
    };
    let invite = may(AccountAction::Invite).then(|| {
        view! { <Button text=invite_words busy=form.busy() on_click=link_for(LinkPurpose::Invite) /> }
    });
    let reset = may(AccountAction::Reset).then(|| {
        view! {
            <p class="govuk-body">
                "With the link for a new password, the present password and every session of this person end at once."
            </p>
            <Button
                text=reset_words
                kind=ButtonKind::Secondary
                busy=form.busy()
                on_click=link_for(LinkPurpose::Reset)
            />
        }
    });
    let revoke = may(AccountAction::RevokeLink).then(|| {
        view! {
            <Button
                text="Take the link back"
                kind=ButtonKind::Secondary
                busy=form.busy()
                on_click=revoke
            />
        }
    });
    view! {
        {invite}
        {reset}
        <div class="govuk-button-group">{revoke}</div>
    }
    .into_any()
}

/// The link, shown this once.
fn link_panel(link: LinkMade) -> AnyView {
    let whole = format!("{}{}", dom::origin(), link.link);
    let until = format::date_time(link.expires_at);
    Effect::new(|_| dom::focus("link-made"));
    view! {
        <div class="govuk-inset-text" id="link-made" tabindex="-1">
            <h2 class="govuk-heading-m">"The sign-in link"</h2>
            <p class="govuk-body">
                "Copy it now and hand it to them in a way that only they can read. It is not shown again, and works once, until "
                {until} "."
            </p>
            <label class="govuk-label" for="link">
                "Link"
            </label>
            <input class="govuk-input" id="link" type="text" readonly=true value=whole />
        </div>
    }
    .into_any()
}

fn waiting_list(waiting: &[ConfirmationView]) -> AnyView {
    let lines = waiting
        .iter()
        .map(|wait| {
            let path = Route::Waiting(wait.id).path();
            view! {
                <li>
                    <a class="govuk-link" href=path>
                        {wait.what.clone()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any()
}

fn owned_table(owned: &[Owned]) -> AnyView {
    if owned.is_empty() {
        return view! { <p class="govuk-body">"Nothing that somebody else would have to take over."</p> }
            .into_any();
    }
    let columns = vec![Column::new("What"), Column::new("How many").numeric()];
    let rows = owned
        .iter()
        .map(|one| {
            vec![
                one.kind.label().into_any(),
                one.count.to_string().into_any(),
            ]
        })
        .collect();
    view! {
        <DataTable caption="What they own" columns=columns rows=rows caption_hidden=true />
        <p class="govuk-body">
            "Which incidents and cases these are is for safeguarding and the Operational Directors to see."
        </p>
    }
    .into_any()
}

fn changes(all: &[AccountChangeView]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let columns = ["What", "When", "By", "Why"].map(Column::new).to_vec();
    let rows = all
        .iter()
        .map(|one| {
            vec![
                one.what.label().into_any(),
                format::date_time(one.at).into_any(),
                person_link(one.by.clone()),
                one.reason.clone().into_any(),
            ]
        })
        .collect();
    Some(
        view! {
            <h2 class="govuk-heading-m">"What happened to it"</h2>
            <DataTable
                caption="What happened to the account"
                columns=columns
                rows=rows
                caption_hidden=true
            />
        }
        .into_any(),
    )
}

fn ending(account: &AccountView) -> AnyView {
    let link = |action, form, text: &'static str, kind| {
        account.permitted.contains(&action).then(|| {
            let href = Route::PersonForm(account.staff, form).path();
            view! { <ButtonLink href=href text=text kind=kind /> }
        })
    };
    view! {
        {link(
            AccountAction::Deactivate,
            PersonForm::Deactivate,
            "Deactivate the account",
            ButtonKind::Warning,
        )}
        {link(
            AccountAction::Reactivate,
            PersonForm::Reactivate,
            "Reactivate the account",
            ButtonKind::Secondary,
        )}
    }
    .into_any()
}
