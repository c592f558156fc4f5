# 评分细则：由方案直接生成的条文。

## 数值

value-text = { $text }
value-group = { $name }组
value-number = { $number }
value-negative = －{ $number }
value-percent = { $number }%
value-with-unit = { $number }{ $unit }
value-points = { $number }分
value-points-share = 满分的{ $share }
value-quoted = “{ $text }”
value-yes = “是”
value-no = “否”
value-date = { $year }年{ $month }月{ $day }日
value-days = { $first }～{ $last }
value-day-of-year = { $month }月{ $day }日
value-class = { $name }类
value-class-worse-than = { $name }类
value-step = { $number }个单位
value-step-percent = { $number }个百分点
value-step-unit = { $number }{ $unit }
value-step-class = { $number }个类别
value-step-day = { $number }天
value-step-things = { $number }个{ $noun }
rounding = { $mode }保留{ $places }位小数
rounding-whole = { $mode }取整
rounding-whole-significant = { $mode }取整，结果为零的保留1位有效数字
rounding-significant = { $mode }保留{ $places }位小数，结果为零的保留1位有效数字
rounding-half-up = 四舍五入
rounding-half-even = 四舍六入五成双
rounding-up = 尾数进位
rounding-down = 舍去尾数

## 连接

bracketed = （{ $inner }）
joined-comma = { $left }，{ $right }
joined-otherwise = { $left }，{ $right }
joined-semicolon = { $left }；{ $right }
joined-sentence = { $left }{ $right }
joined-list = { $parts }
joined-or = { $left }或{ $right }
sentence-end = { $text }。
arithmetic-add = { $left }＋{ $right }
arithmetic-subtract = { $left }－{ $right }
arithmetic-multiply = { $left }×{ $right }
arithmetic-divide = { $left }÷{ $right }
arithmetic-negative = －{ $value }

## 比较

compare-equal = { $left }等于{ $right }
compare-not-equal = { $left }不等于{ $right }
compare-is = { $left }为{ $right }
compare-is-not = { $left }不为{ $right }
compare-less = { $left }小于{ $right }
compare-at-most = { $left }不大于{ $right }
compare-greater = { $left }大于{ $right }
compare-at-least = { $left }不小于{ $right }
compare-before = { $left }早于{ $right }
compare-not-after = { $left }不晚于{ $right }
compare-after = { $left }晚于{ $right }
compare-not-before = { $left }不早于{ $right }
compare-better = { $left }优于{ $right }
compare-at-least-class = { $left }达到或优于{ $right }
compare-worse = { $left }劣于{ $right }
compare-at-most-class = { $left }为{ $right }或更差

## 条件

condition-and = { $left }且{ $right }
condition-or = { $left }或者{ $right }
condition-is-in = { $value }为{ $options }
condition-is-not-in = { $value }不属于{ $options }
condition-between = { $value }在{ $low }至{ $high }之间（含两端）
condition-not-between = { $value }不在{ $low }至{ $high }之间（含两端）
condition-missing = { $value }未填报
condition-not-missing = { $value }已填报
condition-contains = { $value }含有“{ $text }”
condition-contains-not = { $value }不含“{ $text }”
condition-matches = { $value }符合“{ $pattern }”格式（*代表任意字符，?代表一个字符）
condition-matches-not = { $value }不符合“{ $pattern }”格式（*代表任意字符，?代表一个字符）
condition-if-else = { $condition }时须{ $then }，否则须{ $otherwise }
condition-some = 有{ $rows }
condition-none = 无{ $rows }
condition-all = 所有{ $rows }均为{ $condition }的{ $noun }
condition-all-ticked = 所有{ $rows }“{ $column }”栏均为“是”
condition-not-all = 并非所有{ $rows }均为{ $condition }的{ $noun }
condition-box = “{ $column }”栏为“是”
condition-box-not = “{ $column }”栏为“否”
condition-box-missing = “{ $column }”栏未填报
condition-box-filled = “{ $column }”栏已填报
condition-boxes = { $columns }各栏均为“是”
condition-boxes-not = { $columns }各栏均为“否”
condition-answer-yes = { $answer }
condition-answer-no-state = 不{ $answer }
condition-answer-no-deed = 未{ $answer }
condition-absent = 无{ $figure }数据
condition-present = 有{ $figure }数据
condition-unit-is = 被考核单位为{ $names }
condition-unit-is-not = 被考核单位不为{ $names }
condition-kind-is = 单位类别为{ $names }
condition-kind-is-not = 单位类别不为{ $names }
condition-group-is = 所属分组为{ $names }
condition-group-is-not = 所属分组不为{ $names }

