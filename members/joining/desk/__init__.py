"""The membership desk's queue of applications, in the admin."""
