//! The water of the four provinces, against sections counted by another program over the same files.

use kaohe::figure::Exact;

use crate::reports::provinces;

/// Of the sections with data: at Class III or better, and worse than Class V; of the months of the sections in the daily file: at Class
/// III or better.
const COUNTED: [(&str, [&str; 3]); 4] = [
    ("吉林省", ["20/25", "0/25", "9/11"]),
    ("辽宁省", ["51/63", "3/63", "30/51"]),
    ("黑龙江省", ["5/17", "0/17", "5/12"]),
    ("内蒙古自治区", ["9/11", "0/11", "28/28"]),
];

#[test]
fn sections_are_classed_as_another_program_counts_them() {
    for (province, counted) in COUNTED {
        let unit = provinces().units.iter().find(|unit| unit.name == province).expect("a province");
        for (item, counted) in ["water/good-share", "water/worse-than-v", "water/good-months"].iter().zip(counted) {
            let found = unit.indicators.iter().find(|indicator| indicator.id == *item).expect("an item");
            let written = found.measure.as_ref().map(|measure| measure.0.clone());
            let measure: Exact = found.measure_exact.clone().or(written).expect("a figure").parse().expect("a number");
            assert_eq!(measure, counted.parse().expect("a fraction"), "{province} {item}");
        }
    }
}
