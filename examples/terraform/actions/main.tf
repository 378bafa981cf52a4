# A migration that godwit.yaml describes, and what may be asked of it beside its phase (Terraform 1.14 and newer):
#   godwit terraform -- apply
#   godwit terraform -- apply -invoke=action.godwit_pause.shop
terraform {
  required_version = ">= 1.14"
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}

locals {
  migration = "${path.module}/godwit.yaml"
}

resource "godwit_migration" "shop" {
  spec_file = local.migration

  lifecycle {
    # Nobody goes on with a destination that differs.
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.godwit_verify.shop]
    }
  }
}

action "godwit_verify" "shop" {
  config {
    spec_file = local.migration
  }
}

action "godwit_pause" "shop" {
  config {
    spec_file = local.migration
  }
}

action "godwit_resume" "shop" {
  config {
    spec_file = local.migration
  }
}

# The `phase` of the file has to say the same afterwards.
action "godwit_cutover" "shop" {
  config {
    spec_file = local.migration
    timeout   = "2h"
  }
}

action "godwit_reverse" "shop" {
  config {
    spec_file = local.migration
  }
}
