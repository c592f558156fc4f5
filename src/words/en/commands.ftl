list-comma = {", "}
scheme-has-errors = the scheme has { $count } errors: mend them first
check-summary = checked: { $errors } errors, { $warnings } warnings
check-data-wait = the scheme has errors, and the data were not looked at: mend the scheme first
cannot-print = the result could not be written: { $reason }
cannot-write = can't write { $file }: { $reason }

disk-not-found = there is no such file or folder
disk-not-permitted = no permission
disk-is-a-folder = this is a folder, not a file
disk-not-a-folder = a part of the path is a file, not a folder
disk-exists = there is a file or folder of this name already
disk-full = the disk is full
disk-read-only = the disk is read-only
disk-bad-name = a file can't be named so
disk-ends-early = the file is incomplete: it ends halfway
disk-not-regular = this is no regular file (a pipe or a device, perhaps)
disk-outside = this is a link that leads out of the folder, and was not opened: put the file itself here
disk-not-utf8 = not in UTF-8: save it as UTF-8
disk-other = the system says “{ $reason }”

no-scheme-folder = can't open the scheme's folder { $folder }: { $reason }
scheme-folder-is-a-file = { $file } is a file: the scheme's folder is wanted here (it holds scheme.yaml)
scheme-folder-is-its-file = { $file } is a file of the scheme: the folder that it lies in is wanted here: { $folder }
out-folder-in-data = the folder { $folder } of --out lies in the data folder, and results would mix with what was handed in: choose another
no-data-folder = can't open the data folder { $folder }: { $reason }
data-folder-is-a-file = { $file } is a file: --data wants the data folder (it holds a file for each table)
out-folder-is-a-file = { $file } is a file: --out wants a folder, in which the results are written
new-folder-is-a-file = { $folder } is a file: name a new folder
as-of-far-off = --as-of { $date } is far from the scheme's year { $year }: it must be from { $from } to { $to }; is the year a slip?
as-of-before-year = warning: the as-of date { $date } is before the first day of the scheme's year { $year }, when there are no data of it yet
cases-none = the scheme has no cases yet. Write .yaml files in its folder tests: a case gives a few rows and the status and points that they should have; those that kaohe new makes are an example
measure-unknown-table = can't measure: { $at }: the scheme has no table `{ $table }`
measure-unknown-column = can't measure: { $at }: there is no column `{ $column }` in these rows
measure-wrong-kind = can't measure: { $at }: { $wanted } is wanted here, and this is { $found }
measure-no-factor = can't measure: { $at }: the factor of the conversion is not known
measure-no-time-column = can't measure: { $at }: table `{ $table }` declares no time_column, so that nobody knows of which day its rows are
measure-text-as-figure = can't measure: { $at }: a text is no figure
measure-wrong-type = can't measure: column `{ $column }` of table `{ $table }` is of type { $found } in its file, which is not what the scheme declares
measure-disk = the data could not be read on: { $reason }
measure-reading = the data could not be read on: a file is damaged, or was changed while scoring (the program says: { $reason })
new-folder-not-empty = { $folder } has something in it: name a new folder
new-made = A starter scheme is ready. Try:
    {"    "}kaohe check { $folder }
    {"    "}kaohe test { $folder }
    {"    "}kaohe score { $folder } --data { $data }

cases-file-unreadable = can't be read: { $reason }
cases-unknown-item = there is no item `{ $item }`
cases-unknown-unit = there is no unit `{ $unit }`
cases-unknown-table = there is no table `{ $table }`
cases-unknown-column = the table `{ $table }` has no column `{ $column }`
cases-unknown-word = `{ $word }` is not known
cases-could-not-run = could not be run
cases-could-not-run-because = could not be run: { $reason }
cases-cell = { $table } row { $row } “{ $column }”: { $say }
cases-column = { $table } “{ $column }”: { $say }
cases-status = status
cases-points = points
cases-measure = figure
cases-at-least = at least
cases-at-most = at most
cases-marks = marks
cases-applied = applied
cases-failed-case = { $place } differs: { $case } ({ $item })
cases-difference = {"    "}{ $what }: { $expected } expected, { $found } found
cases-unreached-head = What no case reaches:
cases-unreached-rule = {"    "}{ $item } ({ $title }): no case at all
cases-unreached = {"    "}{ $item } ({ $title }): { $aspects }
cases-summary = cases: { $passed } passed, { $failed } differ
cases-full-points = full points
cases-part-of-points = a part of the points
cases-no-points = no points
cases-step = step { $number }
cases-not-applicable = not assessed
cases-waived = waived
cases-exception = the exception “{ $label }”
cases-applied-yes = takes effect
cases-applied-no = takes no effect

