"""What protects children: labels that do not name them, cleaned text."""
