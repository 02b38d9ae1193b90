//! Writes the JSON Schemas of the documents into the folder that is named: what `cargo xtask build` runs.

use jejak::{Value, model};
use std::path::PathBuf;
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;
    let schemas: [(&str, Value); 2] =
        [("journey", model::schema::journey()), ("evidence", model::schema::evidence())];
    for (name, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        fs::write(folder.join(format!("{name}.schema.json")), text)?;
    }
    Ok(())
}
