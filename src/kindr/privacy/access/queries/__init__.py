"""What pages about access show: alarms, grants, certificates, and who could open what and did."""
