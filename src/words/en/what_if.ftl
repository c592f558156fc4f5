## What if
what-if-title = { $title }: supposed against found (as of { $as-of })
what-if-supposed = Suppose: { $what }
what-if-note = Note: { $what }
what-if-set = `{ $item }` of { $unit } is { $figure }
what-if-rows = { $table } has the rows of { $file } too
what-if-rows-not-seen = { $rows ->
    [one] One of the supposed rows of { $table } is
   *[other] { $rows } of the supposed rows of { $table } are
} dated after the as-of date, { $as-of }, and { $rows ->
    [one] does
   *[other] do
} not count yet
what-if-rows-unread = The supposed rows were not read; nothing is compared.
what-if-change = { $name }
what-if-unit = { $unit } ({ $group })
what-if-head-what = What
what-if-head-before = Found
what-if-head-after = Supposed
what-if-head-gain = Gain
what-if-head-why = Why
what-if-nobody = No unit moves.
what-if-no-other = Points, ranks and grades of all other units stay.
what-if-moved = { $count } of { $of } units move
what-if-others = Moved along: { $count } other units
what-if-alone = `{ $name }` alone: { $gains }
what-if-alone-grades = `{ $name }` alone: no points move; grades: { $grades }
what-if-alone-both = `{ $name }` alone: { $gains }; grades: { $grades }
what-if-alone-nothing = `{ $name }` alone: nothing moves
what-if-grade-move = { $unit } from `{ $before }` to `{ $after }`
what-if-gain = { $name } { $gain }
what-if-list = { $values }
what-if-rank = { $rank } of { $of }
what-if-consequences = Proposed: `{ $before }` becomes `{ $after }`
what-if-from-to = { $before } → { $after }
what-if-why-others = other units move
what-if-why-scheme = the scheme changed
what-if-not-assessed = `{ $item }` is not assessed ({ $reason }): the supposition has no effect
what-if-not-on-sheet = `{ $item }` is on no sheet of { $unit }: the supposition has no effect
what-if-settled = `{ $item }` does not go by its figure ({ $reason }): the supposition has no effect
what-if-vetoed = `{ $item }` is vetoed whatever is supposed ({ $reason })
what-if-still-open = `{ $item }` can't be scored with the supposed figure either ({ $reason })
what-if-applies-open = whether `{ $item }` applies can't be judged: it is taken as assessed, and the range still covers that it is not
what-if-why-rescaled = scaling for what does not count
what-if-why-areas = weights and other ways in which areas come together
what-if-why-bonus-cap = the cap on bonuses
what-if-why-deduction-cap = the cap on deductions
what-if-why-total-cap = the cap on the total
what-if-why-floor = no total below 0
what-if-why-rounding = rounding
what-if-why-out = no longer counted: { $items }
what-if-why-in = counted again: { $items }
what-if-no-result = No unit's points, rank or grade move.
what-if-only-bounds = Of { $count } units points, rank and grade stay; only a target, the points of an item or what is possible moves: { $units } (see --format json).
what-if-only-bounds-more = Of { $count } units points, rank and grade stay; only a target, the points of an item or what is possible moves: { $units } and others (see --format json).
what-if-not-alone = `{ $name }` alone: the scheme is not sound with this change only ({ $why }), nothing is told of it alone
what-if-not-there = not there
what-if-points = { $points } points
what-if-target = target { $target }, { $points }
what-if-figure = { $figure }, { $points }
what-if-figure-target = { $figure } (target { $target }), { $points }
what-if-nothing-supposed = nothing is supposed: use --set ITEM=FIGURE, --rows TABLE=FILE or --change FILE
what-if-set-form = --set is written ITEM=FIGURE, as in water/manure-utilisation=85% (found `{ $set }`)
what-if-rows-form = --rows is written TABLE=FILE, as in farms=more.csv (found `{ $rows }`)
what-if-no-file = there is no file `{ $file }`
what-if-no-table = the scheme has no table `{ $table }`
what-if-no-table-near = the scheme has no table `{ $table }`; did you mean `{ $near }`?
what-if-change-unreadable = `{ $file }` can't be read: { $reason }
what-if-no-changes = `{ $file }` holds no change
what-if-write-day = `{ $title }` is a date and can't be { $text }: write it as 2022-06-30
what-if-day-of-tasks = `{ $title }` is a share of things finished in time and can't be the date { $text }: write a percentage (such as 85%); to suppose that all are done by a day, write 100%@{ $text }
what-if-day-of-share = `{ $title }` is a ratio and can't be the date { $text }: write a percentage (such as 85%)
what-if-day-of-amount = `{ $title }` is counted in { $unit } and can't be the date { $text }
what-if-day-of-number = `{ $title }` is a number and can't be the date { $text }
what-if-whole = `{ $title }` is a count and can't be { $text }: write a whole number
what-if-nothing-early = nothing is given for finishing `{ $title }` early: leave out the @ and the day
what-if-no-day = `{ $day }` is no date: after the @ stands the day by which all is done, as in 100%@2022-07-30
what-if-early-of-part = finishing `{ $title }` early counts only where all of it is done: write 100%@{ $day }
what-if-day-gone = `{ $title }` can't be finished by { $day }: that is not after the as-of date ({ $as-of })
what-if-done-late = “{ $item }” is done after it was due then, and counts as late
what-if-early-nothing = nothing is given for finishing `{ $item }` so
what-if-share-not-had = `{ $item }` is { $count } things: a share of { $figure } can't be had; the nearest are { $nearest }
what-if-share-meant = `{ $item }` has { $count } things: { $share } is taken
what-if-share-beyond = the share of `{ $item }` done in time can't be { $figure } any more: { $reason }, at most { $highest }
what-if-share-in-hindsight = `{ $item }`: the year is over and nothing can be done for it any more; this is what would have come of it in that year
what-if-share = { $share }
what-if-share-typed = { $share } (written { $typed })
what-if-set-by = `{ $item }` of { $unit } is { $figure }, all done by { $day }
what-if-unreadable = `{ $text }` can't be read: write a number, a percentage, a date or a class
what-if-no-figure = `{ $title }` has no figure to suppose
what-if-write-percent = this is a ratio: write { $text }%, not { $text }
what-if-other-unit = `{ $text }` has the wrong unit: this item is counted in { $wanted }
what-if-others-unknown = The data of { $count } other units are not at hand: ranks and places of quotas hang on them, nothing is told of them here.
what-if-set-shared = `{ $item }` is { $figure } (not the figure of { $unit } alone: supposed for all units that share it)
what-if-set-twice = `{ $item }` is supposed twice: write --set for it once
what-if-rank-between = { $best } to { $worst } of { $of }, which hangs on the data of others
what-if-consequences-new = Proposed: nothing before, now `{ $after }`
what-if-consequences-gone = Proposed: no longer `{ $before }`
what-if-proposed-provisional = { $then } (provisional)
what-if-no-unit = `{ $text }` has the wrong unit: this item is a ratio, write a percentage (such as 85%)
what-if-no-share = `{ $title }` is a share and can't be { $text }: it lies between 0% and 100%
what-if-outside = `{ $title }` can't be { $text }: it lies between { $least } and { $most }
what-if-below = `{ $title }` can't be { $text }: it is not below { $least }
what-if-above = `{ $title }` can't be { $text }: it is not above { $most }
what-if-points-outside = `{ $title }` is scored by a person and can't be { $text }: from 0 to { $most } points
cli-about-what-if = What would be with other figures, rows or rules: whose points, rank and grade move
cli-example-what-if = kaohe what-if rules/yushu-2022 --data datasets/yushu-2022 --unit 泗河镇 --set water/manure-utilisation=85%
cli-arg-what-if-unit = the unit whose figures are supposed
cli-arg-set = suppose an item's figure: ITEM=FIGURE; all of it finished early: ITEM=100%@DATE (may be repeated)
cli-arg-what-if-rows = suppose that these rows were sent too: TABLE=FILE (may be repeated)
cli-arg-change = a file of changes to the scheme (YAML): targets, points, curves, grade edges, policies
cli-value-what-if-rows = TABLE=FILE
cli-value-change = FILE
cli-arg-check-change = check the scheme as these changes make it (no data needed)
cli-value-set = ITEM=FIGURE
