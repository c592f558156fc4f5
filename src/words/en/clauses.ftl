# The scoring rules: clauses made of the plan alone.

## Values

value-text = { $text }
value-group = group { $name }
value-number = { $number }
value-negative = −{ $number }
value-percent = { $number }%
value-with-unit = { $number } { $unit }
value-points = { $number ->
    [one] { $number } point
   *[other] { $number } points
}
value-points-share = { $share } of the points
value-quoted = “{ $text }”
value-yes = “yes”
value-no = “no”
value-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
value-days = { $first } to { $last }
value-day-of-year = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
value-class = Class { $name }
value-class-worse-than = worse than Class { $last }
value-step = { $number }
value-step-percent = { $number ->
    [one] percentage point
   *[other] { $number } percentage points
}
value-step-unit = { $number ->
    [1] { $unit }
   *[other] { $number } { $unit }
}
value-step-class = { $number ->
    [one] class
   *[other] { $number } classes
}
value-step-day = { $number ->
    [one] day
   *[other] { $number } days
}
value-step-things = { $number } × { $noun }
rounding = { $mode } to { $places ->
    [one] { $places } decimal place
   *[other] { $places } decimal places
}
rounding-whole = { $mode } to a whole number
rounding-whole-significant = { $mode } to a whole number, one significant digit where that gives zero
rounding-significant = { $mode } to { $places ->
    [one] { $places } decimal place
   *[other] { $places } decimal places
}, one significant digit where that gives zero
rounding-half-up = rounded half up
rounding-half-even = rounded half to even
rounding-up = rounded up
rounding-down = rounded down

## Joining

bracketed = ({ $inner })
joined-comma = { $left }, { $right }
joined-otherwise = { $left }; { $right }
joined-semicolon = { $left }; { $right }
joined-sentence = { $left } { $right }
joined-list = { $parts }
joined-or = { $left } or { $right }
sentence-end = { $text }.
arithmetic-add = { $left } + { $right }
arithmetic-subtract = { $left } − { $right }
arithmetic-multiply = { $left } × { $right }
arithmetic-divide = { $left } ÷ { $right }
arithmetic-negative = −{ $value }

## Comparing

compare-equal = { $left } equals { $right }
compare-not-equal = { $left } does not equal { $right }
compare-is = { $left } is { $right }
compare-is-not = { $left } is not { $right }
compare-less = { $left } is less than { $right }
compare-at-most = { $left } is at most { $right }
compare-greater = { $left } is more than { $right }
compare-at-least = { $left } is at least { $right }
compare-before = { $left } is before { $right }
compare-not-after = { $left } is not after { $right }
compare-after = { $left } is after { $right }
compare-not-before = { $left } is not before { $right }
compare-better = { $left } is better than { $right }
compare-at-least-class = { $left } is { $right } or better
compare-worse = { $left } is worse than { $right }
compare-at-most-class = { $left } is { $right } or worse

## Conditions

condition-and = { $left } and { $right }
condition-or = { $left } or { $right }
condition-is-in = { $value } is { $options }
condition-is-not-in = { $value } is none of { $options }
condition-between = { $value } is between { $low } and { $high } (both included)
condition-not-between = { $value } is not between { $low } and { $high } (both included)
condition-missing = { $value } is blank
condition-not-missing = { $value } is filled in
condition-contains = { $value } contains “{ $text }”
condition-contains-not = { $value } does not contain “{ $text }”
condition-matches = { $value } has the form “{ $pattern }” (* for any characters, ? for one)
condition-matches-not = { $value } does not have the form “{ $pattern }” (* for any characters, ? for one)
condition-if-else = { $then } if { $condition }, else { $otherwise }
condition-some = there is any { $rows }
condition-none = there is no { $rows }
condition-all = for every { $rows }, { $condition }
condition-all-ticked = “{ $column }” is ticked for every { $rows }
condition-not-all = not for every { $rows }, { $condition }
condition-box = “{ $column }” is “yes”
condition-box-not = “{ $column }” is “no”
condition-box-missing = “{ $column }” is blank
condition-box-filled = “{ $column }” is not blank
condition-boxes = { $columns } are all ticked
condition-boxes-not = { $columns } are all empty
condition-answer-yes = “{ $question }” is “yes”
condition-answer-no-state = “{ $question }” is “no”
condition-answer-no-deed = “{ $question }” is “no”
condition-absent = there is no figure for { $figure }
condition-present = there is a figure for { $figure }
condition-unit-is = the unit is { $names }
condition-unit-is-not = the unit is not { $names }
condition-kind-is = the unit’s kind is { $names }
condition-kind-is-not = the unit’s kind is not { $names }
condition-group-is = the unit’s group is { $names }
condition-group-is-not = the unit’s group is not { $names }

