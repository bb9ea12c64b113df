//! The Word file: headings are headings, so that Word's own navigation and a screen reader find them.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, BreakType, Docx, Footer, Header, IndentLevel, Level, LevelJc, LevelText,
    LineSpacing, NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph,
    Run, RunFonts, SpecialIndentType, Start, Style, StyleType, Table as WordTable, TableCell,
    TableCellMargins, TableLayoutType, TableRow, WidthType, XMLDocx,
};

use crate::{Block, Document, Error, Table};

/// A4 and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_247;
const TEXT_WIDTH: usize = 9_412;
/// `docx-rs` numbers by itself what has the number 1.
const BULLETS: usize = 2;
const GREY: &str = "5A5A5A";
const LANGUAGE: &str = "en-GB";
/// What `docx-rs` writes of each row of a table.
const CANT_SPLIT: &str = "<w:cantSplit />";

/// The document as a Word file.
pub fn word(document: &Document) -> Result<Vec<u8>, Error> {
    let mut docx = styled()
        .header(Header::new().add_paragraph(small().add_run(run(&document.marking))))
        .footer(Footer::new().add_paragraph(foot(document)))
        .add_paragraph(
            Paragraph::new()
                .style("Title")
                .add_run(run(&document.title)),
        );
    for block in &document.blocks {
        docx = add(docx, block);
    }
    let mut parts = docx.build();
    complete(&mut parts, &document.title)?;
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(unpacked)?;
    Ok(file.into_inner())
}

/// Says what `docx-rs` has no words for: the file's title and language, which a screen reader begins with, and which row
/// of a table is its head, which it reads with each cell and Word repeats on each page.
fn complete(parts: &mut XMLDocx, title: &str) -> Result<(), Error> {
    let title = format!(
        "<dc:title>{}</dc:title><dc:language>{LANGUAGE}</dc:language>",
        escaped(title)
    );
    let end = "</cp:coreProperties>";
    edit(&mut parts.doc_props.core, |core| {
        core.replacen(end, &format!("{title}{end}"), 1)
    })?;
    let end = "</w:rPr></w:rPrDefault>";
    let language = format!("<w:lang w:val=\"{LANGUAGE}\" />{end}");
    edit(&mut parts.styles, |styles| {
        styles.replacen(end, &language, 1)
    })?;
    edit(&mut parts.document, |document| {
        let mut pieces = document.split("<w:tbl>");
        let before = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(before, |before, table| {
            let table = table.replacen(CANT_SPLIT, &format!("{CANT_SPLIT}<w:tblHeader />"), 1);
            format!("{before}<w:tbl>{table}")
        })
    })
}

fn edit(part: &mut Vec<u8>, change: impl FnOnce(&str) -> String) -> Result<(), Error> {
    let text = std::str::from_utf8(part).map_err(unpacked)?;
    *part = change(text).into_bytes();
    Ok(())
}

fn unpacked(error: impl std::fmt::Display) -> Error {
    Error::Packed(error.to_string())
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

fn styled() -> Docx {
    let bullet = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("•"),
        LevelJc::new("left"),
    )
    .indent(Some(425), Some(SpecialIndentType::Hanging(425)), None, None);
    let style = |id: &str, name: &str, half_points| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .size(half_points)
    };
    let heading = |level: usize, half_points| {
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            half_points,
        )
        .bold()
        .line_spacing(LineSpacing::new().before(360).after(120))
        .outline_lvl(level - 1)
        .next("Normal")
    };
    Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN,
            bottom: MARGIN,
            left: MARGIN,
            right: MARGIN,
            header: 600,
            footer: 600,
            gutter: 0,
        })
        .default_fonts(RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial"))
        .default_size(24)
        .add_style(
            style("Title", "Title", 48)
                .bold()
                .line_spacing(LineSpacing::new().after(240)),
        )
        .add_style(heading(1, 36))
        .add_style(heading(2, 28))
        .add_style(heading(3, 24))
        .add_style(style("Small", "Small", 20).color(GREY))
        .add_style(
            style("Caption", "caption", 24)
                .bold()
                .line_spacing(LineSpacing::new().before(240).after(120)),
        )
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn add(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading { level, text } => {
            let style = format!("Heading{level}");
            docx.add_paragraph(
                Paragraph::new()
                    .style(&style)
                    .keep_next(true)
                    .add_run(run(text)),
            )
        }
        Block::Paragraph { lines } => docx.add_paragraph(spaced().add_run(broken(lines))),
        Block::List { items } => items.iter().fold(docx, |docx, item| {
            let bullet = spaced()
                .numbering(NumberingId::new(BULLETS), IndentLevel::new(0))
                .add_run(run(item));
            docx.add_paragraph(bullet)
        }),
        Block::Facts { facts } => facts.iter().fold(docx, |docx, (name, value)| {
            let name = run(format!("{name}: ")).bold();
            docx.add_paragraph(spaced().add_run(name).add_run(run(value)))
        }),
        Block::Table(table) => docx
            .add_paragraph(
                Paragraph::new()
                    .style("Caption")
                    .keep_next(true)
                    .add_run(run(&table.caption)),
            )
            .add_table(tabled(table))
            .add_paragraph(Paragraph::new()),
    }
}

fn tabled(table: &Table) -> WordTable {
    let sum: usize = table
        .columns
        .iter()
        .map(|column| usize::from(column.width))
        .sum();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| TEXT_WIDTH * usize::from(column.width) / sum.max(1))
        .collect();
    let cell = |run: Run, width: &usize| {
        TableCell::new()
            .width(*width, WidthType::Dxa)
            .add_paragraph(Paragraph::new().add_run(run.size(20)))
    };
    let heads = table.columns.iter().zip(&widths);
    let heads = heads.map(|(column, width)| cell(run(&column.head).bold(), width));
    let head = TableRow::new(heads.collect()).cant_split();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().zip(&widths);
        let cells = cells.map(|(text, width)| {
            let lines: Vec<_> = text.lines().map(ToOwned::to_owned).collect();
            cell(broken(&lines), width)
        });
        TableRow::new(cells.collect()).cant_split()
    });
    WordTable::new(std::iter::once(head).chain(rows).collect())
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(60, 100, 60, 100))
        .width(TEXT_WIDTH, WidthType::Dxa)
        .set_grid(widths.clone())
}

fn foot(document: &Document) -> Paragraph {
    let about = format!("{}, made on {}. Page ", document.title, document.made_on);
    small()
        .add_run(run(about))
        .add_page_num(PageNum::new())
        .add_run(run(" of "))
        .add_num_pages(NumPages::new())
}

fn small() -> Paragraph {
    Paragraph::new().style("Small")
}

fn spaced() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().after(160))
}

fn run(text: impl Into<String>) -> Run {
    Run::new().add_text(text)
}

/// Lines of one paragraph.
fn broken(lines: &[String]) -> Run {
    let mut run = Run::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}
