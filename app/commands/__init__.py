"""What stands behind each word of the `frontdesk` command. A room is read when its word was typed."""