## 栏目

column-as-of = 考核截止日
column-nothing = （无）
column-whether = 是否{ $condition }
column-convert = { $value }（折算为{ $unit }）
column-if-else = { $condition }的取{ $then }，否则取{ $otherwise }
column-case = { $condition }的取{ $value }
column-other-cases = 其余取{ $value }
column-by-standard = { $name }（{ $basis }）
column-year = { $value }的年份
column-quarter = { $value }的季度
column-month = { $value }的月份
column-year-month = { $value }的年月
column-day = { $value }的日
column-days = { $from }至{ $to }的天数
rounded = { $value }（{ $rounding }）
class-by-limits = { $value }{ $steps }，其余为{ $beyond }
class-limit-lower = 不超过{ $limit }的为{ $class }
class-limit-higher = 不低于{ $limit }的为{ $class }
class-by-range = { $value }在{ $low }至{ $high }之间（含两端）的为{ $inside }，其余为{ $outside }
column-worst-of = { $values }中的最差者
column-least-of = { $values }中的最小值
column-greatest-of = { $values }中的最大值
column-point = （{ $x }，{ $y }）
column-interpolate = 由{ $value }按折点{ $points }线性内插求得的值，超出折点范围的不计算
column-edition = { $when }取{ $value }
column-edition-before = { $date }早于{ $until }的
column-edition-between = { $date }自{ $from }起、早于{ $until }的
column-edition-from = { $date }自{ $from }起的
column-edition-always = { $date }不限的
column-names-of-greatest = { $names }中数值最大（且大于{ $above }）者的名称，并列的一并列出
definition-of = { $name }按以下方法确定：{ $value }
definition-value = { $name }取{ $value }
definition-by-case = { $name }：{ $value }
definition-equals = { $name }＝{ $value }
definition-of-figures = { $line }。所用数据：{ $figures }
definition-apart = { $name }按附{ $number }所列方法确定
definition-worst-of = { $name }取下列各项中最差的类别，未监测的项目不参加评价
definition-greatest-of = { $name }取下列各项中的最大值，未监测的项目不参加计算
definition-cases = { $name }按下列情形确定
definition-case = { $condition }的
definition-other-case = 其他情形

## 统计范围

table-named = 《{ $table }》
rows-record = 记录
rows-records = 记录
rows-combination = “{ $by }”组合
rows-combinations = “{ $by }”组合
rows-one-of-classes = { $scale }（{ $name }）
rows-during = { $from }至{ $to }期间{ $figure }
rows-from = 《{ $table }》所列{ $figure }
rows-last-year = 上年{ $figure }
rows-this-year = 本年{ $figure }
rows-both-years = 本年与上年合并的{ $figure }
rows-where = { $condition }的{ $figure }
rows-where-thing = { $condition }的{ $thing }{ $figure }
rows-thing = { $thing }{ $figure }
rows-with-partner = 在{ $table }中有对应记录
rows-without-partner = 在{ $table }中无对应记录
step-filter = 只统计{ $condition }的{ $noun }
step-during = 只统计{ $from }至{ $to }期间的{ $noun }
step-join-matching = 与{ $table }按{ $on }逐条对应，只统计两表均有的记录
step-join-all = 与{ $table }按{ $on }逐条对应，无对应记录的相关栏目按未报送处理
step-join-with-partner = 只统计在{ $table }中有对应记录的（按{ $on }对应）
step-join-without-partner = 只统计在{ $table }中无对应记录的（按{ $on }对应）
step-union = { $first }与{ $second }合并统计
step-unique = { $by }相同的多条记录，只计第一条
step-latest = { $by }相同的多条记录，以最后一条为准
step-group = 按{ $by }汇总，分别计算{ $figures }

## 统计量

aggregate-count = { $noun }数
aggregate-count-distinct = { $value }数（相同的只计一次）
aggregate-sum = { $value }合计
aggregate-mean = { $value }平均值
aggregate-weighted-mean = { $value }按{ $weight }加权的平均值
aggregate-least = { $value }最小值
aggregate-greatest = { $value }最大值
aggregate-median = { $value }中位数
aggregate-quantile = { $value }第{ $percent }百分位数
aggregate-share = { $condition }的{ $noun }所占比例
aggregate-any = 是否有{ $condition }的{ $noun }
aggregate-all = 所有{ $noun }是否均为{ $condition }的{ $noun }
aggregate-worst = { $value }最差者
aggregate-best = { $value }最好者
aggregate-latest = 最近一次的{ $value }（以{ $by }为准）
aggregate-mean-ph = { $value }平均值（按氢离子浓度平均后换算，{ $rounding }）

