//! A crate of its own, as a user's is, built by cargo beside this one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

pub(crate) struct Scratch {
    folder: PathBuf,
    target: PathBuf,
    /// The folder of the schema that the derives compare everything with.
    metadata: PathBuf,
}

impl Scratch {
    /// Writes the crate, each file only where it is another: what did not change is not built again.
    pub(crate) fn write(
        name: &str,
        metadata: PathBuf,
        lib: &str,
        files: &[(String, String)],
        round_trips: Option<&str>,
    ) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("generated");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let source = folder.join("src");
        fs::create_dir_all(&source).unwrap();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\nname = \"generated\"\n\n\
             [workspace]\n\n[profile.dev]\ndebug = false\n\n\
             [dependencies]\ngraph-entity = {{ path = {:?}, features = [\"check\", \"decimal\"] }}\n",
            repository.join("runtime").to_str().unwrap(),
        );
        let mut wanted = vec![(folder.join("Cargo.toml"), manifest)];
        wanted.push((source.join("lib.rs"), lib.to_owned()));
        wanted.extend(files.iter().map(|(file, text)| (source.join(file), text.clone())));
        if let Some(round_trips) = round_trips {
            wanted.push((source.join("main.rs"), MAIN.replace('@', round_trips)));
        }
        for (file, text) in &wanted {
            if fs::read_to_string(file).ok().as_ref() != Some(text) {
                fs::write(file, text).unwrap();
            }
        }
        if !folder.join("Cargo.lock").exists() {
            fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        }
        Self { folder, target, metadata }
    }

    /// Runs a command of cargo; it must succeed without a warning.
    pub(crate) fn cargo(&self, command: &str) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--offline", "--quiet", "--color=never"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", &self.target).env_remove("RUSTFLAGS");
        cargo.env("GRAPH_ENTITY_METADATA", &self.metadata);
        let output = cargo.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let first: String = errors.lines().take(80).fold(String::new(), |text, line| text + line + "\n");
        assert!(output.status.success() && errors.trim().is_empty(), "{}\n{first}", self.folder.display());
    }

    /// What becomes of each body: `ok` and the JSON, or `error` and why.
    pub(crate) fn run(&self, bodies: &[String]) -> Vec<String> {
        self.cargo("build");
        let input = self.folder.join("bodies.jsonl");
        fs::write(&input, bodies.join("\n")).unwrap();
        let program = self.target.join("debug/generated");
        let output = Command::new(&program).arg(&input).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

/// Each source in a module of its own.
pub(crate) fn modules(sources: &[(String, String)]) -> String {
    let mut text = String::new();
    for (index, (name, source)) in sources.iter().enumerate() {
        let _ = writeln!(text, "/// {name}\npub mod type{index} {{\n{source}}}");
    }
    text
}

/// The program that carries each line through the type of its number.
const MAIN: &str = r#"//! Carries bodies through types.
use graph_entity::serde_json;

macro_rules! round_trip {
    ($type:ty) => {
        |body| serde_json::to_string(&serde_json::from_str::<$type>(body)?)
    };
}

const ROUND_TRIPS: &[fn(&str) -> Result<String, serde_json::Error>] = &[
@];

fn main() {
    let bodies = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    for (body, round_trip) in bodies.lines().zip(ROUND_TRIPS) {
        match round_trip(body) {
            Ok(written) => println!("ok {written}"),
            Err(error) => println!("error {error}"),
        }
    }
}
"#;
