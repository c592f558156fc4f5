severity-error = 错误
severity-warning = 提醒
severity-note = 说明
severity-help = 建议
nearest-name = 是不是“{ $name }”？