plan-heading = Scheme { $scheme }: { $title } (format { $format })
plan-counts = { $rules } rules ask the tables { $questions } questions, each computed once
plan-questions = Questions
plan-question = { $number } { $say }
plan-asked-by = {"  "}asked by { $rules }
plan-task = what is done and when: { $rows }
plan-tally = how many at each label: { $rows }
plan-label-kind = kind
plan-label-body = body
plan-label-measure = measure
plan-label-target = target
plan-label-curve = curve
plan-label-base = base
plan-label-none-below = none_below
plan-label-late = late
plan-label-early = early
plan-label-show-as = show_as
plan-label-applies-when = applies_when
plan-label-waived-when = waived_when
plan-label-exceptions = exceptions
plan-label-basis = basis
plan-label-note = note
plan-label-missing = missing
plan-label-events = events
plan-label-at-risk-within = at_risk_within
plan-label-rows = rows
plan-label-aggregate = aggregate
plan-label-condition = condition
plan-label-points = points
plan-label-policy = policy
plan-label-effect = effect
plan-label-when = when
plan-rules = Rules

# The ranked table

score-title = { $title } (as of { $as-of })
score-title-trial = { $title }, a trial (as of { $as-of }; the data of { $others } other units are not at hand: ranks, quotas and the like depend on them)
score-group = { $sheet } · { $group } ({ $count ->
    [one] { $count } unit
   *[other] { $count } units
}, { $full } points)
score-grade = { $grade }
score-grade-provisional = { $grade } (provisional)
score-range = { $low }–{ $high }
score-left-out = not assessed
score-narrow = The screen is too narrow for the points of each area; widen it, or see kaohe explain.
score-provisional = Provisional grades
score-provisional-unit = { $unit }: total from { $low } to { $high }, grade from “{ $worst }” to “{ $best }”.
score-provisional-settled = { $unit }: total { $total }, grade from “{ $worst }” to “{ $best }”.
score-open = Why points are still open
score-open-tasks = { $title }: something is not yet due ({ $unit }).
score-open-overdue = { $title }: what is overdue may still be made good ({ $unit }).
score-open-unseen = { $title }: whether something is done is not known ({ $unit }).
score-open-why = { $why } ({ $unit }).
score-rescaled = Scaled up for what is not assessed
score-rescaled-unit = { $unit }: { $absent } points not scored, the rest times { $factor }.
score-moved = Grades moved
score-vetoes = Vetoes
score-provisional-so-far = Provisional grades (by what is known to be open; later work and events come on top)
veto-does = the condition of the veto “{ $veto }” holds (if found so: { $does })
veto-applied = the condition of the veto “{ $veto }” holds
veto-caps = no better than “{ $grade }”
veto-fails = the grade is “{ $grade }”
veto-zeroes = no points for “{ $title }”
held-need = what “{ $grade }” needs does not hold ({ $need })
held-cap = no better than “{ $grade }” ({ $because })
held-veto = the veto “{ $veto }” leaves no better than “{ $grade }”
held-no-place = the veto “{ $veto }” leaves no place of “{ $grade }”
held-places = the { $places } places of “{ $grade }” are taken: it takes more than { $points } points
held-places-by = the { $places } places of “{ $grade }” are taken ({ $names }): it takes more than { $points } points
held-places-equal = the { $places } places of “{ $grade }” are taken: the last has { $points } points too and is ranked before it
held-places-equal-by = the { $places } places of “{ $grade }” are taken ({ $names }): the last has { $points } points too and is ranked before it
held-no-places = there is no place of “{ $grade }”
held-others = who gets the places hangs on other units
held-and = { $said }; { $next }
next-unrounded = { $total } before rounding, short of “{ $grade }” at { $edge }
next-unrounded-held = { $total } before rounding, short of “{ $grade }” at { $edge }, and beside that: { $held }
next-missing = { $missing } points short of “{ $grade }”
next-missing-held = { $missing } points short of “{ $grade }”, and beside them: { $held }
next-reached-held = the points reach “{ $grade }”, but { $held }
next-reached = the points reach “{ $grade }”, but something else keeps it from there
score-proposed = Proposed (the office decides)
score-proposal-short = { $then }: { $unit } ({ $because }).
score-proposal-short-unchanged = { $then }, if nothing changes by the end of the year: { $unit } ({ $because }).
score-proposal-short-open = { $then } hangs on what is still open, and is not proposed yet: { $unit } ({ $because }).
score-proposal-open = { $unit }: { $then } hangs on what is still open, and is not proposed yet. Condition: { $because }.
score-evidence = The evidence of each: kaohe explain --unit NAME.
score-proposal-unchanged = { $unit }: { $then }, if nothing changes by the end of the year. Condition: { $because }. Evidence: { $evidence }.
score-proposal = { $unit }: { $then }. Condition: { $because }. Evidence: { $evidence }.
score-contradictions = What speaks against the result
score-not-comparable = Results hardly to be compared
score-of-unit = { $unit }: { $say }.
score-findings = Found in the data: { $counts }; all of them are in the result files (--out).
score-files = Files: { $files }
findings-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
findings-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
findings-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
moved-need = { $unit }: “{ $grade }” needs what does not hold ({ $need }).
moved-quota = { $unit }: all { $places } places of “{ $grade }” are taken.
moved-quota-tied = { $unit }: { $taken } of the { $places } places of “{ $grade }” are taken; equals at the edge are more than the places left, and get none.
moved-cap = { $unit }: no grade better than “{ $grade }” ({ $because }).
moved-cap-basis = { $unit }: no grade better than “{ $grade }” ({ $because }; basis: { $basis }).
moved-veto = { $unit }: “{ $grade }” proposed by the veto “{ $veto }”.
head-rank = Rank
head-unit = Unit
head-total = Total
head-range = Range
head-grade = Grade
head-area = { $title } ({ $full })
head-item = Item
head-target = Target
head-figure = Figure
head-points = Points
head-status = Status
head-reason = Reason
shown-about = about { $number }

