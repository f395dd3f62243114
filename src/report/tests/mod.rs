mod letter;
mod wording;
