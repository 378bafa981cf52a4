# A migration in a pipeline of two applies, see workflow.yml: synced, and after somebody has looked at the plan, cutover.
# Add a backend: the jobs share the state.
terraform {
  required_version = ">= 1.11"
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}

variable "phase" {
  description = "How far the migration shall go."
  default     = "synced"
}

resource "godwit_migration" "shop" {
  name        = "shop"
  phase       = var.phase
  source      = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }

  # The sync outlives the job, so that it runs on a machine of its own: `godwit sync` there.
  engine = { type = "builtin", builtin = { url = "http://sync.internal:27182" } }

  # The first job ends as soon as the sync runs. A cutover is always waited for.
  wait_for = var.phase == "synced" ? "started" : "phase"
  timeouts = { update = "2h" }
  cutover  = { timeout = "60s" }
}

output "state" {
  value = godwit_migration.shop.state
}
