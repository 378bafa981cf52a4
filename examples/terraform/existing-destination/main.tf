# A migration between two clusters that exist. Two applies, with a review between them:
#   godwit terraform -- apply                          copies, and follows
#   godwit terraform -- apply -var phase=cutover       hands over
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
  name  = "shop"
  phase = var.phase

  # References, read when they are used: a state that holds them can be refreshed and destroyed without the configuration.
  source      = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }

  filters = {
    include = [{ database = "shop" }, { database = "crm", collections = ["customers"] }]
  }
  sharding = {
    entries = [{
      namespace = "shop.orders"
      key       = [{ field = "customerId" }, { field = "_id", hashed = true }]
    }]
  }
  verification = { mode = "full" }
  cutover = {
    mode     = "manual"
    gates    = { max_lag = "5s", verified_within = "15m" }
    hooks    = [{ on = "switch", run = ["./switch-connection-string.sh"], undo = { run = ["./switch-connection-string.sh", "back"] } }]
    rollback = { mode = "reverse", keep_for = "48h" }
  }

  timeouts = { create = "12h" }
}

output "state" {
  value = godwit_migration.shop.state
}
