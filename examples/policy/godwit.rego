# Rules of a company over godwit's JSON plan, for Open Policy Agent and conftest:
#
#   godwit plan --format json | conftest test --policy examples/policy -
#   godwit plan --format json | opa eval --fail-defined --stdin-input --data examples/policy 'data.main.deny[_]'
#
# The input is described by schemas/plan.schema.json. The same rules run inside of every plan and apply with
#
#   policy: [{ name: company rules, run: [opa, eval, --fail-defined, --stdin-input, --data, examples/policy, "data.main.deny[_]"] }]
package main

import rego.v1

# A cutover of production is reviewed in a pull request of its own: nothing else happens in the same plan.
deny contains message if {
	some plan in input.plans
	switches(plan)
	some step in plan.steps
	step.kind == "startSync"
	message := sprintf("%s: copies and switches in one plan; set phase: synced first", [plan.migration])
}

# Nothing is switched while something is not as godwit left it.
deny contains message if {
	some plan in input.plans
	switches(plan)
	some finding in plan.drift
	message := sprintf("%s: switches although something has drifted: %s is %s", [plan.migration, finding.what, finding.found])
}

# The oplog has to reach back three times as far as the copy is going to take.
deny contains message if {
	some plan in input.plans
	plan.forecast.copySeconds * 3 > plan.forecast.oplogWindowSeconds
	message := sprintf("%s: the oplog window is shorter than three times the copy", [plan.migration])
}

warn contains message if {
	some plan in input.plans
	some step in plan.steps
	step.symbol == "!"
	message := sprintf("%s: %s, which cannot be undone", [plan.migration, step.summary])
}

switches(plan) if {
	some step in plan.steps
	step.transaction == "cutover"
}
