"""The same pages as the commands write, live from the store, for a browser on this machine and nobody else."""
