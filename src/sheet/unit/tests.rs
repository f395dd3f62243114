//! Reads the workbooks back.
