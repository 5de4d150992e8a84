"""What the operator needs: due tasks, backups, logs."""
