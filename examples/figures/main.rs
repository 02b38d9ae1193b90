//! Draws the pictures of `docs/figures.md` and `docs/figures.id.md` from the worked example, into the folder given as the
//! first argument (`docs/figures` where none is).

mod chart;
mod pictures;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "docs/figures".to_owned());
    std::fs::create_dir_all(&folder)?;
    for (name, svg) in pictures::all()? {
        std::fs::write(format!("{folder}/{name}"), svg)?;
    }
    Ok(())
}
