//! The sign-ins of the demonstration: one for each role and scope.

use super::DemoError;
use super::organisation::{CONFLICTED, NORTH, Organisation};
use super::posts::Posts;
use serde::Serialize;
use service::Entropy;
use shared::ids::{StaffId, TeamId};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// The name of the file in the data folder.
pub const FILE: &str = "demo-accounts.json";

/// The office of the plain practitioner and the plain manager.
pub const OFFICE: &str = "Leeds";

const NOTICE: &str = "This is a demonstration. Every person, case and incident in it is invented. The passwords were made at random for this database alone.";

/// A sign-in, as the file holds it.
#[derive(Clone, Serialize)]
pub struct Account {
    /// What scripts find it by.
    pub key: &'static str,
    pub role: &'static str,
    pub scope: String,
    pub name: String,
    pub email: String,
    pub password: String,
    /// What this person can try.
    pub note: &'static str,
    #[serde(skip)]
    pub staff: StaffId,
}

#[derive(Serialize)]
struct Accounts<'a> {
    notice: &'static str,
    accounts: &'a [Account],
}

/// A sign-in before it has a password: key, role, scope, who, what they can try.
type Part = (
    &'static str,
    &'static str,
    String,
    Option<StaffId>,
    &'static str,
);

/// Makes the sign-ins, with new passwords.
pub fn invent(organisation: &Organisation, posts: &Posts, entropy: &dyn Entropy) -> Vec<Account> {
    local(organisation, posts)
        .into_iter()
        .chain(national(posts))
        .filter_map(|(key, role, scope, staff, note)| {
            let person = organisation.people.iter().find(|p| Some(p.id) == staff)?;
            Some(Account {
                key,
                role,
                scope,
                name: person.name.clone(),
                email: person.email.clone(),
                password: password(&entropy.secret()),
                note,
                staff: person.id,
            })
        })
        .collect()
}

/// Whoever holds a post over the team of this office.
pub fn of_office(
    organisation: &Organisation,
    posts: &[(StaffId, TeamId)],
    office: &str,
) -> Option<StaffId> {
    let team = organisation.teams.iter().find(|t| t.name == office)?.id;
    let post = posts.iter().find(|(_, t)| *t == team)?;
    Some(post.0)
}

/// The specialist with a sign-in: the one in the North.
pub fn specialist(organisation: &Organisation, posts: &Posts) -> Option<StaffId> {
    let north = organisation.areas.iter().find(|a| a.name == NORTH)?.id;
    let post = posts.specialists.iter().find(|(_, area)| *area == north)?;
    Some(post.0)
}

fn local(organisation: &Organisation, posts: &Posts) -> Vec<Part> {
    let practitioner = |office| of_office(organisation, &posts.practitioners, office);
    let mut parts: Vec<Part> = vec![
        (
            "practitioner",
            "Practitioner",
            OFFICE.to_owned(),
            practitioner(OFFICE),
            "Report an incident; see what you reported, the incidents you are named in, and whom you support as buddy.",
        ),
        (
            "practitioner_conflicted",
            "Practitioner and safeguarding",
            format!("{CONFLICTED}, and national"),
            practitioner(CONFLICTED),
            "Lent to the safeguarding team: you see every incident, but of those you are named in only the summary and your buddy.",
        ),
        (
            "manager",
            "Manager",
            OFFICE.to_owned(),
            of_office(organisation, &posts.managers, OFFICE),
            "Report an incident; see summaries of your teams’ incidents that are not restricted.",
        ),
        (
            "specialist_manager",
            "Manager (specialist)",
            "One team, and the reviews you write".to_owned(),
            specialist(organisation, posts),
            "Author of management reviews: you see those incidents whole.",
        ),
    ];
    for area in &organisation.areas {
        let director = posts.directors.iter().find(|(_, a)| *a == area.id);
        let deputies = &organisation.deputies;
        let deputy = deputies
            .iter()
            .find(|d| d.area == area.id && d.span.to.is_none());
        parts.push(match director {
            None => (
                "deputy_od",
                "Manager, deputy Operational Director",
                area.name.clone(),
                deputy.map(|d| d.staff),
                "The director’s post is vacant and you have the director’s rights: acknowledge, record the immediate steps.",
            ),
            Some((who, _)) => (
                if area.name == NORTH { "od_north" } else { "od_midlands_west" },
                "Operational Director",
                area.name.clone(),
                Some(*who),
                "Acknowledge your area’s incidents and record the immediate steps. Those of other areas do not exist for you.",
            ),
        });
    }
    parts
}

