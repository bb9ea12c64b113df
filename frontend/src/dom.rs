//! The few things the client asks of the page itself.
//!
//! Everything here is for the browser only; natively it compiles so that the
//! logic around it can be tested, and is never called.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// What may take the focus inside a group of fields.
const FOCUSABLE: &str = "input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), a[href]";

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Whether the page has an element with this id.
pub fn exists(id: &str) -> bool {
    by_id(id).is_some()
}

fn give_focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Moves the focus to the first element that a selector finds, and into view.
pub fn focus_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        give_focus(element);
    }
}

/// Moves the focus to the element with this id as it stands; it must be focusable.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        give_focus(element);
    }
}

/// Moves the focus to the element with this id once what was changed is drawn, before another key can be pressed.
pub fn focus_when_drawn(id: String) {
    /// After how many turns of the page's own work what was changed is surely drawn.
    const DRAWN: usize = 5;
    leptos::task::spawn_local(async move {
        for _ in 0..DRAWN {
            leptos::task::tick().await;
        }
        focus(&id);
    });
}

/// Moves the focus to a field, or to the first field within a group, with its
/// question in view above it.
pub fn focus_field(id: &str) {
    let Some(found) = by_id(id) else { return };
    let field = if found.matches(FOCUSABLE).unwrap_or(false) {
        found
    } else {
        match found.query_selector(FOCUSABLE) {
            Ok(Some(inner)) => inner,
            _ => found,
        }
    };
    if let Ok(Some(group)) = field.closest(".govuk-form-group") {
        group.scroll_into_view();
    }
    give_focus(field);
}

/// Whether something lies within an element.
pub fn is_within(element: Option<&Element>, what: Option<&web_sys::EventTarget>) -> bool {
    let node = what.and_then(|what| what.dyn_ref::<web_sys::Node>());
    element.is_some_and(|element| element.contains(node) && node.is_some())
}

/// The id of what has the focus, where it has one.
pub fn focused_id() -> Option<String> {
    let id = document().active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// Whether the person has already gone on to something within the main part of the page.
pub fn focus_is_in_main() -> bool {
    document()
        .active_element()
        .and_then(|element| element.closest("main").ok().flatten())
        .is_some()
}

/// Hides all of the page but the dialog to sign in again, or shows it as it was.
pub fn hide_page(hide: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-hidden", hide);
    }
}

/// Milliseconds by a clock that nobody sets; only differences mean something.
pub fn steady_clock() -> f64 {
    window()
        .performance()
        .map(|clock| clock.now())
        .unwrap_or_default()
}

/// How far below the top of the page an element begins, in CSS pixels.
pub fn page_top(element: &HtmlElement) -> f64 {
    let mut top = f64::from(element.offset_top());
    let mut parent = element.offset_parent();
    while let Some(Ok(above)) = parent.map(JsCast::dyn_into::<HtmlElement>) {
        top += f64::from(above.offset_top());
        parent = above.offset_parent();
    }
    top
}

/// How far the page is scrolled, and how much of it the window shows, in CSS pixels.
pub fn scrolled() -> (f64, f64) {
    let shown = window().inner_height().ok().and_then(|tall| tall.as_f64());
    let top = window().scroll_y().unwrap_or_default();
    (top, shown.unwrap_or(1_000.0))
}

/// The file that was chosen in a box for files.
pub fn chosen(input: &web_sys::HtmlInputElement) -> Option<web_sys::File> {
    let files = js_sys::Reflect::get(input, &"files".into()).ok()?;
    let file = js_sys::Reflect::get_u32(&files, 0).ok()?;
    file.dyn_into().ok()
}

/// The text of the file that was chosen in a box for files; none where there is none or it cannot be read.
pub async fn chosen_file(input: &web_sys::HtmlInputElement) -> Option<String> {
    JsFuture::from(chosen(input)?.text())
        .await
        .ok()?
        .as_string()
}

/// The name of this tab, which it keeps when its page is loaded afresh; where it has none, it is given this one.
pub fn tab_name(fresh: &str) -> String {
    let held = window().name().unwrap_or_default();
    if held.is_empty() {
        let _ = window().set_name(fresh);
        return fresh.to_owned();
    }
    held
}

/// Prints the page.
pub fn print() {
    let _ = window().print();
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The address of the service as this browser reached it: `https://reviews.example.org`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// What stands behind the `#` of the address, which is then taken out of it and of the browser's history.
pub fn take_fragment() -> String {
    let location = window().location();
    let fragment = location.hash().unwrap_or_default();
    if !fragment.is_empty()
        && let (Ok(history), Ok(path)) = (window().history(), location.pathname())
    {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    fragment.trim_start_matches('#').to_owned()
}

/// Leaves this document for an address, so that nothing of it stays in memory.
pub fn leave_for(path: &str) {
    let _ = window().location().replace(path);
}

/// Puts text where the person can paste it; says whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Where the page did not come by a safe way there is no clipboard.
    if JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Loads the page afresh.
pub fn reload() {
    let _ = window().location().reload();
}

/// Hands a file to the browser's download. The text is released at once.
pub fn save_file(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}

/// A browser may keep the page of whoever has left to show it to whoever presses
/// *Back*: then it is loaded afresh, and asks who is there.
pub fn stay_closed_after_leaving() {
    let handle = leptos::prelude::window_event_listener_untyped("pageshow", |event| {
        if event
            .unchecked_ref::<web_sys::PageTransitionEvent>()
            .persisted()
        {
            reload();
        }
    });
    // For as long as the page lives.
    drop(handle);
}

/// A fault that the client cannot go on from is said on the page instead of leaving it
/// dead. Only the place in our code is logged: the message of a fault may hold words of a case.
pub fn own_up_to_panics() {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        leptos::logging::error!("The client stopped at {place}");
        if let Some(main) = by_id("main-content")
            && let Ok(words) = document().create_element("p")
        {
            let _ = words.set_attribute("class", "govuk-error-message");
            let _ = words.set_attribute("role", "alert");
            words.set_text_content(Some("Something went wrong on this page. Load it again to go on. What was saved is safe."));
            let _ = main.insert_before(&words, main.first_child().as_ref());
        }
    }));
}
