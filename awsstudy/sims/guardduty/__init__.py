"""Amazon GuardDuty: parts of the simulator of findings."""