## Columns

column-as-of = the as-of date
column-nothing = (nothing)
column-whether = whether { $condition }
column-convert = { $value } (in { $unit })
column-if-else = { $then } where { $condition }, else { $otherwise }
column-case = { $value } where { $condition }
column-other-cases = { $value } in all other cases
column-by-standard = { $name } ({ $basis })
column-year = the year of { $value }
column-quarter = the quarter of { $value }
column-month = the month of { $value }
column-year-month = the year and month of { $value }
column-day = the day of { $value }
column-days = the number of days from { $from } to { $to }
rounded = { $value } ({ $rounding })
class-by-limits = { $value } { $steps }, else { $beyond }
class-limit-lower = up to { $limit }: { $class }
class-limit-higher = from { $limit }: { $class }
class-by-range = { $value } from { $low } to { $high } (both included): { $inside }, else { $outside }
column-worst-of = the worst of { $values }
column-least-of = the least of { $values }
column-greatest-of = the greatest of { $values }
column-point = ({ $x }, { $y })
column-interpolate = { $value } read off the line through { $points }, nothing outside it
column-edition = { $value } where { $when }
column-edition-before = { $date } is before { $until }
column-edition-between = { $date } is { $from } or later and before { $until }
column-edition-from = { $date } is { $from } or later
column-edition-always = { $date } is any day
column-names-of-greatest = the name of the greatest of { $names } (above { $above }), all where several share it
definition-of = { $name } is determined as follows: { $value }
definition-value = { $name } is { $value }
definition-by-case = { $name }: { $value }
definition-equals = { $name } = { $value }
definition-of-figures = { $line }. Taken from: { $figures }
definition-apart = { $name } is determined as appendix { $number } says
definition-worst-of = { $name } is the worst class of the following; what was not measured takes no part
definition-greatest-of = { $name } is the greatest of the following; what was not measured takes no part
definition-cases = { $name } is determined case by case
definition-case = where { $condition }, it
definition-other-case = otherwise, it

## Rows

table-named = “{ $table }”
rows-record = record
rows-records = records
rows-combination = combination of { $by }
rows-combinations = combinations of { $by }
rows-one-of-classes = { $scale } ({ $name })
rows-during = { $figure } from { $from } to { $to }
rows-from = { $figure } in “{ $table }”
rows-last-year = { $figure } last year
rows-this-year = { $figure } this year
rows-both-years = { $figure } of both years together
rows-where = { $figure } where { $condition }
rows-where-thing = { $figure } of { $thing } where { $condition }
rows-thing = { $figure } of all { $thing }
rows-with-partner = there is a matching record in { $table }
rows-without-partner = there is no matching record in { $table }
step-filter = Each { $noun } counts only if { $condition }
step-during = Each { $noun } counts only if it falls from { $from } to { $to }
step-join-matching = Matched with { $table } by { $on }; records in both count
step-join-all = Matched with { $table } by { $on }; without a match its columns are blank
step-join-with-partner = Only records that have a match in { $table } (by { $on }) count
step-join-without-partner = Only records that have no match in { $table } (by { $on }) count
step-union = { $first } and { $second } are taken together
step-unique = Of records with the same { $by }, only the first counts
step-latest = Of records with the same { $by }, only the last counts
step-group = Grouped by { $by }, with for each: { $figures }

## Aggregates

