//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    // cargo sets the variable at run time too, so a clone that was moved still finds itself.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|path| path.ends_with("xtask"))
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    xtask.parent().map(Path::to_path_buf).unwrap_or(xtask)
}

/// The folder that is served.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The folder of what ships, made from `www`.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of the browser tests, which also holds the npm packages.
pub fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// The folder of the benchmark: its pages, its driver, and what they are compared with.
pub fn bench() -> PathBuf {
    root().join("bench")
}

/// The folder cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}
