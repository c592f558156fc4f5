//! The same inputs give the same bytes: whatever the threads, the order of rows where it means nothing, and the way the plan came.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaohe::assess::document::Document;
use kaohe::assess::{AssessOptions, assess};
use kaohe::intake;
use kaohe::measure::{MeasureOptions, measure};
use kaohe::plan::Plan;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn score(scheme: &str, data: &Path, out: &Path, threads: &str) {
    let status = Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .args(["score", scheme, "--accept-findings", "--data"])
        .arg(data)
        .arg("--out")
        .arg(out)
        .env("POLARS_MAX_THREADS", threads)
        .current_dir(root())
        .output()
        .expect("kaohe runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

fn bytes(folder: &Path, file: &str) -> Vec<u8> {
    std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    for scheme in ["northeast-water-2021", "yushu-2022"] {
        let out = tempfile::tempdir().expect("a folder");
        let data = root().join("datasets").join(scheme);
        for threads in ["1", "2"] {
            score(&format!("rules/{scheme}"), &data, &out.path().join(threads), threads);
        }
        for file in ["assessment.json", "scores.csv"] {
            let (one, two) = (bytes(&out.path().join("1"), file), bytes(&out.path().join("2"), file));
            assert!(one == two, "{scheme}: {file} differs");
        }
        // And the file alone is all that a later reader needs: its own types read it and write the same.
        let written = bytes(&out.path().join("1"), "assessment.json");
        let document: Document = serde_json::from_slice(&written).expect("the document reads its own file");
        let again = serde_json::to_string_pretty(&document).expect("a document can be written") + "\n";
        assert!(again.as_bytes() == written, "{scheme}: read back, assessment.json differs");
    }
}

/// Each CSV with its rows backwards. The readings stay as they are: there a later row corrects an earlier one.
#[test]
fn the_order_of_rows_changes_no_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (root().join("datasets/yushu-2022"), folder.path().join("data"));
    let turned = copy_backwards(&from, &to);
    assert!(turned > 10, "only {turned} tables were turned");
    score("rules/yushu-2022", &from, &folder.path().join("as-sent"), "2");
    score("rules/yushu-2022", &to, &folder.path().join("backwards"), "2");
    let scores = |name: &str| String::from_utf8(bytes(&folder.path().join(name), "scores.csv")).expect("text");
    similar(&scores("as-sent"), &scores("backwards"));
}

fn similar(one: &str, other: &str) {
    for (one, other) in one.lines().zip(other.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(one.lines().count(), other.lines().count());
}

fn copy_backwards(from: &Path, to: &Path) -> usize {
    std::fs::create_dir_all(to).expect("a folder");
    let mut turned = 0;
    for entry in std::fs::read_dir(from).expect("the data") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        if path.is_dir() {
            if name != "readings" {
                turned += copy_backwards(&path, &to.join(&name));
                continue;
            }
            std::fs::create_dir_all(to.join(&name)).expect("a folder");
            for file in std::fs::read_dir(&path).expect("readings") {
                let file = file.expect("an entry").path();
                std::fs::copy(&file, to.join(&name).join(file.file_name().expect("a name"))).expect("copied");
            }
            continue;
        }
        if path.extension().is_some_and(|ending| ending == "csv") {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).expect("a table");
            let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
            let mut writer = csv::WriterBuilder::new().flexible(true).from_path(to.join(&name)).expect("a file");
            // The header stays where it is; so does a title above it, which is one cell wide.
            let header =
                rows.iter().position(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).unwrap_or(0);
            for row in rows[..=header].iter().chain(rows[header + 1..].iter().rev()) {
                writer.write_record(row).expect("written");
            }
            turned += 1;
        } else {
            std::fs::copy(&path, to.join(&name)).expect("copied");
        }
    }
    turned
}

/// Plan → JSON → plan scores to the same bytes.
#[test]
fn a_plan_that_went_through_json_scores_the_same() {
    for scheme in ["northeast-water-2021", "yushu-2022", "starter"] {
        let loaded = kaohe::scheme::load(&root().join("rules").join(scheme));
        let plan = kaohe::script::compile(&loaded.scheme.expect("a scheme")).plan;
        let again = Plan::from_json(&plan.to_json().expect("JSON")).expect("the plan again");
        let data = match scheme {
            "starter" => root().join("rules/starter/data"),
            other => root().join("datasets").join(other),
        };
        let scored = |plan: &Plan| {
            let submission = intake::read(plan, &data, &intake::Options::default());
            let options = MeasureOptions::as_of(jiff::civil::date(plan.year, 12, 31));
            let measures = measure(plan, &submission, &options).expect("measures");
            let options = AssessOptions { trace: true, ..AssessOptions::default() };
            let assessment = assess(plan, &measures, &submission.hand_scores, &options);
            serde_json::to_string(&assessment).expect("JSON")
        };
        assert!(scored(&plan) == scored(&again), "{scheme}");
    }
}