aggregate-count = the number of { $nouns }
aggregate-count-distinct = the number of different { $value }
aggregate-sum = the total of { $value }
aggregate-mean = the mean of { $value }
aggregate-weighted-mean = the mean of { $value } weighted by { $weight }
aggregate-least = the least { $value }
aggregate-greatest = the greatest { $value }
aggregate-median = the median of { $value }
aggregate-quantile = the { $percent }% quantile of { $value }
aggregate-share = the share of { $nouns } for which { $condition }
aggregate-any = whether there is any { $noun } for which { $condition }
aggregate-all = whether for every { $noun } { $condition }
aggregate-worst = the worst { $value }
aggregate-best = the best { $value }
aggregate-latest = the latest { $value } (by { $by })
aggregate-mean-ph = the mean of { $value } (through the hydrogen ions, { $rounding })

## Figures

letter-figure = the letter’s target
letter-or = the letter’s target ({ $otherwise })
letter-default = { $value } where the letter names none
letter-assumed = { $value } assumed where the letter names none
letter-due = the letter’s due date
letter-due-or = the letter’s due date ({ $date } where the letter names none)
figure-or-else = { $value } (failing that, { $otherwise })
figure-least-of = the least of { $values }
figure-greatest-of = the greatest of { $values }
figure-lesser-of = the lesser of { $first } and { $second }
figure-greater-of = the greater of { $first } and { $second }
figure-weighted-part = { $value } (weight { $weight })
figure-weighted = the weighted mean of { $parts }, leaving out what does not apply
figure-geometric-mean = the geometric mean of { $values } ({ $rounding })
figure-rank-group-highest = the rank within the group by { $value }, highest first
figure-rank-group-lowest = the rank within the group by { $value }, lowest first
figure-rank-sheet-highest = the rank among all units by { $value }, highest first
figure-rank-sheet-lowest = the rank among all units by { $value }, lowest first
figure-mean-group = the mean over the group of { $value }
figure-mean-sheet = the mean over all units of { $value }
figure-inherited = { $value } (of the parent unit)
figure-submitted-by = the share of “{ $table }” handed in by { $by }
figure-share-of-year = the share of the year gone by (days gone ÷ days of the year at the as-of date)
figure-given-measure = the figure
figure-given-target = the target
figure-given-full = the item’s points
figure-task = { $nouns } finished in time ÷ { $nouns } due

## Targets

target-reach-letter = reaches the letter’s target
target-reach-letter-or = reaches the letter’s target ({ $otherwise })
target-reach = reaches { $value }
target-at-least = is at least { $value }
target-at-most = is at most { $value }
target-not-after = is not after { $value }
target-equals = equals { $value }
target-is = is { $value }
target-between = is between { $low } and { $high } (both included)
target-zero = is zero
target-all-by = is all done by { $date }
target-all-in-time = is all done in time
target-not-above-last-year = is not above last year’s
target-not-below-last-year = is not below last year’s
target-improve-lower = is below last year’s by { $by } or more
target-improve-higher = is above last year’s by { $by } or more
target-class = is { $value } or better
target-open = has no target
missed-short = short of it
missed-over = over it
missed-late = later
missed-outside = outside of it
missed-not-zero = above zero
missed-not-all = not all in time
missed-above-last-year = above last year’s
missed-below-last-year = below last year’s
missed-improvement = short of that improvement
missed-other = otherwise

## Curves