fn national(posts: &Posts) -> Vec<Part> {
    let part = |key, role, who: Option<&StaffId>, note| {
        (key, role, "National".to_owned(), who.copied(), note)
    };
    vec![
        part(
            "safeguarding",
            "Safeguarding",
            posts.safeguarding.first(),
            "See every incident whole; triage, name buddies, restrict, extend, close, reopen, mark duplicates.",
        ),
        part(
            "customer_services",
            "Customer services",
            posts.customer_services.first(),
            "Log and triage notifications, chase what is outstanding, name buddies.",
        ),
        part(
            "learning_panel",
            "Learning Action Panel",
            posts.learning_panel.first(),
            "See the organisation. No incident is visible to you.",
        ),
        part(
            "board",
            "Board member",
            posts.board.first(),
            "See the organisation. No incident is visible to you.",
        ),
        part(
            "admin",
            "Administrator",
            posts.admins.first(),
            "See and change the organisation. No incident is visible to you.",
        ),
        part(
            "admin_second",
            "Administrator",
            posts.admins.get(1),
            "The second administrator: nobody changes their own roles.",
        ),
    ]
}

/// Four words and two figures out of a secret: 64 bits and a little more.
///
/// The words are no language's: each is five letters that can be said, for 16 bits.
fn password(secret: &str) -> String {
    const CONSONANTS: [char; 16] = [
        'b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z',
    ];
    const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
    let bits = |from: usize| {
        let part = secret.get(from..from + 4).unwrap_or_default();
        usize::from(u16::from_str_radix(part, 16).unwrap_or_default())
    };
    let word = |bits: usize| -> String {
        let consonant = |shift: usize| CONSONANTS[(bits >> shift) & 15];
        let vowel = |shift: usize| VOWELS[(bits >> shift) & 3];
        [
            consonant(12),
            vowel(10),
            consonant(6),
            vowel(4),
            consonant(0),
        ]
        .iter()
        .collect()
    };
    let words: Vec<String> = (0..4).map(|i| word(bits(i * 4))).collect();
    format!("{}-{:02}", words.join("-"), bits(16) % 100)
}

/// The file of sign-ins, which only its owner can read. It is put in its place by [`Pending::keep`], once the
/// accounts are in the database.
pub struct Pending {
    draft: PathBuf,
    file: PathBuf,
}

impl Pending {
    /// Writes the sign-ins beside the place where they will be.
    pub fn write(folder: &Path, accounts: &[Account]) -> Result<Self, DemoError> {
        std::fs::create_dir_all(folder)?;
        let draft = folder.join(format!("{FILE}.new"));
        // A file left by an earlier attempt would keep the rights it has.
        match std::fs::remove_file(&draft) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut out = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)?;
        let listed = Accounts {
            notice: NOTICE,
            accounts,
        };
        let mut text = serde_json::to_string_pretty(&listed).map_err(std::io::Error::from)?;
        text.push('\n');
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        Ok(Self {
            draft,
            file: folder.join(FILE),
        })
    }

    /// Puts the file in its place.
    pub fn keep(self) -> Result<(), DemoError> {
        Ok(std::fs::rename(&self.draft, &self.file)?)
    }

    /// Throws it away: the accounts came to nothing.
    pub fn drop_it(self) {
        let _ = std::fs::remove_file(&self.draft);
    }
}