# A unit's score sheet

unit-on-sheet = { $unit } ({ $sheet })
unit-heading = { $unit }  { $sheet }
unit-result = Total { $total } of { $full }, grade { $grade }, { $rank }
unit-rank = rank { $rank } of { $of } in { $group }
unit-rank-open = rank in { $group } open ({ $best } to { $worst } of { $of })
unit-range = The total can still be { $low } to { $high }
unit-range-grades = The total can still be { $low } to { $high }, the grade “{ $worst }” to “{ $best }”
range-rests = As of { $as-of } the year is not over: points rest on what was handed in, and the range only on what is known to be missing, withheld or not yet due, and on what late work can still give; what is handed in or happens later is not in it.
unit-points = { $points }/{ $full }
unit-status-marks = { $status } ({ $marks })
unit-total = How the total adds up
unit-total-line = { $say }: { $points }
unit-open = Still open
kind-bonus = bonus
kind-deduction = deduction
kind-veto = veto

# One item

item-heading = { $unit }  { $title } ({ $id })
item-rule = rule: { $place }
item-figure = Figure: { $figure }
item-figure-of = Figure: { $figure } ({ $made-of })
item-last-year = Last year: { $value }
item-target = Target: { $target }
item-target-signed = Target: { $target } (letter, { $place })
item-target-assumed = Target: { $target } (assumed, { $place })
item-target-ruled = Target: { $target } (rule, { $place })
item-target-rows = Target: { $target } (the days of the things themselves)
item-tasks = Things to do: { $parts }
item-first-overdue = First due date of those overdue: { $date }
item-next-due = Next due: { $date }
item-points = Points: { $points } of { $full } ({ $status })
item-early = of these { $more } for finishing all early, over the full points
item-left-out = Points: not assessed, not part of the total ({ $status }, { $full } points)
item-adds = Added to the total: { $points }
item-range = Points can still be { $low } to { $high }
item-exception = Exception: { $label }
item-marks = Marks: { $marks }
item-reason = Reason: { $reason }
item-for-full = { $missing } short of full points; a figure of { $figure } has them
item-for-half = half of the points: from { $figure } on
item-working = Working
item-working-last-year = Working of last year
item-condition = Condition
item-steps = How points follow
item-exact-points = Points before rounding: { $points }
item-other-rows = Rows looked at
item-hands = Points by hand
item-hand = { $hand }: { $points } points, reason: { $reason }, evidence: { $evidence }, by { $by }
working = { $label } = { $value }  [{ $place }]
working-rows = { $label } = { $value } ({ $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}) [{ $place }]
rows-none = no rows
rows-open = { $open } rows have no day of completion: not done yet
rows-without-day = { $absent } rows have no usable day (not done yet, withheld, unreadable or not applicable)
rows-absent = { $absent } rows have no figure in it
rows-largest = the { $shown } of { $all } rows that weigh most:
rows-and-others = { $first } and { $others ->
    [one] { $others } other row
   *[other] { $others } other rows
}
row = { $place }: { $columns }
row-column = { $column }={ $value }
row-class = class number { $number }
row-yes = yes
row-no = no
row-last-year = last year’s{" "}
row-place = { $year }{ $file } row { $row }
row-place-sheet = { $year }{ $file } “{ $sheet }” row { $row }
absence-withheld = withheld
absence-unreadable = can't be read
absence-no-data = not handed in
absence-several = more than one row, none used
absence-no-last-year = no figure of last year
absence-not-applicable = does not apply
absence-pending = not due yet

