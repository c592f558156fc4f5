list-comma = 、
scheme-has-errors = 方案有{ $count }处错误，请先改正
check-summary = 检查完毕：{ $errors }处错误，{ $warnings }处提醒
cannot-write = 写不了{ $file }：{ $reason }

disk-not-found = 没有这个文件或文件夹
disk-not-permitted = 没有权限
disk-is-a-folder = 这是一个文件夹，不是文件
disk-not-a-folder = 路径中有一段是文件，不是文件夹
disk-exists = 已经有同名的文件或文件夹
disk-full = 磁盘空间不足
disk-read-only = 磁盘是只读的
disk-bad-name = 文件名不能这样写
disk-ends-early = 文件不完整，到中途就没有了
disk-not-regular = 这不是普通文件（可能是管道或设备）
disk-not-utf8 = 不是 UTF-8 编码，请另存为 UTF-8
disk-other = 系统报告“{ $reason }”

no-such-indicator = 没有指标“{ $item }”
no-data-folder = 没有数据文件夹{ $folder }
cannot-measure = 算不出来：{ $reason }
new-folder-not-empty = { $folder }里已经有东西，请换一个新文件夹
new-made = 已建好示例方案。试试：
    {"    "}kaohe check { $folder }
    {"    "}kaohe test { $folder }
    {"    "}kaohe score { $folder } --data { $folder }/data

cases-file-unreadable = 读不了：{ $reason }
cases-unknown-item = 没有指标“{ $item }”
cases-unknown-unit = 没有单位“{ $unit }”
cases-unknown-table = 没有表“{ $table }”
cases-unknown-column = 表“{ $table }”没有“{ $column }”这一列
cases-unknown-word = 不认识“{ $word }”
cases-could-not-run = 跑不起来
cases-status = 状态
cases-points = 得分
cases-measure = 数值
cases-at-least = 最少可得
cases-at-most = 最多可得
cases-marks = 标记
cases-applied = 是否生效
cases-failed-case = { $place } 不符：{ $case }（{ $item }）
cases-difference = {"    "}{ $what }：应为{ $expected }，实为{ $found }
cases-unreached-head = 没有用例覆盖到的：
cases-unreached-rule = {"    "}{ $item }（{ $title }）：一个用例也没有
cases-unreached = {"    "}{ $item }（{ $title }）：{ $aspects }
cases-summary = 用例：{ $passed }个通过，{ $failed }个不符
cases-full-points = 得满分
cases-part-of-points = 得部分分
cases-no-points = 不得分
cases-step = 第{ $number }档
cases-not-applicable = 不考核
cases-waived = 免扣
cases-exception = 例外“{ $label }”
cases-applied-yes = 生效
cases-applied-no = 不生效

plan-heading = 方案{ $scheme }：{ $title }（格式 { $format }）
plan-counts = 规则{ $rules }条，向数据表提问{ $questions }个（相同的提问只计算一次）
plan-questions = 提问
plan-question = { $number } { $say }
plan-asked-by = {"  "}提问的规则：{ $rules }
plan-task = 事项完成情况：{ $rows }
plan-tally = 各等级、各阶段数量：{ $rows }
plan-rules = 规则

# 评分结果表

score-title = { $title }（截至{ $as-of }）
score-group = { $sheet }·{ $group }（{ $count }个单位，总分{ $full }分）
score-grade = { $grade }
score-grade-provisional = { $grade }（暂定）
score-range = { $low }～{ $high }
score-left-out = 不考核
score-narrow = 屏幕较窄，未列各部分得分；加宽窗口，或用 kaohe explain 查看。
score-provisional = 等次暂定
score-provisional-unit = { $unit }：总分在{ $low }至{ $high }之间，等次在“{ $worst }”至“{ $best }”之间。原因：{ $why }。
score-open = 得分待定（不影响等次）
score-open-unit = { $unit }：总分在{ $low }至{ $high }之间。原因：{ $why }。
score-rescaled = 缺项折算
score-rescaled-unit = { $unit }：不考核{ $absent }分，其余得分乘以{ $factor }。
score-moved = 等次调整
score-proposed = 处理建议（由考核机构决定）
score-proposal = { $unit }：建议{ $then }。条件：{ $because }。依据：{ $evidence }。
score-contradictions = 与结果矛盾的情况
score-of-unit = { $unit }：{ $say }。
score-findings = 数据问题：{ $counts }。
score-files = 结果文件：{ $files }
findings-errors = 错误{ $count }处
findings-warnings = 提醒{ $count }处
findings-notes = 说明{ $count }处
moved-need = { $unit }：不满足评为“{ $grade }”的前置条件（{ $need }）。
moved-quota = { $unit }：“{ $grade }”名额（{ $places }个）已满。
moved-cap = { $unit }：等次不得高于“{ $grade }”（{ $because }）。
moved-cap-basis = { $unit }：等次不得高于“{ $grade }”（{ $because }；依据：{ $basis }）。
moved-veto = { $unit }：因一票否决“{ $veto }”，等次定为“{ $grade }”。
head-rank = 名次
head-unit = 单位
head-total = 总分
head-range = 可能范围
head-grade = 等次
head-area = { $title }（{ $full }）
head-item = 指标
head-target = 目标
head-figure = 实绩
head-points = 得分
head-status = 状态
head-reason = 理由
shown-about = 约{ $number }

