"""The pages about access: alarms, grants, certificates, emergencies and the review."""