score-accepted = a person has seen the errors in the data (--accept-findings); the result files say so
report-has-errors = there are errors in the data: the reports are written, look at each one; then add --accept-findings
data-has-errors = { $count ->
    [one] the data has one finding of level error: what is said rests on it; see kaohe check --data
   *[other] the data has { $count } findings of level error: what is said rests on them; see kaohe check --data
}
score-has-errors = the data has findings of level error: look at each, then add --accept-findings
score-silent = the totals and ranks of these units are open. To see one unit alone, name it with --unit; where nothing happened indeed, verify it and add --accept-findings
score-has-errors-written = the data has findings of level error: the results are written; look at each, then add --accept-findings
progress-reading = reading the data
progress-measuring = measuring
progress-assessing = scoring
unit-unknown = the roster has no `{ $unit }`
unit-unknown-near = the roster has no `{ $unit }`; did you mean `{ $near }`?
unit-ambiguous = `{ $unit }` may be { $names }: write the whole name
item-unknown = there is no item `{ $item }`
item-unknown-near = there is no item `{ $item }`; did you mean `{ $near }`?
explain-no-item = the result has no `{ $item }` of { $unit }: the unit is not assessed on this item
explain-not-assessed = the result has no { $unit }: no score sheet is for it
explain-nobody-below = the result has no { $unit }: in the roster no unit that is assessed stands below it, so that there is nothing to add up
explain-nothing-assessed = the result has no { $unit }: none of its items is assessed, so that it has no points and no rank
explain-not-of-level = the result has no { $unit }: this is scored at the level `{ $level }`, and the unit is not of it

explain-findings = Found in the tables that were used
explain-findings-rows = { $count } in other rows (none that shows to be of this unit), in the result files of kaohe score
findings-of-others = { $count } more findings in rows of other units
findings-more = { $count } more are not listed; all are in --format json and in the file assessment.json
findings-more-alike = {"    "}{ $count } more of this kind
finding-at-sheet = {" "}[{ $sheet }]
finding-at-row = {" "}row { $row }
finding-at-column = {" "}column `{ $column }`
finding-at-nothing = {""}
finding-place = { $file }{ $sheet }{ $row }{ $column }
finding-line = { $level } { $place }: { $say }
remark-units = { $units } and others ({ $count } units in all)
remark-at = { $unit }, “{ $item }”
level-nested = can't score at the level `{ $level }`: { $below } stands below { $above }, and both are of it
no-such-level = the roster has no units of the kind `{ $level }`; it has { $kinds }