## 指标数值

letter-figure = 责任书目标值
letter-or = 责任书目标值（{ $otherwise }）
letter-default = 责任书未明确的按{ $value }
letter-assumed = 责任书未明确的暂定{ $value }
letter-due = 责任书规定的期限
letter-due-or = 责任书规定的期限（责任书未明确的为{ $date }）
figure-or-else = { $value }（无此数据的取{ $otherwise }）
figure-least-of = { $values }中的最小值
figure-greatest-of = { $values }中的最大值
figure-lesser-of = { $values }两者中的较小值
figure-greater-of = { $values }两者中的较大值
figure-weighted-part = { $value }（权重{ $weight }）
figure-weighted = { $parts }的加权平均值，不涉及的不参加计算
figure-geometric-mean = { $values }的几何平均值（{ $rounding }）
figure-rank-group-highest = { $value }在同组单位中由高到低的名次
figure-rank-group-lowest = { $value }在同组单位中由低到高的名次
figure-rank-sheet-highest = { $value }在全部被考核单位中由高到低的名次
figure-rank-sheet-lowest = { $value }在全部被考核单位中由低到高的名次
figure-mean-group = 同组单位{ $value }的平均值
figure-mean-sheet = 全部被考核单位{ $value }的平均值
figure-inherited = 上级单位的{ $value }
figure-submitted-by = 《{ $table }》于{ $by }前（含当日）报送的比例
figure-share-of-year = 全年时间进度（截至考核截止日已过天数÷全年天数）
figure-given-measure = 实际值
figure-given-target = 目标值
figure-given-full = 本项分值
figure-task = 按期完成的{ $noun }数÷到期应完成的{ $noun }数

## 目标

target-reach-letter = 达到责任书目标
target-reach-letter-or = 达到责任书目标（{ $otherwise }）
target-reach = 达到{ $value }
target-at-least = 不低于{ $value }
target-at-most = 不超过{ $value }
target-not-after = 不晚于{ $value }
target-equals = 等于{ $value }
target-is = 为{ $value }
target-between = 在{ $low }至{ $high }之间（含两端）
target-zero = 为零
target-all-by = 于{ $date }前（含当日）全部完成
target-all-in-time = 全部按期完成
target-not-above-last-year = 不高于上年
target-not-below-last-year = 不低于上年
target-improve-lower = 比上年下降{ $by }及以上
target-improve-higher = 比上年提高{ $by }及以上
target-class = 达到或优于{ $value }
target-open = 不设目标
missed-short = 未达到
missed-over = 超过
missed-late = 逾期
missed-outside = 不符合
missed-not-zero = 不为零
missed-not-all = 未全部按期完成
missed-above-last-year = 高于上年
missed-below-last-year = 低于上年
missed-improvement = 未达到上述幅度
missed-other = 其余

## 计分办法

