//! The step that asks about each child.

use super::fields::ChildFields;
use super::steps::fresh_child;
use super::writing::Writing;
use crate::components::{Button, ButtonKind, DateInput, Dialog, Fieldset, Radios, TextInput};
use crate::dom;
use crate::forms::Form;
use crate::pages::incidents::words::choices;
use leptos::prelude::*;
use shared::incidents::codes::{BirthPrecision, ChildOutcome, ChildRole};
use shared::incidents::report::MAX_CHILDREN;

/// The fields of the step.
pub fn fields(writing: Writing, form: Form) -> AnyView {
    let fields = writing.fields;
    let count = move || fields.children.with(Vec::len);
    if fields.children.with_untracked(Vec::is_empty) {
        fields.add_child(&fresh_child(ChildRole::Subject));
    }
    let leaving = RwSignal::new(None::<usize>);
    let list = move || {
        let children = fields.children.get();
        let may_remove = children.len() > 1;
        let child = |(at, child)| child_view(child, at, form, may_remove.then_some(leaving));
        children.into_iter().enumerate().map(child).collect_view()
    };
    let add = move |()| {
        let at = fields.add_child(&fresh_child(ChildRole::Remaining));
        // The places of the errors no longer hold.
        form.clear();
        request_animation_frame(move || dom::focus_field(&format!("children-{at}-name")));
    };
    let whole_error = form.error("children");
    view! {
        <p class="govuk-body">
            "Add the child or children it happened to, and each other child of the household: their well-being is checked too."
        </p>
        {move || {
            whole_error
                .get()
                .map(|message| {
                    view! {
                        <p class="govuk-error-message">
                            <span class="govuk-visually-hidden">"Error:"</span>
                            " "
                            {message}
                        </p>
                    }
                })
        }}
        <div id="children" tabindex="-1">
            {list}
        </div>
        {move || {
            (count() < MAX_CHILDREN)
                .then(|| view! { <Button text="Add another child" kind=ButtonKind::Secondary on_click=add /> })
        }}
        {removal(writing, form, leaving)}
    }
    .into_any()
}

fn child_view(
    child: ChildFields,
    at: usize,
    form: Form,
    leaving: Option<RwSignal<Option<usize>>>,
) -> impl IntoView {
    let id = move |name: &str| format!("children-{at}-{name}");
    let error = move |name: &str| form.error(id(name));
    let is_undated = move || {
        let precision = child.birth_precision.with(|typed| typed.parse());
        matches!(
            precision,
            Ok(BirthPrecision::Unknown | BirthPrecision::Unborn)
        )
    };
    let died = view! {
        <DateInput
            id=id("death_date")
            label="Date of death (if known)"
            value=child.death_date
            error=error("death_date")
        />
    };
    let number = at + 1;
    let remove = leaving.map(|leaving| {
        view! {
            <Button
                text="Remove"
                hidden=format!("child {number}")
                kind=ButtonKind::Secondary
                on_click=move |()| leaving.set(Some(at))
            />
        }
    });
    view! {
        <div class="app-card">
            <Fieldset legend=format!("Child {number}")>
                <TextInput
                    id=id("name")
                    label="Name"
                    label_class="govuk-label--s"
                    hint="First name and last name, or ‘not known’"
                    value=child.name
                    error=error("name")
                />
                <Radios
                    id=id("role")
                    label="Part in the incident"
                    value=child.role
                    choices=role_choices()
                    error=error("role")
                />
                <Radios
                    id=id("birth_precision")
                    label="How well is the date of birth known?"
                    value=child.birth_precision
                    choices=choices(BirthPrecision::ALL, BirthPrecision::as_str, BirthPrecision::label)
                    error=error("birth_precision")
                />
                <div hidden=is_undated>
                    <DateInput
                        id=id("birth_date")
                        label="Date of birth"
                        value=child.birth_date
                        error=error("birth_date")
                    />
                </div>
                <Radios
                    id=id("outcome")
                    label="What happened to the child?"
                    value=child.outcome
                    choices=choices(ChildOutcome::ALL, ChildOutcome::as_str, ChildOutcome::label)
                    reveals=vec![(ChildOutcome::Died.as_str(), died.into_any())]
                    error=error("outcome")
                />
                <TextInput
                    id=id("case_reference")
                    label="Reference of the court case (if you know it)"
                    label_class="govuk-label--s"
                    width="govuk-input--width-20"
                    value=child.case_reference
                    error=error("case_reference")
                />
            </Fieldset>
            {remove}
        </div>
    }
}

fn role_choices() -> Vec<crate::components::Choice> {
    let hint = |role| match role {
        ChildRole::Subject => "The child it happened to",
        ChildRole::Remaining => "Another child of the household, whose well-being must be checked",
    };
    let all = choices(ChildRole::ALL, ChildRole::as_str, ChildRole::label);
    all.into_iter()
        .zip(ChildRole::ALL)
        .map(|(choice, role)| choice.hint(hint(*role)))
        .collect()
}

/// The question before a child is removed.
fn removal(writing: Writing, form: Form, leaving: RwSignal<Option<usize>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if leaving.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            leaving.set(None);
        }
    });
    let name = move || {
        let at = leaving.get_untracked()?;
        let child = writing
            .fields
            .children
            .with_untracked(|children| children.get(at).copied())?;
        Some(named(at, &child.name.get_untracked()))
    };
    let remove = Callback::new(move |()| {
        if let Some(at) = leaving.get_untracked() {
            writing.fields.remove_child(at);
            form.clear();
        }
        open.set(false);
        request_animation_frame(|| dom::focus("children"));
    });
    view! {
        <Dialog id="remove-child" title="Remove this child from the report?" open=open>
            <p class="govuk-body">{name}</p>
            <div class="app-actions">
                <Button text="Remove" kind=ButtonKind::Warning on_click=remove />
                <Button
                    text="Keep"
                    kind=ButtonKind::Secondary
                    on_click=move |()| open.set(false)
                />
            </div>
        </Dialog>
    }
}

fn named(at: usize, name: &str) -> String {
    let number = at + 1;
    match name.trim() {
        "" => format!("Child {number}, and what you typed about them."),
        name => format!("Child {number}, {name}, and what you typed about them."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_child_to_be_removed_is_named() {
        assert_eq!(
            named(1, " A "),
            "Child 2, A, and what you typed about them."
        );
        assert_eq!(named(0, " "), "Child 1, and what you typed about them.");
    }

    #[test]
    fn each_part_is_explained() {
        assert!(role_choices().iter().all(|choice| choice.hint.is_some()));
    }
}
