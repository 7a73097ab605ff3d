"""What is done about access: grants, certificates, emergencies, alarms, reviews; one use-case a module."""