gives-full-points = 得满分{ $points }
gives-full = 得满分
gives-points = 得{ $points }
gives-nothing = 不得分
adds-points = 加{ $points }
adds-nothing = 不加分
takes-points = 扣{ $points }
takes-nothing = 不扣分
subject-made-of = { $title }（{ $figure }）
subject-with-target = { $subject }以{ $met }为目标，
curve-full-at-target = { $subject }{ $met }的{ $full }
curve-else-nothing = { $missed }的{ $nothing }
curve-proportional = { $missed }的按完成比例计分
curve-proportional-inverse = { $missed }的按目标值与实际值之比计分
curve-proportional-within = { $missed }的，低于下限的按实际值与下限之比计分，高于上限的按上限与实际值之比计分
curve-proportional-takes = { $missed }的按未完成比例扣分
curve-none-below = 低于{ $value }的{ $nothing }
curve-none-above = 高于{ $value }的{ $nothing }
curve-linear-to-target = { $full }；{ $from }的{ $nothing }；介于两者之间的按线性比例计分
curve-linear = { $subject }{ $to }的{ $full }；{ $from }的{ $nothing }；介于两者之间的按线性比例计分
edge-at-least = 不低于{ $value }
edge-at-most = 不高于{ $value }
edge-from-to = 不低于{ $low }且低于{ $high }
edge-down-to = 高于{ $low }且不高于{ $high }
edge-class = 达到或优于{ $value }
edge-is = 为{ $value }
edge-not-after = 不晚于{ $value }
curve-steps = { $subject }分档计分，以首先符合的档次为准：{ $steps }
curve-step = { $reached }的{ $gives }
curve-step-rest = 其余{ $nothing }
curve-deduct-below = 每低{ $per }扣{ $points }{ $rest }
curve-deduct-above = 每高{ $per }扣{ $points }{ $rest }
curve-deduct-off = 每偏离{ $per }扣{ $points }{ $rest }
curve-deduct-class = 每差{ $per }扣{ $points }{ $rest }
parts-pro-rata = （不足{ $per }的按比例计）
parts-whole-only = （不足{ $per }的不计）
parts-count-as-one = （不足{ $per }的按{ $per }计）
until-nothing-left = 扣完为止
at-most-taken = 最多扣{ $cap }
at-most-added = 最多加{ $cap }
without-limit = 不设上限
case-of = 1个{ $noun }
case-of-record = 1条记录
case-unit = 1{ $unit }
case-any = 1起（处、次）
case-takes = 每出现{ $case }扣{ $points }
case-adds = 每有{ $case }加{ $points }
case-beyond = 超出部分{ $each }
per-case = { $subject }{ $each }
curve-rank-bands = { $subject }按名次计分：{ $steps }
rank-one = 第{ $rank }名
rank-from-to = 第{ $first }名至第{ $last }名
curve-improvement = 有所改善但未达到上述幅度的，按实际改善幅度与上述幅度之比计分；未改善的{ $nothing }
curve-pace = { $subject }按序时进度计分：达到应完成进度（{ $goal }×全年时间进度）的{ $full }；未达到的按实际值与应完成进度之比计分
curve-levels = { $subject }按评定等级计分：{ $levels }；有多项的取各项得分的平均值
curve-stages = { $subject }按项目建设进度计分：{ $levels }；有多个项目的取各项目得分的平均值
curve-level = “{ $label }”{ $gives }
curve-checklist = { $subject }按下列要点逐项计分，全部符合的{ $full }；不涉及或者无法判定的要点不计入得分和满分
checklist-part = { $label }（{ $points }）：{ $condition }的得{ $points }
checklist-part-unless = { $part }，{ $unless }的不计入。
curve-custom = { $subject }按下列公式计分
curve-custom-adds = { $subject }按下列公式加分
curve-custom-takes = { $subject }按下列公式扣分
curve-custom-points = 得分＝{ $formula }
curve-custom-points-added = 加分＝{ $formula }
curve-custom-points-taken = 扣分＝{ $formula }
curve-custom-share = 得分率＝{ $formula }
curve-custom-share-added = 加分率＝{ $formula }
curve-custom-share-taken = 扣分率＝{ $formula }
curve-custom-source = 规则原文：`{ $source }`
curve-late = 逾期完成的折算计入：每逾期{ $period }（不足{ $period }的按{ $period }计）减计{ $share }，减完为止。
curve-late-days = 逾期完成的折算计入：每逾期1天减计{ $share }，减完为止。
curve-early = 全部提前完成的另行加分：以提前时间最短的一件为准，每提前满{ $period }加{ $points }，最多加{ $cap }。
period-day = 1天
period-week = 1周
period-month = 1个月

## 条文

