"""Access, very strict: alarms, grants, certificates, emergencies, reviews."""
