//! The places of the demonstration, from the reference data built into the program.

use super::DemoError;

const AREAS: &str = include_str!("../../data/areas.csv");
const OFFICES: &str = include_str!("../../data/offices.csv");
const AUTHORITIES: &str = include_str!("../../data/local-authorities-2025.csv");

/// An office, which is a team of the demonstration.
pub struct Office {
    pub name: String,
    pub area: String,
}

/// A local authority with the area of its region.
pub struct Place {
    pub code: String,
    pub name: String,
    pub region: String,
    pub area: String,
}

/// Everything the reference data hold.
pub struct Places {
    /// The names of the areas, each once.
    pub areas: Vec<String>,
    pub offices: Vec<Office>,
    pub authorities: Vec<Place>,
}

/// Reads the reference data.
pub fn read() -> Result<Places, DemoError> {
    let regions = rows::<2>(AREAS)?;
    let mut areas: Vec<String> = regions.iter().map(|[_, area]| area.clone()).collect();
    areas.dedup();
    let area_of = |region: &str| {
        regions
            .iter()
            .find(|[name, _]| name == region)
            .map(|[_, area]| area.clone())
            .ok_or(DemoError::ReferenceData)
    };
    let offices = rows::<4>(OFFICES)?
        .into_iter()
        .map(|[_, name, area, _]| Office { name, area })
        .collect();
    let authorities = rows::<3>(AUTHORITIES)?
        .into_iter()
        .map(|[code, name, region]| {
            Ok(Place {
                area: area_of(&region)?,
                code,
                name,
                region,
            })
        })
        .collect::<Result<_, DemoError>>()?;
    Ok(Places {
        areas,
        offices,
        authorities,
    })
}

/// The lines of a file under its header, each of so many values.
fn rows<const N: usize>(text: &str) -> Result<Vec<[String; N]>, DemoError> {
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|line| {
            let line = line.map_err(|_| DemoError::ReferenceData)?;
            let values: Vec<String> = line.iter().map(str::to_owned).collect();
            values.try_into().map_err(|_| DemoError::ReferenceData)
        })
        .collect()
}
