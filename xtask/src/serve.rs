//! A static server for `www`, on this machine only.

use crate::build::{self, Mode};
use crate::repo;
use anyhow::{Result, anyhow};
use rouille::{Request, Response, Server, match_assets};
use std::path::Path;

const FIRST_PORT: u16 = 8080;

/// Builds everything and serves it until stopped.
pub fn run(port: Option<u16>, mode: Mode) -> Result<()> {
    build::all(mode)?;
    let www = repo::www();
    let ports = port.map_or_else(|| (FIRST_PORT..FIRST_PORT + 20).collect(), |port| vec![port]);
    let mut refused = None;
    for port in ports {
        let www = www.clone();
        match Server::new(("127.0.0.1", port), move |request| answer(request, &www)) {
            Ok(server) => {
                println!("\njejak is at http://{}/   (stop with Ctrl-C)", server.server_addr());
                server.run();
                return Ok(());
            }
            Err(error) => refused = Some(error),
        }
    }
    Err(anyhow!("no port could be opened: {}", refused.map_or_else(String::new, |error| error.to_string())))
}

/// Serves what is built from a thread of its own, for a browser that this program drives; returns the address.
pub fn in_background() -> Result<String> {
    let www = repo::www();
    let server = Server::new("127.0.0.1:0", move |request| answer(request, &www))
        .map_err(|error| anyhow!("no port could be opened: {error}"))?;
    let address = format!("http://{}/", server.server_addr());
    std::thread::spawn(move || server.run());
    Ok(address)
}

fn answer(request: &Request, www: &Path) -> Response {
    let url = request.url();
    let response = if url.ends_with('/') {
        let inside = Request::fake_http("GET", format!("{url}index.html"), vec![], vec![]);
        typed(match_assets(&inside, www), "index.html")
    } else if !url.contains("..") && www.join(url.trim_start_matches('/')).is_dir() {
        return Response::redirect_308(format!("{url}/"));
    } else {
        typed(match_assets(request, www), &url)
    };
    // What was built a moment ago must not be hidden by what the browser kept.
    response.with_unique_header("Cache-Control", "no-cache").without_header("ETag")
}

/// A module served under a wrong type does not run, so the types of what we ship do not rest on a guess.
fn typed(response: Response, url: &str) -> Response {
    let kind = match url.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json; charset=utf-8",
        Some("jsonl") => "application/x-ndjson; charset=utf-8",
        Some("ts") => "text/plain; charset=utf-8",
        _ => return response,
    };
    if response.is_success() { response.with_unique_header("Content-Type", kind) } else { response }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn get(url: &str) -> (u16, Option<String>) {
        let www = std::env::temp_dir().join(format!("jejak-serve-{}", std::process::id()));
        fs::create_dir_all(www.join("pkg")).unwrap();
        fs::write(www.join("index.html"), "<!doctype html>").unwrap();
        fs::write(www.join("element.mjs"), "export {}").unwrap();
        fs::write(www.join("pkg/show_bg.wasm"), b"\0asm").unwrap();
        let response = answer(&Request::fake_http("GET", url, vec![], vec![]), &www);
        let kind = response
            .headers
            .iter()
            .find(|(name, _)| name == "Content-Type")
            .map(|(_, kind)| kind.to_string());
        (response.status_code, kind)
    }

    #[test]
    fn pages_modules_and_wasm_have_the_type_a_browser_asks_for() {
        assert_eq!(get("/"), (200, Some("text/html; charset=utf8".to_owned())));
        assert_eq!(get("/element.mjs"), (200, Some("text/javascript; charset=utf-8".to_owned())));
        assert_eq!(get("/pkg/show_bg.wasm"), (200, Some("application/wasm".to_owned())));
        assert_eq!(get("/pkg").0, 308);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        assert_eq!(get("/missing.js").0, 404);
        assert_eq!(get("/../../../../etc/passwd").0, 404);
        assert_eq!(get("/pkg/../../../../../etc/passwd").0, 404);
    }
}
