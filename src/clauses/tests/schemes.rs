//! The scoring rules of the schemes that come with kaohe.

use std::path::Path;

use super::*;
use crate::clauses::clauses;

fn page_of(scheme: &str, language: Language) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(scheme);
    let scheme = crate::scheme::load(&folder).scheme.expect("the scheme can be read");
    let page = clauses(&crate::script::compile(&scheme).plan, &Words::new(language));
    assert!(!page.contains('⟨'), "a message without words:\n{page}");
    page
}

#[test]
fn the_starter_scheme() {
    insta::assert_snapshot!("starter-zh", page_of("starter", Language::Zh));
    insta::assert_snapshot!("starter-en", page_of("starter", Language::En));
}

#[test]
fn the_northeast_water_scheme() {
    insta::assert_snapshot!("northeast-water-zh", page_of("northeast-water-2021", Language::Zh));
}
