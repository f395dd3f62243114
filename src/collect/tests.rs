//! Forms and what people do to them.
