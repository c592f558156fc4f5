list-comma = {", "}
