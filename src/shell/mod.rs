//! The only place that knows the web.