rule-not-assessed = { $unless }的不考核，{ $policy }。
rule-waived = { $when }的不扣分。
rule-by-hand = { $what }，由考核人员在0分至{ $most }之间评分，须注明理由、佐证材料和评分人。
rule-not-expressible = { $clause }（本条不由系统自动判定。原因：{ $why }。人工认定之前，本条得分按未知处理，不作估算。）
rule-veto = { $when }的，{ $effect }。
veto-zero-item = “{ $item }”记0分
veto-zero-area = “{ $area }”记0分
veto-cap-grade = 等次不得高于“{ $grade }”
veto-fail = 直接评定为“{ $grade }”
veto-fail-last = 直接评定为最低等次
not-applicable-rescale = 分值按比例调整
not-applicable-full = 按满分计
not-applicable-group-mean = 按同组其他单位的平均得分率计分
not-applicable-given-to = 分值调整至{ $items }
missing-zero = 按0分计
missing-rescale = 不计入得分和满分，其余分值按比例调整
missing-pending = 暂不计分，待补报后确定
basis-of = { $name }（{ $basis }）
basis-clause = { $document }，{ $clause }
note-departments = 责任部门：{ $departments }
note-basis = 依据：{ $basis }
note-method = 统计口径：{ $method }
note-method-list = 统计口径：
note-sources = 数据来源：{ $tables }
note-missing = 数据缺报：{ $policy }
note-exception = 特殊情形：
note-exceptions = 特殊情形（同时符合两种以上的，由考核人员认定）：
note-events = 事件认定：以{ $events }区分不同事件
note-at-risk = 风险提示：距期限不足{ $days }天仍未完成的，标注“临近逾期”
note-remark = 说明：{ $text }
method-of = 其中，{ $rows }：
method-task = 实际完成时间以{ $done }为准
method-task-own-due = 实际完成时间以{ $done }为准，完成期限以{ $due }为准
method-task-due-or = 实际完成时间以{ $done }为准，完成期限以{ $due }为准，未列期限的以{ $date }为准
method-task-late = 逾期完成的不计为按期完成
method-task-pending = 期限未到且尚未完成的不计入应完成数
method-tally = 以{ $label }为准
exception-case = { $label }：{ $when }的，{ $then }
exception-full = 得满分
exception-not-assessed = 不考核，{ $policy }
exception-target = 目标调整为{ $met }
exception-curve = 改按下列办法计分：{ $clause }
exception-other-curve = 改按其他办法计分

## 评分表

page-title = { $title }评分细则
page-note = > { $note }
page-year = 考核年度：{ $year }年。
sheet-title = { $title }（总分{ $total }）
sheet-total = 总分{ $total }。
sheet-units = 考核对象：{ $units }，共{ $count }个单位。
heading-part = { $number }、{ $title }
heading-part-inner = { $number }{ $title }
heading-area = { $title }（{ $points }）
heading-weight = { $title }（权重{ $weight }）
heading-item = { $number }. { $title }
heading-appendix = 附{ $number }
ordinal-inner = （{ $number }）
ordinal = { $number ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
    [7] 七
    [8] 八
    [9] 九
    [10] 十
    [11] 十一
    [12] 十二
    [13] 十三
    [14] 十四
    [15] 十五
    [16] 十六
    [17] 十七
    [18] 十八
    [19] 十九
    [20] 二十
   *[other] { $number }
}
part-bonuses = 加分项
part-deductions = 扣分项
part-vetoes = 一票否决
part-grades = 等次评定
part-consequences = 结果运用
part-numbers = 计分说明
bonuses = 加分计入总分。
bonuses-capped = 加分合计最多{ $cap }。
bonuses-total = 加分后总分最高{ $total }。
bonuses-capped-total = 加分合计最多{ $cap }，加分后总分最高{ $total }。
deductions = 扣分从总分中扣减。
deductions-capped = 扣分从总分中扣减，合计最多扣{ $cap }。
vetoes = 有下列情形的，由考核机构认定后按规定处理。
indicators = 下列项目计入总分。
area-not-applicable = 本板块不考核的项目，{ $policy }。
combined-total = 总分
combined-area = 本板块得分
combined-of-areas = 各板块
combined-of-items = 各项
combined-of-areas-and-items = 各板块、各项
combine-weighted-mean = { $whole }按所含{ $of }得分率的加权平均值计算，名称后注明的是权重，不是分值。
combine-geometric-mean = { $whole }按所含{ $of }得分率的加权几何平均值计算（保留12位小数），名称后注明的是权重，不是分值。
combine-worst = { $whole }以所含{ $of }得分率中最低者计算。
combine-sum-share = 本板块得分率为所含得分之和除以分值之和。
item-scale = 本项以{ $full }为满分，得分除以满分为得分率。
grade-from = 总分{ $edge }及以上的，评为“{ $grade }”。
grade-between = 总分{ $edge }及以上、不足{ $below }的，评为“{ $grade }”。
grade-below = 总分不足{ $below }的，评为“{ $grade }”。
grade-any = 均评为“{ $grade }”。
grade-needs = 评为“{ $grade }”须同时满足：{ $needs }。不满足的，评为下一等次。
quota-share = “{ $grade }”名额不超过{ $of }总数的{ $share }（{ $round }取整），按得分从高到低确定；末位名额有并列且名额不足的，并列单位均不占用；被否决或者受等次限制的单位不占名额。
quota-count = “{ $grade }”名额在{ $of }中不超过{ $count }个，按得分从高到低确定；末位名额有并列且名额不足的，并列单位均不占用；被否决或者受等次限制的单位不占名额。
quota-of-group = 同组单位
quota-of-sheet = 全部被考核单位
grade-caps = 有下列情形的，限制等次：
grade-cap = { $when }的，等次不得高于“{ $grade }”。
grade-cap-basis = { $when }的，等次不得高于“{ $grade }”（依据：{ $basis }）。
tie-more-points = “{ $what }”得分高者优先
tie-fewest-deductions = 扣分少者优先
rank-exact = 各组分别按修约前的总分从高到低排名；总分相同的，名次并列。
rank-exact-ties = 各组分别按修约前的总分从高到低排名；总分相同的，依次按{ $ties }确定；仍相同的，名次并列。
rank-shown = 各组分别按公布的总分从高到低排名；总分相同的，名次并列。
rank-shown-ties = 各组分别按公布的总分从高到低排名；总分相同的，依次按{ $ties }确定；仍相同的，名次并列。
consequences-proposed = 有下列情形的，由系统列明依据、提出建议，由考核机构决定：
consequence = { $when }的，建议{ $then }。

