## 状态与标记
status-met = 达标
status-partial = 部分完成
status-missed = 未达标
status-no-data = 未报送
status-no-last-year = 缺上年数据
status-withheld = 未公开
status-unreadable = 无法识别
status-not-applicable = 不考核
status-pending = 未到期
status-awaiting = 待定
mark-vetoed = 一票否决
mark-overdue = 逾期未完成
mark-at-risk = 临近期限

## 得分理由
reason-met = { $figure }，达到目标（{ $target }）
reason-full-beside-target = { $figure }，未达到目标（{ $target }），按计分办法得满分
reason-partial = { $figure }，未达到目标（{ $target }），得部分分
reason-missed = { $figure }，未达到目标（{ $target }），不得分
reason-open = { $figure }
reason-rounded = { $reason }（按修约值比较：{ $figure }→{ $rounded }）
reason-rounded-up = { $reason }（{ $figure }→{ $rounded }，进位）
reason-rounded-down = { $reason }（{ $figure }→{ $rounded }，舍去尾数）
reason-rank = 排名第{ $rank }，共{ $of }个
reason-none-below = { $figure }，未达到计分下限（{ $limit }），不得分
reason-none-above = { $figure }，超过计分上限（{ $limit }），不得分
reason-tasks = 完成率{ $figure }：按期完成{ $on-time }项{ $late ->
    [0] {""}
   *[other] ，逾期完成{ $late }项
}{ $overdue ->
    [0] {""}
   *[other] ，逾期未完成{ $overdue }项
}{ $pending ->
    [0] {""}
   *[other] ，未到期{ $pending }项
}{ $withheld ->
    [0] {""}
   *[other] ，未提供完成情况{ $withheld }项
}
reason-nothing-due = 均未到期
reason-nothing-to-share = 没有可计算的对象
reason-due-after-year = 期限都在考核年度之后
reason-no-data = 未报送数据
reason-withheld = 数据未公开
reason-unreadable = 报送的数据无法识别
reason-unreadable-at = 报送的数据无法识别（{ $places }）
reason-several-rows = 只应有一行，却有{ $rows }行，不知以哪一行为准
reason-not-rolled-up = 只取一行的数，{ $units }个下级单位各有一行，不能汇总
reason-no-last-year = 缺上年同期数据，无法比较
reason-pending = 数据未到期
reason-target-absent = 责任书未载明目标
reason-target-not-applicable = 目标不适用
reason-curve-unfit = 计分方式与目标不相配，未能计分（{ $error }）
reason-rule-missing = 方案中没有这项规则
reason-applies-unknown = 是否考核无法判断（{ $absence }）
reason-supposed-applies = { $reason }；按考核算，是否考核还无法判断（{ $absence }）
reason-not-applicable = 不符合考核条件，不考核
reason-not-applicable-because = { $why }，不考核
reason-exception-full = 适用特殊情形“{ $label }”，得满分
reason-exception-none = 适用特殊情形“{ $label }”，不得分
reason-exception-not-assessed = 适用特殊情形“{ $label }”，不考核
reason-exceptions-both = 同时适用多个特殊情形（{ $labels }），按一般规定计分，请核定
reason-exceptions-clash = 同时适用多个特殊情形（{ $labels }），请核定；暂按一般规定：{ $reason }
reason-waived = 符合免扣条件，得满分
reason-by-hand = { $hand }：{ $reason }（{ $by }）
reason-by-hand-none = 待人工评分
reason-by-hand-nothing = 无人工评分
reason-by-hand-unread = 人工评分文件未能读取
reason-hands-unread = { $reason }；有人工评分文件未能读取，其中可能另有审定分
reason-by-hand-line = 人工评分无法识别（{ $places }）
reason-hand-by-itself = { $reason }；尚待核查或审定
reason-hand-line-unread = { $reason }；{ $places }的人工评分无法识别，改正后可能变化
reason-by-hand-supposed = 假设的人工评分
reason-by-hand-outside = 人工评分{ $points }超出0至{ $most }的范围，已按界限计
reason-hand-self = 自评
reason-hand-verified = 核查
reason-hand-final = 审定
reason-not-expressible = 条款无法用规则表达（{ $why }），待认定
reason-unknown-level = “{ $label }”不在规定的等次内（{ $allowed }）
reason-only-unknown-levels = 已填“{ $label }”，不在规则所列档次中
reason-veto-holds = 否决情形成立
reason-veto-holds-so-far = 否决情形成立，但数据不全，结论还可能改变
reason-veto-holds-so-far-lacking = 否决情形成立，但数据不全（{ $tables }），结论还可能改变
reason-veto-clear = 未发生否决情形
reason-veto-open = 数据不全，否决情形尚不能判断
reason-veto-open-lacking = 数据不全（{ $tables }），否决情形尚不能判断
reason-vetoed = { $reason }；触发一票否决，拟不得分
reason-policy-zero = { $reason }，按0分计
reason-policy-rescale = { $reason }，分值按比例折算到其他项目
reason-policy-pending = { $reason }，暂不计分
reason-policy-full = { $reason }，按满分计
reason-policy-group-mean = { $reason }，按同组平均得分率计
reason-policy-given-to = { $reason }，分值计入指定项目
reason-partly-unread = { $reason }；有数据文件未能读取，其中可能还有应计入的数据
reason-rows-unreadable = { $reason }；有{ $rows }行因所需数据缺报、未公开或无法识别，尚不能判断是否计入（{ $places }无法识别）
reason-cells-unreadable = { $reason }；{ $places }的数据无法识别，改正后可能变化
reason-rows-ambiguous = { $reason }；{ $places }所写的单位可能是本单位，尚不能判断是否计入
reason-rows-shifted = { $reason }；{ $places }比表头多出格子，后面的数可能错了列
reason-rows-yearless = { $reason }；{ $places }看不出是哪一年的，尚不能判断是否计入
reason-tasks-unreadable = { $reason }，完成情况无法识别{ $count }项
places = { $places }
places-and-more = { $places }等{ $count }处
reason-rows-also-in-doubt = { $reason }；共有{ $rows }行因所需数据缺报、未公开或无法识别，尚不能判断是否计入
reason-rows-in-doubt = { $reason }；有{ $rows }行因所需数据缺报或未公开，尚不能判断是否计入
reason-open-item = { $title }：{ $reason }
reason-open-scored = { $reason }；所依据的数据或条件还有未定的
reason-open-veto = { $title }：数据不全，尚不能判断是否否决
reason-open-mean = “{ $title }”不考核，按本组平均给分，同组单位得分未定
reason-open-mark = { $title }：尚可能新增逾期未完成的事项，已逾期的也还可以补做，等次未定
reason-nobody-below = 名册里没有归它管的考核单位，无从汇总，没有列入
reason-nothing-assessed = 无可考核的项目，不评分、不排名，没有列入
reason-open-silent = 没有一行计入考核的数据，也没有评定的得分，是没有发生还是没有报送，尚待核实
reason-open-quota = 其他单位得分未定，名额归属未定

