//! Names that are nobody's: plants, birds, stones and colours, with a mark that they are invented.

/// Given names of invented staff.
const GIVEN: [&str; 36] = [
    "Amber",
    "Ash",
    "Aspen",
    "Basil",
    "Bay",
    "Blue",
    "Briar",
    "Bryony",
    "Cedar",
    "Clementine",
    "Clover",
    "Coral",
    "Dale",
    "Fern",
    "Flint",
    "Forrest",
    "Garnet",
    "Hazel",
    "Heath",
    "Holly",
    "Indigo",
    "Iris",
    "Ivy",
    "Jade",
    "Jasper",
    "Juniper",
    "Laurel",
    "Linden",
    "Marigold",
    "Meadow",
    "Olive",
    "Pearl",
    "Reed",
    "River",
    "Rowan",
    "Sage",
];

/// Family names of invented staff; written `Demo-Larch`.
const FAMILY: [&str; 70] = [
    "Larch",
    "Granite",
    "Crimson",
    "Poplar",
    "Slate",
    "Ochre",
    "Alder",
    "Basalt",
    "Teal",
    "Maple",
    "Quartz",
    "Russet",
    "Willow",
    "Travertine",
    "Umber",
    "Hornbeam",
    "Limestone",
    "Sienna",
    "Chestnut",
    "Sandstone",
    "Cobalt",
    "Sycamore",
    "Marble",
    "Mauve",
    "Elder",
    "Pumice",
    "Saffron",
    "Beech",
    "Onyx",
    "Vermilion",
    "Juniper",
    "Agate",
    "Magenta",
    "Spruce",
    "Gneiss",
    "Lilac",
    "Cypress",
    "Shale",
    "Turquoise",
    "Hawthorn",
    "Opal",
    "Indigo",
    "Redwood",
    "Chalk",
    "Azure",
    "Mulberry",
    "Topaz",
    "Cerise",
    "Walnut",
    "Schist",
    "Amaranth",
    "Medlar",
    "Feldspar",
    "Sepia",
    "Rowantree",
    "Obsidian",
    "Viridian",
    "Damson",
    "Malachite",
    "Fuchsia",
    "Quince",
    "Jasperstone",
    "Carmine",
    "Tamarisk",
    "Tourmaline",
    "Celadon",
    "Whitebeam",
    "Gypsum",
    "Burgundy",
    "Blackthorn",
];

/// Given names of invented children.
const CHILD: [&str; 24] = [
    "Wren", "Pip", "Sky", "Robin", "Lark", "Kit", "Star", "Finch", "Poppy", "Bramble", "Teasel",
    "Linnet", "Sorrel", "Starling", "Tansy", "Merle", "Fennel", "Dove", "Campion", "Martin",
    "Pansy", "Swift", "Teal", "Violet",
];

/// Family names of invented children; written `Sample-Clover`.
const CHILD_FAMILY: [&str; 32] = [
    "Clover",
    "Foxglove",
    "Bluebell",
    "Harebell",
    "Primrose",
    "Celandine",
    "Cowslip",
    "Yarrow",
    "Burdock",
    "Mallow",
    "Vetch",
    "Speedwell",
    "Bracken",
    "Thistle",
    "Comfrey",
    "Teasel",
    "Betony",
    "Bugle",
    "Chicory",
    "Dandelion",
    "Eyebright",
    "Figwort",
    "Gorse",
    "Heather",
    "Knapweed",
    "Lavender",
    "Marjoram",
    "Nettle",
    "Oxlip",
    "Pignut",
    "Ragwort",
    "Samphire",
];

/// The name of the `i`th invented member of staff. The first 70 have different family names.
pub fn staff(i: usize) -> String {
    let given = GIVEN[(i * 7 + i / GIVEN.len()) % GIVEN.len()];
    format!("{given} Demo-{}", FAMILY[i % FAMILY.len()])
}

/// The work address that goes with a name. Nothing can be sent to a domain ending in `.invalid`.
pub fn email(name: &str) -> String {
    format!("{}@demo.invalid", name.to_lowercase().replace(' ', "."))
}

/// The name of an invented child; children of one family have one family name.
pub fn child(given: i64, family: i64) -> String {
    let nth = |list: &'static [&'static str], i: i64| {
        let i = usize::try_from(i).unwrap_or_default();
        list[i % list.len()]
    };
    format!(
        "{} Sample-{}",
        nth(&CHILD, given),
        nth(&CHILD_FAMILY, family)
    )
}
