## What if
what-if-title = { $title }: supposed against found (as of { $as-of })
what-if-supposed = Suppose: { $what }
what-if-set = `{ $item }` of { $unit } is { $figure }
what-if-rows = { $table } has the rows of { $file } too
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
what-if-why-rescaled = scaled otherwise
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
cli-arg-set = suppose a figure: ITEM=FIGURE (may be repeated)
cli-arg-what-if-rows = suppose that these rows were sent too: TABLE=FILE (may be repeated)
cli-arg-change = a file of changes to the scheme (YAML): targets, points, curves, grade edges, policies
cli-value-set = ITEM=FIGURE
