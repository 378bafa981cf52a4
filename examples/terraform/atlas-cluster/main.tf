# A cluster in Atlas, sized by what the source holds, and the migration that fills it: `godwit terraform -- apply` makes the
# cluster and the user, then begins. Credentials for Atlas: MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET.
terraform {
  required_version = ">= 1.11"
  required_providers {
    godwit       = { source = "registry.terraform.io/godwit/godwit" }
    mongodbatlas = { source = "registry.terraform.io/mongodb/mongodbatlas" }
  }
}

variable "project_id" {
  type = string
}

variable "migration_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

data "godwit_cluster" "source" {
  uri = { env = "SOURCE_URI" }
}

resource "mongodbatlas_advanced_cluster" "orders" {
  project_id   = var.project_id
  name         = "orders"
  cluster_type = "REPLICASET"
  replication_specs = [{
    region_configs = [{
      provider_name = "AWS"
      region_name   = "EU_WEST_1"
      priority      = 7
      electable_specs = {
        instance_size = "M40"
        node_count    = 3
        # Room for the copy, its indexes, and as much again to grow.
        disk_size_gb = max(40, ceil(3 * data.godwit_cluster.source.size.bytes / 1e9))
      }
    }]
  }]

  # Measured once: what the source holds changes all the time.
  lifecycle {
    ignore_changes = [replication_specs]
  }
}

resource "mongodbatlas_database_user" "migration" {
  project_id          = var.project_id
  username            = "migration"
  auth_database_name  = "admin"
  password_wo         = var.migration_password
  password_wo_version = 1
  roles               = [{ role_name = "atlasAdmin", database_name = "admin" }]
}

resource "godwit_migration" "orders" {
  name  = "orders"
  phase = "synced"

  source = { uri = { env = "SOURCE_URI" } }
  destination = {
    uri = { value = mongodbatlas_advanced_cluster.orders.connection_strings.standard_srv }
    auth = {
      username = { value = mongodbatlas_database_user.migration.username }
      password = { value_wo = var.migration_password }
    }
  }
}