## 计分步骤
step-compare-rounded = 按修约值比较：{ $figure }修约为{ $rounded }
step-supposed = 假设为{ $figure }
step-met = { $figure }达到目标{ $target }，得满分
step-none = { $figure }未达到目标{ $target }，不得分
step-none-below = { $figure }未达到{ $limit }，不得分
step-none-above = { $figure }超过{ $limit }，不得分
step-proportional = { $figure }÷{ $target }，按完成比例计分
step-proportional-lower = { $target }÷{ $figure }，按比例计分
step-linear = { $figure }，在{ $from }（0分）与{ $to }（满分）之间按直线计分
step-steps = { $figure }达到{ $edge }一档，得分值的{ $share }
step-steps-none = { $figure }未达到任何一档，不得分
step-deduct = { $figure }与目标{ $target }相差{ $miss }，每{ $per }扣{ $points }分，计{ $count }个
step-deduct-percent = { $figure }与目标{ $target }相差{ $miss }个百分点，每{ $per }个百分点扣{ $points }分，计{ $count }个
step-deduct-classes = { $figure }与目标{ $target }相差{ $miss }个类别，每{ $per }个类别扣{ $points }分，计{ $count }个
step-per-unit = { $figure }，每{ $unit }{ $points }分
step-per-case = { $figure }，每起{ $points }分
step-per-unit-beyond = { $figure }，超过{ $free }的部分每{ $unit }{ $points }分
step-per-case-beyond = { $figure }，超过{ $free }起的部分每起{ $points }分
step-rank-bands = 第{ $figure }名，在前{ $edge }名之内，得分值的{ $share }
step-improvement = 上年{ $last }，本年{ $figure }，目标{ $target }，按改善幅度计分
step-pace = { $figure }，时间进度{ $gone }，应达到{ $target }
step-level = { $label }：{ $count }个，系数{ $share }
step-mean-share = 平均得分率{ $figure }
step-part-holds = { $label }：符合，{ $points }分
step-part-fails = { $label }：不符合，0分（{ $points }分）
step-part-left-out = { $label }：{ $why }，不计入（{ $points }分）
step-checklist = 得分率{ $figure }
step-custom = { $figure }，按公式计分：{ $source }
step-veto-when = 否决情形：{ $condition }
step-early = 提前完成，加{ $points }分
step-tasks-on-time = 按期完成{ $count }项
step-tasks-late = 逾期完成{ $count }项
step-tasks-overdue = 逾期未完成{ $count }项
step-tasks-pending = 未到期{ $count }项
step-tasks-at-risk = 其中临近期限{ $count }项
step-tasks-withheld = 未提供完成情况或期限{ $count }项
step-tasks-unreadable = 完成情况或期限无法识别{ $count }项
step-tasks-next-year = 期限在考核年度之后{ $count }项，不计入
step-done-late = 期限{ $due }、完成于{ $done }的{ $count }项：逾期{ $late-by }，{ $count ->
    [1] 按{ $share }计入
   *[other] 每项按{ $share }计入
}
step-done-late-used-up = 期限{ $due }、完成于{ $done }的{ $count }项：逾期{ $late-by }，已减完，不再计入
step-done-late-counts-nothing = 期限{ $due }、完成于{ $done }的{ $count }项：逾期完成不计入
step-done-late-more = 另有逾期完成的{ $count }项，折合{ $credit }项
step-tasks-share = 完成率＝（按期完成{ $on-time }项＋逾期完成折合{ $late }项）÷到期应完成{ $due }项
late-by-days = { $count }天
late-by-weeks = { $count }周（不足1周的按1周计）
late-by-months = { $count }个月（不足1个月的按1个月计）
step-total-items = 各项得分合计
step-total-areas = 板块合成与板块内折算
step-total-rescaled = 缺项折算（未计分的共{ $absent }分，折算到{ $full }分）
step-total-bonus = 加分
step-total-bonus-cap = 加分超过上限部分
step-total-deduction = 扣分
step-total-deduction-cap = 扣分超过上限部分不扣
step-total-cap = 总分超过上限部分
step-total-floor = 总分最低为0分
step-total-rounding = 修约

## 计算过程
working-target = 目标{ $target }

## 处理建议的依据
evidence-total = 总分{ $points }分
evidence-grade = 等次为{ $grade }
evidence-rank = 同组{ $of }个单位中列第{ $rank }名
evidence-area = { $title }得{ $points }分（{ $full }分）
evidence-area-below = { $title }得{ $points }分（{ $full }分），低于{ $share }
evidence-item = { $title }得{ $points }分（{ $full }分）
evidence-mark = { $title }：{ $mark }
evidence-veto = 否决情形：{ $title }
evidence-deducted = 共扣{ $points }分

## 与结果矛盾的情况
contradiction-grade = 评为{ $grade }
contradiction-grade-so-far = 暂列{ $grade }
contradiction-worst-class = { $grade }，但{ $title }为{ $figure }
contradiction-overdue = { $grade }，但{ $title }有逾期未完成事项
contradiction-veto = { $grade }，但有否决情形：{ $title }
contradiction-weak-area = { $grade }，但{ $title }仅得{ $points }分（{ $full }分）

## 可比性
not-comparable = 未计分的分值占{ $share }，结果不宜与其他单位比较
