## 假设（what-if）
what-if-title = { $title }：假设与现状比较（截至{ $as-of }）
what-if-supposed = 假设：{ $what }
what-if-set = { $unit }的“{ $item }”为{ $figure }
what-if-rows = { $table }另有{ $file }中的数据行
what-if-change = { $name }
what-if-unit = { $unit }（{ $group }）
what-if-head-what = 项目
what-if-head-before = 现状
what-if-head-after = 假设后
what-if-head-gain = 增减
what-if-head-why = 原因
what-if-nobody = 没有任何单位因此变化。
what-if-no-other = 其他单位的得分、名次和等次都不变。
what-if-moved = { $of }个单位中有{ $count }个变化
what-if-others = 其他{ $count }个单位随之变化
what-if-alone = 单看“{ $name }”：{ $gains }
what-if-alone-grades = 单看“{ $name }”：得分不变；等次：{ $grades }
what-if-alone-both = 单看“{ $name }”：{ $gains }；等次：{ $grades }
what-if-alone-nothing = 单看“{ $name }”：没有变化
what-if-grade-move = { $unit }由“{ $before }”变为“{ $after }”
what-if-gain = { $name }{ $gain }分
what-if-list = { $values }
what-if-rank = 第{ $rank }名（共{ $of }个）
what-if-consequences = 处理建议：由“{ $before }”变为“{ $after }”
what-if-from-to = { $before }→{ $after }
what-if-why-others = 其他单位变化
what-if-why-scheme = 方案修改
what-if-not-assessed = “{ $item }”不考核（{ $reason }），假设不起作用
what-if-not-on-sheet = { $unit }的评分表中没有“{ $item }”，假设不起作用
what-if-settled = “{ $item }”不看数值（{ $reason }），假设不起作用
what-if-vetoed = “{ $item }”按假设计分后被否决（{ $reason }）
what-if-still-open = “{ $item }”有了假设的数值仍不能计分（{ $reason }）
what-if-applies-open = “{ $item }”是否考核还无法判断：按考核算，可能范围仍包括不考核
what-if-why-rescaled = 折算等
what-if-why-out = { $items }不再计入
what-if-why-in = { $items }改为计入
what-if-no-result = 所有单位的得分、名次和等次都不变。
what-if-only-bounds = 另有{ $count }个单位得分、名次和等次都不变，只是目标、分值或可能的范围变了（见 --format json）。
what-if-not-alone = 单看“{ $name }”：只改这一处，方案不成立（{ $why }），不单列
what-if-not-there = 无此项
what-if-points = { $points }分
what-if-target = 目标{ $target }，{ $points }
what-if-figure = { $figure }，{ $points }
what-if-figure-target = { $figure }（目标{ $target }），{ $points }
what-if-nothing-supposed = 没有写假设什么：用 --set 指标=数值、--rows 数据表=文件 或 --change 修改文件
what-if-set-form = --set 写成“指标=数值”，如 water/manure-utilisation=85%（给的是“{ $set }”）
what-if-rows-form = --rows 写成“数据表=文件”，如 farms=补报.csv（给的是“{ $rows }”）
what-if-no-file = 没有“{ $file }”这个文件
what-if-no-table = 方案没有数据表“{ $table }”
what-if-no-table-near = 方案没有数据表“{ $table }”；是不是“{ $near }”？
what-if-change-unreadable = 读不了“{ $file }”：{ $reason }
what-if-no-changes = “{ $file }”里没有任何修改
what-if-write-day = “{ $title }”是日期，不会是{ $text }：写成2022-06-30
what-if-day-of-tasks = “{ $title }”是按期完成率，不会是日期{ $text }：写成百分数（如85%）；要假设全部在某一天前完成，写成100%@{ $text }
what-if-day-of-share = “{ $title }”是比率，不会是日期{ $text }：写成百分数（如85%）
what-if-day-of-amount = “{ $title }”以{ $unit }计，不会是日期{ $text }
what-if-day-of-number = “{ $title }”是数，不会是日期{ $text }
what-if-whole = “{ $title }”是个数，不会是{ $text }：写成整数
what-if-nothing-early = “{ $title }”没有提前完成加分的规定：不要写“@日期”
what-if-no-day = “{ $day }”不是日期：“@”后面写全部完成的那一天，如100%@2022-07-30
what-if-early-of-part = “{ $title }”只有全部完成才有提前完成的加分：写成100%@{ $day }
what-if-day-gone = “{ $title }”不能在{ $day }前完成：那一天在考核截止日（{ $as-of }）之前
what-if-done-late = “{ $item }”这样完成已过期限，按逾期完成计分
what-if-early-nothing = “{ $item }”这样完成，没有提前完成的加分
what-if-set-by = { $unit }的“{ $item }”为{ $figure }，都在{ $day }前完成
what-if-unreadable = “{ $text }”读不懂：请写数、百分数、日期或等级
what-if-no-figure = “{ $title }”没有可以假设的数值
what-if-write-percent = 这是比率：请写成{ $text }%，不要写{ $text }
what-if-other-unit = “{ $text }”的单位不对：这一项以{ $wanted }计
what-if-others-unknown = 缺{ $count }个其他单位的数据：名次、名额等取决于它们，这里不作比较。
what-if-set-shared = “{ $item }”为{ $figure }（不是{ $unit }一家的数，与其共用这个数的单位一并假设）
what-if-set-twice = “{ $item }”假设了两次：只写一次 --set
what-if-rank-between = 第{ $best }～{ $worst }名（共{ $of }个，取决于其他单位的数据）
what-if-consequences-new = 处理建议：原来没有，变为“{ $after }”
what-if-consequences-gone = 处理建议：不再有“{ $before }”
what-if-proposed-provisional = { $then }（暂定）
what-if-no-unit = “{ $text }”的单位不对：这一项是比率，写成百分数（如85%）
what-if-no-share = “{ $title }”是占比，不会是{ $text }：应在0%至100%之间
what-if-outside = “{ $title }”不会是{ $text }：应在{ $least }至{ $most }之间
what-if-below = “{ $title }”不会是{ $text }：不能低于{ $least }
what-if-above = “{ $title }”不会是{ $text }：不能高于{ $most }
what-if-points-outside = “{ $title }”由人工评分，不会是{ $text }：应在0至{ $most }分之间
cli-about-what-if = 假设数值、数据或方案变了：谁的得分、名次、等次会变
cli-example-what-if = kaohe what-if rules/yushu-2022 --data datasets/yushu-2022 --unit 泗河镇 --set water/manure-utilisation=85%
cli-arg-what-if-unit = 假设的是哪个单位的数值
cli-arg-set = 假设一项的数值：指标=数值；全部提前完成的写 指标=100%@日期（可重复）
cli-arg-what-if-rows = 假设另外报送了这些数据行：数据表=文件（可重复）
cli-arg-change = 修改方案的文件（YAML）：目标、分值、计分办法、等次线、缺报办法
cli-value-what-if-rows = 数据表=文件
cli-value-change = 文件
cli-arg-check-change = 连同这些修改一起检查：方案按修改后的样子检查（不需要数据）
cli-value-set = 指标=数值
