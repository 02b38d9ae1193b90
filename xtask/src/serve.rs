//! A static server for `www`, on this machine only: one thread a connection, one answer each.

use crate::build::{self, Mode};
use crate::repo;
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

const FIRST_PORT: u16 = 8080;
const LONGEST_HEAD: u64 = 65_536;
const PATIENCE: Duration = Duration::from_secs(30);

/// Builds everything and serves it until stopped.
pub fn run(port: Option<u16>, mode: Mode) -> Result<()> {
    build::all(mode)?;
    let listener = match port {
        Some(port) => TcpListener::bind(("127.0.0.1", port)),
        None => (FIRST_PORT..FIRST_PORT + 20)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .map_or_else(|| TcpListener::bind("127.0.0.1:0"), Ok),
    };
    let listener = listener.context("no port could be opened")?;
    println!("\njejak is at http://{}/   (stop with Ctrl-C)", listener.local_addr()?);
    forever(&listener, &repo::www());
    Ok(())
}

/// Serves what is built from a thread of its own, for a browser that this program drives; returns the address.
pub fn in_background() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || forever(&listener, &repo::www()));
    Ok(address)
}

fn forever(listener: &TcpListener, www: &Path) {
    for stream in listener.incoming().flatten() {
        let www = www.to_path_buf();
        // A browser that goes away in the middle of an answer is no fault of ours.
        thread::spawn(move || answer(&stream, &www).ok());
    }
}

/// What is sent back.
struct Answer {
    status: &'static str,
    kind: &'static str,
    /// Where to look instead.
    location: Option<String>,
    body: Vec<u8>,
}

fn answer(mut stream: &TcpStream, www: &Path) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let first = lines.next().context("nothing was asked")??;
    for line in lines.by_ref() {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let said = match method {
        "GET" | "HEAD" => find(url, www),
        _ => plain("405 Method Not Allowed"),
    };
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n",
        said.status,
        said.kind,
        said.body.len()
    );
    if let Some(location) = &said.location {
        head += &format!("Location: {location}\r\n");
    }
    stream.write_all((head + "\r\n").as_bytes())?;
    if method == "GET" {
        stream.write_all(&said.body)?;
    }
    Ok(stream.flush()?)
}

fn find(url: &str, www: &Path) -> Answer {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some(file) = inside(path, www) else { return plain("404 Not Found") };
    if file.is_dir() && !path.ends_with('/') {
        return Answer { location: Some(format!("{path}/")), ..plain("308 Permanent Redirect") };
    }
    let file = if file.is_dir() { file.join("index.html") } else { file };
    match fs::read(&file) {
        Ok(body) => Answer { status: "200 OK", kind: kind(&file), location: None, body },
        Err(_) => plain("404 Not Found"),
    }
}

fn plain(status: &'static str) -> Answer {
    Answer {
        status,
        kind: "text/plain; charset=utf-8",
        location: None,
        body: format!("{status}\n").into_bytes(),
    }
}

/// The file at a path, if every part of it is a plain name: nothing leads out of the folder.
fn inside(path: &str, www: &Path) -> Option<PathBuf> {
    let mut file = www.to_path_buf();
    for part in path.strip_prefix('/')?.split('/').filter(|part| !part.is_empty()) {
        let name = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-~@".contains(&byte));
        if !name || part.starts_with('.') {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

/// A module served under a wrong type does not run.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json; charset=utf-8",
        Some("jsonl") => "application/x-ndjson; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("ts" | "md" | "txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served() -> (PathBuf, u16) {
        let www = std::env::temp_dir().join(format!(
            "jejak-serve-{}-{:?}",
            std::process::id(),
            thread::current().id()
        ));
        fs::create_dir_all(www.join("pkg")).unwrap();
        fs::write(www.join("index.html"), "<!doctype html>").unwrap();
        fs::write(www.join("element.mjs"), "export {}").unwrap();
        fs::write(www.join("pkg/show_bg.wasm"), b"\0asm").unwrap();
        fs::write(www.with_extension("secret"), "secret").unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let folder = www.clone();
        thread::spawn(move || forever(&listener, &folder));
        (www, port)
    }

    fn ask(port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(format!("{request} HTTP/1.1\r\nHost: here\r\n\r\n").as_bytes()).unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        String::from_utf8_lossy(&said).into_owned()
    }

    #[test]
    fn pages_modules_and_wasm_have_the_type_a_browser_asks_for() {
        let (_, port) = served();
        for (url, kind) in [
            ("/", "text/html; charset=utf-8"),
            ("/element.mjs?again=1", "text/javascript; charset=utf-8"),
            ("/pkg/show_bg.wasm", "application/wasm"),
        ] {
            let said = ask(port, &format!("GET {url}"));
            assert!(said.starts_with("HTTP/1.1 200 OK\r\n"), "{url}: {said}");
            assert!(said.contains(&format!("Content-Type: {kind}\r\n")), "{url}: {said}");
        }
        assert!(ask(port, "GET /").ends_with("\r\n\r\n<!doctype html>"));
        assert!(ask(port, "HEAD /").ends_with("\r\n\r\n"));
        assert!(ask(port, "GET /pkg").contains("Location: /pkg/\r\n"));
        assert!(ask(port, "POST /").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (www, port) = served();
        let name = www.with_extension("secret").file_name().unwrap().to_string_lossy().into_owned();
        for url in [
            "/missing.js",
            &format!("/../{name}"),
            &format!("/%2e%2e/{name}"),
            &format!("/pkg/../../{name}"),
            &format!("//../{name}"),
        ] {
            let said = ask(port, &format!("GET {url}"));
            assert!(said.starts_with("HTTP/1.1 404"), "{url}: {said}");
        }
    }

    #[test]
    fn connections_that_say_nothing_hold_nobody_up() {
        let (_, port) = served();
        let silent: Vec<TcpStream> =
            (0..40).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
        assert!(ask(port, "GET /").starts_with("HTTP/1.1 200 OK"));
        drop(silent);
    }
}
