# A migration whose source and destination exist. Run it with:
#   godwit terraform -- init && godwit terraform -- plan
terraform {
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}

variable "phase" {
  description = "How far the migration shall go: synced first; after a review, cutover; at the end, complete."
  type        = string
  default     = "synced"
}

resource "godwit_migration" "shop" {
  name        = "shop"
  phase       = var.phase
  source      = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }
}

output "state" {
  value = godwit_migration.shop.state
}
