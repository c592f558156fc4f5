//! Ordered scales of classes: those that every scheme knows, and its own.

use super::document::ScaleDocument;
use super::yaml::{self, FromYaml, Named, Problems};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::plan::{ClassName, Scale};

/// The scales of the national standards, as data that an officer can read and mend.
const BUILT_IN: &str = include_str!("../../rules/std/scales.yaml");

/// The built-in scales and the scheme's own, which may replace a built-in one.
pub fn build(own: Option<&Named<ScaleDocument>>, problems: &mut Problems) -> Vec<Scale> {
    let mut scales = built_in();
    for (id, document) in own.into_iter().flat_map(|own| &own.0) {
        let scale = scale(&id.value, document, problems);
        match scales.iter_mut().find(|other| other.id == scale.id) {
            Some(other) => *other = scale,
            None => scales.push(scale),
        }
    }
    scales
}

fn built_in() -> Vec<Scale> {
    let mut problems = Problems::of("std/scales.yaml");
    let Some(root) = yaml::parse(BUILT_IN, &mut problems) else { return Vec::new() };
    let Some(documents) = Named::<ScaleDocument>::from_yaml(&root, &mut problems) else { return Vec::new() };
    documents.0.iter().map(|(id, document)| scale(&id.value, document, &mut problems)).collect()
}

fn scale(id: &str, document: &ScaleDocument, problems: &mut Problems) -> Scale {
    let mut classes: Vec<ClassName> = Vec::new();
    for class in &document.classes {
        let Some((name, also)) = class.value.0.split_first() else { continue };
        for spelling in &class.value.0 {
            let taken = classes.iter().find(|other| other.name == *spelling || other.also.contains(spelling));
            if let Some(other) = taken {
                let message = message!("scheme-spelling-of-two-classes", spelling = spelling, other = &other.name);
                problems.add(Diagnostic::error(class.at.clone(), message));
            }
        }
        classes.push(ClassName { name: name.clone(), also: also.to_vec() });
    }
    Scale { id: id.to_owned(), title: document.title.clone().unwrap_or_else(|| id.to_owned()), classes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_scales_read_a_class_however_it_is_written() {
        let mut problems = Problems::of("std/scales.yaml");
        let root = yaml::parse(BUILT_IN, &mut problems).expect("the built-in scales are YAML");
        let documents = Named::<ScaleDocument>::from_yaml(&root, &mut problems).expect("and scales");
        let scales: Vec<Scale> =
            documents.0.iter().map(|(id, document)| scale(&id.value, document, &mut problems)).collect();
        assert!(problems.found.is_empty(), "{:?}", problems.found);
        let index = |scale: &str, text: &str| {
            scales.iter().find(|other| other.id == scale)?.find(text).map(|class| class.index)
        };
        for text in ["Ⅲ", "III", "3", "三类", "Ⅲ类", "Ⅲ 类", "3类", "三", "Ⅲ级"] {
            assert_eq!(index("water", text), Some(2), "{text}");
        }
        for text in ["劣Ⅴ", "劣V", "劣五", "劣五类", "劣Ⅴ类", "6"] {
            assert_eq!(index("water", text), Some(5), "{text}");
        }
        assert_eq!(index("water", "7"), None);
        assert_eq!(index("air", "中度污染"), Some(3));
        assert_eq!(scales.first().and_then(|scale| scale.name(0)), Some("Ⅰ"));
    }
}
