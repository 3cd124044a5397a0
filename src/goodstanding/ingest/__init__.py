"""Files from outside to validated rows: see `read`, `mapping`, `suggest` and `targets`."""
