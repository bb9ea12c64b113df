//! Local authorities and the areas they lie in.

use shared::check::{Checker, MAX_NAME};
use shared::ids::AuthorityAreaId;
use shared::people::Span;
use shared::people::api::{AssignAuthority, AuthorityAreaView, LocalAuthorityView};
use shared::problem::FieldCode;
use storage::people::{Authority, AuthorityArea};
use storage::{Conn, people};

use super::{making_room, may_change, may_read, record};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// All local authorities, by name, with the area each lies in today.
    pub async fn list_authorities(&self, ctx: &Context) -> Result<Vec<LocalAuthorityView>> {
        may_read(ctx)?;
        let today = ctx.today();
        self.store
            .read(move |conn| {
                let authorities = people::authorities(conn)?;
                let places = people::places_on(conn, today)?;
                let names = people::area_names(conn)?;
                Ok(authorities
                    .into_iter()
                    .map(|authority| {
                        let area = places.get(&authority.code).copied();
                        LocalAuthorityView {
                            code: authority.code,
                            name: authority.name,
                            region: authority.region,
                            area,
                            area_name: area.and_then(|area| names.get(&area).cloned()),
                        }
                    })
                    .collect())
            })
            .await
    }

    /// Where a local authority has lain, newest first.
    pub async fn list_authority_places(
        &self,
        ctx: &Context,
        code: String,
    ) -> Result<Vec<AuthorityAreaView>> {
        may_read(ctx)?;
        self.store
            .read(move |conn| {
                people::authority_name(conn, &code)?.ok_or(Error::NotFound)?;
                let places = people::places_of_authority(conn, &code)?;
                Ok(places.iter().map(view).collect())
            })
            .await
    }

    /// Puts a local authority into an area from a day on.
    pub async fn assign_authority(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        code: String,
        new: AssignAuthority,
    ) -> Result<AuthorityAreaView> {
        const OPERATION: &str = "assign_authority";
        let may = may_change(ctx, None)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(&code, &new))?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return place(conn, &code, id);
                }
                if !people::hold_authority(conn, &may, &code)? {
                    return Err(Error::NotFound);
                }
                if !people::bump_area(conn, &may, new.area, None)? {
                    let detail = "There is no such area";
                    return Err(Error::field("/area", FieldCode::Unknown, detail));
                }
                let recorded = people::places_of_authority(conn, &code)?;
                let spans = recorded.iter().map(|place| (place.id, place.span));
                let (ended, last_day) = making_room(spans, new.from)?;
                for earlier in ended {
                    people::end_authority_area(conn, &may, earlier, last_day)?;
                }
                let added = AuthorityArea {
                    id: ctx.id(),
                    authority: code,
                    area: new.area,
                    span: Span::new(new.from, None),
                };
                people::insert_authority_area(conn, &may, &added)?;
                record(conn, &ctx, OPERATION, "local_authority", &added.authority)?;
                remember(conn, &ctx, OPERATION, &key, added.id)?;
                Ok(view(&added))
            })
            .await
    }

    /// Takes in the national list of local authorities: code, name, region. Those that are there already get the name
    /// and region given here. For the command line; says how many.
    pub async fn put_authorities(
        &self,
        ctx: &Context,
        authorities: Vec<(String, String, String)>,
    ) -> Result<usize> {
        let may = may_change(ctx, None)?;
        let authorities = checked(authorities)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                for authority in &authorities {
                    people::put_authority(conn, &may, authority)?;
                }
                record(conn, &ctx, "put_authorities", "local_authority", "all")?;
                Ok(authorities.len())
            })
            .await
    }
}

fn checked(list: Vec<(String, String, String)>) -> Result<Vec<Authority>> {
    let mut c = Checker::new();
    for (i, (code, name, region)) in list.iter().enumerate() {
        let is_code = code.len() == 9 && code.bytes().all(|b| b.is_ascii_alphanumeric());
        let detail = "The code must have nine letters and digits";
        c.require(is_code, format!("/{i}/code"), FieldCode::NotAllowed, detail);
        c.text(format!("/{i}/name"), name, MAX_NAME, "Enter a name");
        c.text(format!("/{i}/region"), region, MAX_NAME, "Enter a region");
    }
    c.finish().map_err(Error::Invalid)?;
    Ok(list
        .into_iter()
        .map(|(code, name, region)| Authority { code, name, region })
        .collect())
}

fn view(place: &AuthorityArea) -> AuthorityAreaView {
    AuthorityAreaView {
        id: place.id,
        area: place.area,
        from: place.span.from,
        to: place.span.to,
    }
}

fn place(conn: &mut Conn, code: &str, id: AuthorityAreaId) -> Result<AuthorityAreaView> {
    let mut places = people::places_of_authority(conn, code)?.into_iter();
    places
        .find(|place| place.id == id)
        .as_ref()
        .map(view)
        .ok_or(Error::NotFound)
}
