//! The migrations are compiled into the program; cargo must look at them to know when to do that again.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations/sqlite");
    println!("cargo::rerun-if-changed=../../migrations/postgresql");
}