gives-full-points = the full { $points }
gives-full = full points
gives-points = { $points }
gives-nothing = no points
adds-points = { $points } added
adds-nothing = nothing added
takes-points = { $points } taken off
takes-nothing = nothing taken off
subject-made-of = { $title } ({ $figure })
subject-with-target = { $subject } (whose target is that it { $met })
curve-full-at-target = If { $subject } { $met }: { $full }
curve-else-nothing = { $missed }: { $nothing }
curve-proportional = { $missed }: in proportion to what is done
curve-proportional-inverse = { $missed }: by target ÷ figure
curve-proportional-within = { $missed }: below the range by figure ÷ lower end, above it by upper end ÷ figure
curve-proportional-takes = { $missed }: taken off in proportion to what is not done
curve-none-below = below { $value }: { $nothing }
curve-none-above = above { $value }: { $nothing }
curve-linear-to-target = { $full }; { $from }: { $nothing }; in proportion between the two
curve-linear = { $subject }, { $to }: { $full }; { $from }: { $nothing }; in proportion between the two
edge-at-least = { $value } or more
edge-at-most = { $value } or less
edge-from-to = from { $low } to below { $high }
edge-down-to = above { $low } up to { $high }
edge-class = { $value } or better
edge-is = { $value }
edge-not-after = by { $value }
curve-steps = { $subject }, by steps, of which the first reached counts: { $steps }
curve-step = { $reached }: { $gives }
curve-step-rest = otherwise: { $nothing }
curve-deduct-below = { $points } off for each { $per } below{ $rest }
curve-deduct-above = { $points } off for each { $per } above{ $rest }
curve-deduct-off = { $points } off for each { $per } away{ $rest }
curve-deduct-class = { $points } off for each { $per } worse{ $rest }
parts-pro-rata = {" "}(a part of that counts in proportion)
parts-whole-only = {" "}(a part of that does not count)
parts-count-as-one = {" "}(a part of that counts as a whole)
until-nothing-left = until nothing is left
at-most-taken = { $cap } off at most
at-most-added = { $cap } at most
without-limit = without limit
case-of = { $noun }
case-of-record = record
case-unit = { $unit }
case-any = case
case-takes = { $points } off for each { $case }
case-adds = { $points } for each { $case }
case-beyond = beyond that, { $each }
per-case = { $subject }: { $each }
curve-rank-bands = { $subject }, by rank: { $steps }
rank-one = rank { $rank }
rank-from-to = ranks { $first } to { $last }
curve-improvement = short of that improvement: in proportion to it; no improvement: { $nothing }
curve-pace = { $subject }, by pace: { $goal } × share of the year gone by is { $full }; short of it: figure ÷ that
curve-levels = { $subject }, by grade: { $levels }; where there are several, the mean of their points
curve-stages = { $subject }, by stage of the project: { $levels }; where there are several, the mean of their points
curve-level = for “{ $label }” { $gives }
curve-checklist = { $subject }, by the parts listed, { $full } for all; a part that does not apply or can’t be judged is left out of both sums
checklist-part = { $label } ({ $points }): { $points } where { $condition }
checklist-part-unless = { $part }; left out where { $unless }.
curve-custom = { $subject }, by this formula
curve-custom-adds = { $subject }, added by this formula
curve-custom-takes = { $subject }, taken off by this formula
curve-custom-points = points = { $formula }
curve-custom-points-added = points added = { $formula }
curve-custom-points-taken = points taken off = { $formula }
curve-custom-share = share of the points = { $formula }
curve-custom-share-added = share of the points added = { $formula }
curve-custom-share-taken = share of the points taken off = { $formula }
curve-custom-source = as the rule has it: `{ $source }`
curve-late = What is finished late counts less: { $share } less for each { $period } begun, down to nothing.
curve-late-days = What is finished late counts less: { $share } less for each day, down to nothing.
curve-early = Where all is finished early, { $points } more for each whole { $period } that the least early is ahead, { $cap } at most.
period-day = day
period-week = week
period-month = month

## Clauses

rule-not-assessed = Not assessed where { $unless }; { $policy }.
rule-waived = Nothing is taken off where { $when }.
rule-by-hand = { $what }: a person gives from 0 to { $most }, stating the reason, the evidence and their name.
rule-not-expressible = { $clause } (Not judged by machine. Reason: { $why }. Until a person has judged it, its points are unknown and not estimated.)
rule-veto = If { $when }: { $effect }.
veto-zero-item = “{ $item }” scores nothing
veto-zero-area = “{ $area }” scores nothing
veto-cap-grade = no grade better than “{ $grade }”
veto-fail = the grade is “{ $grade }”
veto-fail-last = the grade is the lowest
not-applicable-rescale = the other points are scaled up
not-applicable-full = full points
not-applicable-group-mean = the mean share of the others in the group
not-applicable-given-to = its points go to { $items }
missing-zero = no points
missing-rescale = left out of both sums, the other points scaled up
missing-pending = open until the figure is handed in
basis-of = { $name } ({ $basis })
basis-clause = { $document }, { $clause }
note-departments = Departments: { $departments }
note-basis = Basis: { $basis }
note-method = Method: { $method }
note-method-list = Method:
note-sources = Sources: { $tables }
note-missing = Missing figures: { $policy }
note-exception = Exception:
note-exceptions = Exceptions (where two apply, a person decides):
note-events = Events are told apart by { $events }
note-at-risk = At risk: what is open with less than { $days ->
    [one] { $days } day
   *[other] { $days } days
} left is marked
note-remark = Remark: { $text }
method-of = For { $rows }:
method-task = Finished on: { $done }
method-task-own-due = Finished on: { $done }; due on: { $due }
method-task-due-or = Finished on: { $done }; due on: { $due }, or { $date } where that is blank
method-task-late = What is finished late does not count as finished in time
method-task-pending = What is open and not due yet is left out
method-tally = Graded by { $label }
exception-case = { $label }: where { $when }, { $then }
exception-full = full points
exception-not-assessed = not assessed; { $policy }
exception-target = the target is that it { $met }
exception-curve = scored instead as follows. { $clause }
exception-other-curve = scored otherwise