## 结果条件

result-total = 总分
result-rank = 同组名次
result-points-of = “{ $what }”得分
result-share-of = “{ $what }”得分率
result-areas-below = 得分率低于{ $share }的板块个数
result-areas-below-at-least = 有{ $number }个及以上板块得分率低于{ $share }
result-no-area-below = 各板块得分率均不低于{ $share }
result-rank-within = 同组名次居前{ $rank }名
result-below = { $left }低于{ $right }
result-not-below = { $left }不低于{ $right }
result-above = { $left }高于{ $right }
result-not-above = { $left }不高于{ $right }
result-grade = 等次为“{ $grade }”
result-grade-not = 等次不为“{ $grade }”
result-grade-or-worse = 等次为“{ $grade }”及以下
result-grade-better = 等次高于“{ $grade }”
result-vetoed-item = 有被否决的指标
result-no-vetoed-item = 无被否决的指标
result-vetoed-at-least = 有{ $number }个及以上指标被否决
result-overdue-at-least = 有{ $number }个及以上指标存在逾期事项
result-at-risk-at-least = 有{ $number }个及以上指标存在临近逾期事项
result-vetoed-items = 被否决的指标数
result-overdue = 有逾期未完成的事项
result-no-overdue = 无逾期未完成的事项
result-overdue-items = 有逾期事项的指标数
result-at-risk = 有临近逾期的事项
result-no-at-risk = 无临近逾期的事项
result-at-risk-items = 有临近逾期事项的指标数
result-veto = 触发一票否决“{ $veto }”
result-not-veto = 未触发一票否决“{ $veto }”
result-any-veto = 触发任一项一票否决
result-no-veto = 未触发一票否决
result-deducted = 扣分合计

## 计分说明

numbers-full-value = 判定是否达到目标，采用全数值比较法（GB/T 8170—2008），按未经修约的数值比较。
numbers-rounded-value = 判定是否达到目标，采用修约值比较法（GB/T 8170—2008），按公布位数修约后的数值比较。
numbers-round-item = 各项得分{ $rounding }，总分为各项得分之和，不再修约。
numbers-round-item-rescaled = 各项得分{ $rounding }，总分为各项得分之和，不再修约；有缺项折算的，折算后的得分{ $rounding }。
numbers-round-item-and-area = 各项得分{ $rounding }，总分为各项得分之和，不再修约；按平均或者最差合成的板块，其中各项只按得分率合成，不修约，板块得分计入上一级时{ $rounding }。
numbers-round-item-and-area-rescaled = 各项得分{ $rounding }，总分为各项得分之和，不再修约；有缺项折算的，折算后的得分{ $rounding }；按平均或者最差合成的板块，其中各项只按得分率合成，不修约，板块得分计入上一级时{ $rounding }。
numbers-round-weighed = 各项只按得分率合成，得分不修约，总分{ $rounding }。
numbers-round-total = 各项得分不修约，总分{ $rounding }，只修约一次。
numbers-missing = 未报送或者不予提供的数据，相应指标{ $policy }。
numbers-not-applicable = 不考核的指标，{ $policy }。
numbers-provisional = 数据缺报、待定或者期限未到的，同时给出总分的下限和上限；上限和下限对应的等次不同的，等次为暂定。
numbers-as-of = 统计截至考核截止日，晚于该日的数据不计入，晚于该日的期限视为未到。
numbers-letters = 目标值以各单位签订的责任书为准；年度内调整的，以调整后的为准，原目标值留存备查。
numbers-machine = 一票否决、约谈、问责等事项由系统提出建议，由考核机构认定。