# What the command line says of itself

cli-about = kaohe: scores units against the targets that they signed: exact, explained, reproducible
cli-after = Usage and examples of each command: kaohe help COMMAND
cli-example =
    Example:
    {"  "}{ $example }
cli-head-usage = Usage: {""}
cli-head-commands = Commands
cli-head-arguments = Arguments
cli-head-options = Options
cli-options = [OPTIONS]
cli-command = COMMAND
cli-about-new = A small complete scheme with data, ready to run
cli-about-check = Everything that can be known before scoring
cli-about-score = Scores, ranks, grades, and the files of results
cli-about-explain = Why these points: down to the rows
cli-about-test = Runs the scheme's cases, and says what no case reaches
cli-about-clauses = The scoring rules in plain words
cli-about-plan = What each rule became
cli-example-new = kaohe new my-scheme && kaohe score my-scheme --data my-scheme/data
cli-example-check = kaohe check rules/northeast-water-2021 --data datasets/northeast-water-2021
cli-example-score = kaohe score rules/northeast-water-2021 --data datasets/northeast-water-2021 --out results
cli-example-explain = kaohe explain rules/yushu-2022 --data datasets/yushu-2022 --unit 泗河镇 --indicator water/manure-utilisation --depth 2
cli-example-test = kaohe test rules/northeast-water-2021
cli-example-clauses = kaohe clauses rules/northeast-water-2021 > clauses.md
cli-example-plan = kaohe plan rules/northeast-water-2021 --format json > plan.json
cli-arg-lang = Language of what is printed: zh (default) or en
cli-arg-help = Shows how it is used
cli-arg-version = Shows the version
cli-arg-scheme = The scheme's folder, which holds scheme.yaml
cli-arg-folder = The new folder
cli-arg-data = The data folder
cli-arg-check-data = The data folder, to be checked too
cli-arg-as-of = The as-of date, such as 2022-09-30: today or the end of the scheme's year, whichever is earlier, if not given
cli-arg-level = Scores units of this kind, from their descendants' rows and their own
cli-arg-unit = The unit
cli-arg-score-unit = Only this unit (may be repeated)
cli-arg-indicator = The item, by id or title; without it the unit's score sheet
cli-arg-clauses-indicator = Only the clause of this item, by id or title (may be repeated)
cli-arg-depth = How deep: 0 the result (default), 1 the working, 2 down to the rows
cli-arg-rows = How many rows of data at most, 10 if not given
cli-arg-out = Where assessment.json and scores.csv go
cli-arg-accept-findings = A person has seen the findings: errors among them are no failure, and of units without data nothing has happened
cli-arg-no-trace = Leaves out how the figures came about (a much smaller file)
cli-arg-strict = What no case reaches counts as an error
cli-arg-format = How to answer: text (default) or json
cli-value-scheme = SCHEME
cli-value-folder = DIR
cli-value-data = DIR
cli-value-out = DIR
cli-value-as-of = DATE
cli-value-level = KIND
cli-value-unit = NAME
cli-value-indicator = ID
cli-value-depth = 0-2
cli-value-rows = ROWS
cli-value-format = FORMAT
cli-value-lang = LANG
usage-see-help = For usage see kaohe --help, or kaohe help COMMAND
usage-unknown-command = there is no command `{ $word }`; there are: { $commands }
usage-unknown-command-near = there is no command `{ $word }`; is it { $near }?
usage-unknown-option = there is no option `{ $word }`
usage-unknown-option-near = there is no option `{ $word }`; is it { $near }?
usage-too-much = `{ $word }` is one too many
usage-no-value = something is missing behind { $option }
usage-wrong-value = { $option } can't be `{ $value }`; it can be: { $known }
usage-not-a-date = `{ $value }` behind --as-of is no date: write it as 2022-06-30
usage-not-a-number = `{ $value }` behind { $option } won't do: a whole number from { $least } to { $most } is wanted
usage-missing = missing: { $arguments }
usage-twice = { $option } can be given only once
usage-not-together = { $option } and { $prior } don't go together
usage-not-points = “{ $value }” after { $option } is no number of points; write it like 85 or 89.5
usage-no-command = no command is given
usage-not-utf8 = the command line holds characters that can't be read
usage-other = the command is not written as it should be (the program says: { $reason })
writing-failed = the result could not be written out (the program says: { $reason })