## Score sheets

page-title = Scoring rules: { $title }
page-note = > { $note }
page-year = Year assessed: { $year }.
sheet-title = { $title } ({ $total })
sheet-total = Total: { $total }.
sheet-units = Assessed: { $units } ({ $count ->
    [one] { $count } unit
   *[other] { $count } units
}).
heading-part = { $number }. { $title }
heading-part-inner = { $number } { $title }
heading-area = { $title } ({ $points })
heading-weight = { $title } (weight { $weight })
heading-item = { $number }. { $title }
heading-appendix = Appendix { $number }
ordinal-inner = ({ $number })
ordinal = { $number ->
    [1] I
    [2] II
    [3] III
    [4] IV
    [5] V
    [6] VI
    [7] VII
    [8] VIII
    [9] IX
    [10] X
    [11] XI
    [12] XII
    [13] XIII
    [14] XIV
    [15] XV
    [16] XVI
    [17] XVII
    [18] XVIII
    [19] XIX
    [20] XX
   *[other] { $number }
}
part-bonuses = Bonuses
part-deductions = Deductions
part-vetoes = Vetoes
part-grades = Grades
part-consequences = Consequences
part-numbers = How points are counted
bonuses = Bonuses add to the total.
bonuses-capped = All bonuses together add { $cap } at most.
bonuses-total = With bonuses the total is { $total } at most.
bonuses-capped-total = All bonuses together add { $cap } at most; with them the total is { $total } at most.
deductions = Deductions are taken off the total.
deductions-capped = Deductions are taken off the total, { $cap } at most in all.
vetoes = Where one of these is established by the office, it takes effect as stated.
indicators = These count towards the total.
area-not-applicable = Items of this area that are not assessed: { $policy }.
combined-total = The total follows
combined-area = This area’s points follow
combined-of-areas = its areas’
combined-of-items = its items’
combined-of-areas-and-items = its areas’ and items’
combine-weighted-mean = { $whole } the weighted mean of { $of } shares; the number after a name is its weight, no points.
combine-geometric-mean = { $whole } the weighted geometric mean of { $of } shares (12 decimal places); the number after a name is its weight, no points.
combine-worst = { $whole } the lowest of { $of } shares.
combine-sum-share = This area’s share is the sum of the points in it over the sum of their full points.
item-scale = Its share is its points over its full { $full }.
grade-from = { $edge } or more: “{ $grade }”.
grade-between = From { $edge } to below { $below }: “{ $grade }”.
grade-below = Below { $below }: “{ $grade }”.
grade-any = “{ $grade }” for all.
grade-needs = “{ $grade }” also needs that { $needs }; otherwise the next grade applies.
quota-share = “{ $grade }” goes to at most { $share } of { $of } ({ $round } to a whole number), in the order of points; of units tied for the last places all or none; a unit kept out by a veto or a cap takes no place.
quota-count = “{ $grade }” goes to at most { $count } of { $of }, in the order of points; of units tied for the last places all or none; a unit kept out by a veto or a cap takes no place.
quota-of-group = the units of the group
quota-of-sheet = all units assessed
grade-caps = Grades are capped where:
grade-cap = { $when }: no grade better than “{ $grade }”.
grade-cap-basis = { $when }: no grade better than “{ $grade }” (basis: { $basis }).
tie-more-points = more points in “{ $what }”
tie-fewest-deductions = less taken off
rank-exact = Units are ranked within their group by the total before rounding; equal totals share a rank.
rank-exact-ties = Units are ranked within their group by the total before rounding; where totals are equal, the order is by { $ties }; units that are still equal share a rank.
rank-shown = Units are ranked within their group by the total as published; equal totals share a rank.
rank-shown-ties = Units are ranked within their group by the total as published; where totals are equal, the order is by { $ties }; units that are still equal share a rank.
consequences-proposed = These are proposed by the system with its evidence and decided by the office:
consequence = Where { $when }: { $then } is proposed.

