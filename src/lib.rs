//! jejak computes a customer funnel and a customer journey map from a person's own data and draws both.
//!
//! Data goes one way: bytes → rows ([`ingest`]) → evidence ([`analyse`]) → figures ([`figures`]) →
//! scene ([`layout`], [`scene`]) → pixels ([`paint`]). Only `shell` knows the web, only [`paint`]
//! knows plotters. `tests/layers.rs` holds the imports.

#[forbid(unsafe_code)]
pub mod diag;
#[forbid(unsafe_code)]
pub mod error;
#[forbid(unsafe_code)]
pub mod model;
#[forbid(unsafe_code)]
pub mod value;

#[cfg(feature = "measure")]
#[forbid(unsafe_code)]
pub mod analyse;
#[cfg(feature = "ingest")]
#[forbid(unsafe_code)]
pub mod ingest;

#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod figures;
#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod geom;
#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod interact;
#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod layout;
#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod paint;
#[cfg(feature = "show")]
#[forbid(unsafe_code)]
pub mod scene;

#[forbid(unsafe_code)]
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod shell;

pub use diag::{Issue, Issues, Sample};
pub use error::{Code, Error, Place};
pub use value::Value;