# 单位得分表

unit-heading = { $unit }  { $sheet }
unit-result = 总分{ $total }（满分{ $full }），等次{ $grade }，{ $group }组第{ $rank }名（共{ $of }个）
unit-range = 总分可能在{ $low }至{ $high }之间
unit-range-grades = 总分可能在{ $low }至{ $high }之间，等次可能在“{ $worst }”至“{ $best }”之间
unit-points = { $points }/{ $full }
unit-status-marks = { $status }（{ $marks }）
unit-total = 总分构成
unit-total-line = { $say }：{ $points }
unit-open = 待定事项
kind-bonus = 加分
kind-deduction = 扣分
kind-veto = 一票否决

# 单项说明

item-heading = { $unit }  { $title }（{ $id }）
item-rule = 规则：{ $place }
item-figure = 实绩：{ $figure }
item-figure-of = 实绩：{ $figure }（{ $made-of }）
item-last-year = 上年：{ $value }
item-target = 目标：{ $target }
item-target-signed = 目标：{ $target }（责任书，{ $place }）
item-target-assumed = 目标：{ $target }（暂定，{ $place }）
item-target-ruled = 目标：{ $target }（规则，{ $place }）
item-tasks = 事项：{ $parts }
item-next-due = 下一个期限：{ $date }
item-points = 得分：{ $points }分，满分{ $full }分（{ $status }）
item-left-out = 得分：不考核，不计入总分（{ $status }，原分值{ $full }分）
item-adds = 计入总分：{ $points }分
item-range = 可能得分：{ $low }至{ $high }分
item-exception = 特殊情形：{ $label }
item-marks = 标记：{ $marks }
item-reason = 理由：{ $reason }
item-for-full = 距满分还差{ $missing }分；实绩达到{ $figure }即得满分
item-working = 计算过程
item-working-last-year = 上年计算过程
item-steps = 计分过程
item-exact-points = 修约前得分：{ $points }分
item-hands = 人工评分
item-hand = { $hand }：{ $points }分，理由：{ $reason }，佐证：{ $evidence }，评分人：{ $by }
tasks-on-time = 按期完成{ $count }项
tasks-late = 逾期完成{ $count }项
tasks-overdue = 逾期未完成{ $count }项
tasks-pending = 未到期{ $count }项
tasks-at-risk = 其中临近期限{ $count }项
working = { $label }＝{ $value }  [{ $place }]
working-rows = { $label }＝{ $value }（{ $rows }行） [{ $place }]
rows-largest = 共{ $all }行，列出影响最大的{ $shown }行：
rows-and-others = { $first }及另外{ $others }行
row = { $place }：{ $columns }
row-column = { $column }={ $value }
row-class = 第{ $number }级
row-yes = 是
row-no = 否
row-last-year = 上年
row-place = { $year }{ $file }第{ $row }行
row-place-sheet = { $year }{ $file }“{ $sheet }”第{ $row }行
absence-withheld = 未公开
absence-no-data = 未报送
absence-no-last-year = 缺上年数据
absence-not-applicable = 不涉及
absence-pending = 未到期

score-has-errors = 数据有错误级问题，请逐条核实；确认后加 --accept-findings
score-has-errors-written = 数据有错误级问题：结果已写出，请逐条核实；确认后加 --accept-findings
progress-reading = 正在读取数据
progress-measuring = 正在统计
progress-assessing = 正在评分
unit-unknown = 名册里没有“{ $unit }”
unit-unknown-near = 名册里没有“{ $unit }”；是不是“{ $near }”？
unit-ambiguous = “{ $unit }”可能是{ $names }，请写全称
item-unknown = 没有指标“{ $item }”
item-unknown-near = 没有指标“{ $item }”；是不是“{ $near }”？
explain-nothing = 结果里没有{ $unit }的{ $item }：该单位不在考核之列，或者不考核这一项

findings-more = 另有{ $count }处，见结果文件
finding-at-sheet = ［{ $sheet }］
finding-at-row = 第{ $row }行
finding-at-column = “{ $column }”列
finding-line = { $level } { $place }：{ $say }
no-such-level = 名册里没有“{ $level }”这一类单位；有：{ $kinds }