## Conditions over results

result-total = the total
result-rank = the rank in the group
result-points-of = the score for “{ $what }”
result-share-of = the share of points scored for “{ $what }”
result-areas-below = the number of areas below { $share } of their points
result-areas-below-at-least = at least { $number ->
    [one] { $number } area is
   *[other] { $number } areas are
} below { $share } of { $number ->
    [one] its
   *[other] their
} points
result-no-area-below = no area is below { $share } of its points
result-rank-within = the unit is among the first { $rank } of its group
result-below = { $left } is below { $right }
result-not-below = { $left } is at least { $right }
result-above = { $left } is above { $right }
result-not-above = { $left } is at most { $right }
result-grade = the grade is “{ $grade }”
result-grade-not = the grade is not “{ $grade }”
result-grade-or-worse = the grade is “{ $grade }” or worse
result-grade-better = the grade is better than “{ $grade }”
result-vetoed-item = an item is vetoed
result-no-vetoed-item = no item is vetoed
result-vetoed-at-least = at least { $number ->
        [1] 1 item is vetoed
       *[other] { $number } items are vetoed
    }
result-overdue-at-least = at least { $number ->
        [1] 1 item has something overdue
       *[other] { $number } items have something overdue
    }
result-at-risk-at-least = at least { $number ->
        [1] 1 item has something at risk
       *[other] { $number } items have something at risk
    }
result-vetoed-items = the number of vetoed items
result-overdue = something is overdue
result-no-overdue = nothing is overdue
result-overdue-items = the number of items with something overdue
result-at-risk = something is at risk of running late
result-no-at-risk = nothing is at risk of running late
result-at-risk-items = the number of items with something at risk
result-veto = the veto “{ $veto }” applies
result-not-veto = the veto “{ $veto }” does not apply
result-any-veto = any veto applies
result-no-veto = no veto applies
result-deducted = the sum of points taken off

## How points are counted

numbers-full-value = Whether a target is met is judged on the figure as it is (full-value method of GB/T 8170—2008).
numbers-rounded-value = Whether a target is met is judged on the figure rounded to the places published (rounded-value method of GB/T 8170—2008).
numbers-round-item = Each item’s points are { $rounding }; the total is their sum and is not rounded again.
numbers-round-item-rescaled = Each item’s points are { $rounding }; the total is their sum and is not rounded again, but what is scaled for items left out is { $rounding } after the scaling.
numbers-round-item-and-area = Each item’s points are { $rounding }; the total is their sum and is not rounded again. In an area of means or of the worst only shares count: its items are not rounded, and what it comes to is { $rounding } where it is added up.
numbers-round-item-and-area-rescaled = Each item’s points are { $rounding }; the total is their sum and is not rounded again, but what is scaled for items left out is { $rounding } after the scaling. In an area of means or of the worst only shares count: its items are not rounded, and what it comes to is { $rounding } where it is added up.
numbers-round-weighed = Only the items’ shares count, and are not rounded; the total is { $rounding }.
numbers-round-total = Items’ points are not rounded; the total is { $rounding }, once.
numbers-missing = Figures that were not handed in or are withheld: { $policy }.
numbers-not-applicable = Items that are not assessed: { $policy }.
numbers-provisional = Where figures are missing, open or not due, the lowest and the highest total are given too; where those give different grades, the grade is provisional.
numbers-as-of = Figures are taken as of the as-of date: later data are not seen, later deadlines are not due.
numbers-letters = Targets are those of each unit’s signed letter; where one was amended within the year the amended one holds, and the earlier one stays on record.
numbers-machine = Vetoes, talks and proceedings are proposed by the system and decided by the office.