## Where one unit stands (score --unit)
stand-trial = { $unit } (trial)
stand-line = { $unit }: { $total }; { $grade }
stand-line-next = { $unit }: { $total }; { $grade }; { $next }
stand-total = total { $total }
stand-total-range = total { $total }, may end at { $low } to { $high }
stand-grade = grade `{ $grade }`
stand-grade-range = now `{ $grade }`, at least `{ $worst }`, at most `{ $best }`
stand-grade-so-far = by what is known the grade is “{ $grade }”; later work comes on top
stand-grade-range-so-far = “{ $grade }” so far, by what is known at least “{ $worst }” and at most “{ $best }”; later work comes on top
stand-others = Depends on other units
stand-rank = rank: { $best } to { $worst }, depending on the data of { $others } other units
stand-quota = grade `{ $grade }` has a quota, which depends on the points of other units
stand-ties = the order among equal totals depends on the points of other units
stand-at-risk = Due soon
stand-pending = Still ahead or undecided
stand-overdue = Overdue
stand-no-data = Data missing
stand-item = { $title } ({ $points }): { $reason }
stand-item-due = { $title } ({ $points }): { $reason }; due { $due }
stand-points = { $points } of { $full }
stand-points-range = { $low } to { $high } of { $full }

# The words of the plan's nodes, as `kaohe plan` draws them: in English as the JSON has them
plan-node-table = table
plan-node-year = year
plan-node-filter = filter
plan-node-derive = derive
plan-node-unique = unique
plan-node-group = group
plan-node-join = join
plan-node-union = union
plan-node-during = during
plan-node-latest-by = latest_by
plan-node-field = field
plan-node-literal = literal
plan-node-number = number
plan-node-text = text
plan-node-bool = bool
plan-node-date = date
plan-node-class = class
plan-node-compare = compare
plan-node-comparison = comparison
plan-node-left = left
plan-node-right = right
plan-node-and = and
plan-node-or = or
plan-node-not = not
plan-node-arithmetic = arithmetic
plan-node-operation = operation
plan-node-if-else = if_else
plan-node-then = then
plan-node-otherwise = otherwise
plan-node-name = name
plan-node-value = value
plan-node-by = by
plan-node-columns = columns
plan-node-from = from
plan-node-to = to
plan-node-done = done
plan-node-due = due
plan-node-count = count
plan-node-sum = sum
plan-node-mean = mean
plan-node-share = share
plan-node-formula = formula
plan-node-measured = measured
plan-node-at-least = at_least
plan-node-at-most = at_most
plan-node-zero = zero
plan-node-full-or-none = full_or_none
plan-node-proportional = proportional
plan-node-linear = linear
plan-node-steps = steps
plan-node-deduct = deduct
plan-node-per-case = per_case
plan-node-checklist = checklist
plan-node-letter = letter
plan-node-task = task
plan-node-tally = tally
plan-node-percent = percent
plan-node-places = places
plan-node-unit = unit
plan-node-document = document
plan-node-clause = clause
plan-node-label = label
plan-value-equal = equal
plan-value-not-equal = not_equal
plan-value-less = less
plan-value-less-or-equal = less_or_equal
plan-value-greater = greater
plan-value-greater-or-equal = greater_or_equal
plan-value-add = add
plan-value-subtract = subtract
plan-value-multiply = multiply
plan-value-divide = divide
plan-value-this = this
plan-value-last = last
plan-value-indicator = indicator
plan-value-bonus = bonus
plan-value-deduction = deduction
plan-value-veto = veto
